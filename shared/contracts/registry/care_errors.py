"""Refusals about entrusted care. Read them from `errors`."""

from shared.errors import Conflict, Invalid, NotFound


class CareAgreementNotFound(NotFound): ...


class CareAgreementOver(Conflict):
    """It ended already, or was refused."""


class CareAgreementWaiting(Conflict):
    """Another one is agreed and begins later: it must be ended first."""


class CarerNotAdult(Invalid):
    """The carer must be of age by the ID number: names the age asked for."""


class CarerIsParent(Invalid):
    """Parents do not entrust a child to themselves."""


class OwnViewMissing(Invalid):
    """From this age on the child is heard: names the age."""


class CarePeriodInvalid(Invalid):
    """It ends before it begins, or is over already."""


class SignedInTheFuture(Invalid): ...


class CarerRefusedBefore(Conflict):
    """The law's grounds excluded the carer for this or another child; say why not any more."""
