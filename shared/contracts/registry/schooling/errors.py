"""Refusals of what a school does with the registry; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound


class PromotionNotFound(NotFound): ...


class PromotionMade(Conflict):
    """The school was promoted into this school year already."""


class PromotionChanged(Conflict):
    """Pupils or classes are others now than in the preview."""


class PromotionUndone(Conflict): ...


class PromotionSettled(Conflict):
    """The stage of the term is fixed since the day given."""


class PromotionBuiltUpon(Conflict):
    """So many pupils were put elsewhere, or changed, after the promotion."""


class NothingToPromote(Invalid):
    """No child of the school is in a class."""


class NotAPupil(Invalid):
    """The child is not at this school, or graduated from it and went on already."""


class DropoutNotFound(NotFound): ...


class DropoutUnderWay(Conflict):
    """An absence of this child is being followed already."""


class DropoutOver(Conflict):
    """The child is back, or the absence was explained."""


class DropoutRegistered(Conflict):
    """It is registered as a dropout already."""


class DropoutNotRegistered(Conflict):
    """First the dropout is registered."""


class AbsenceTooShort(Conflict):
    """How many days of absence make a dropout."""


class PersuasionsMissing(Conflict):
    """How many more attempts to bring the child back there must be before the report."""


class DayOutOfRange(Invalid):
    """The first and the last day that can be."""


class VaccineUnknown(Invalid):
    """The schedule has no such dose."""


class HealthCheckNotFound(NotFound): ...


class HealthCheckNothing(Invalid):
    """No child of the sheet has a value."""


class HealthCheckNotFollowed(Conflict):
    """Nothing was abnormal, or it is treated already."""


class HealthHeaderNotFound(Invalid):
    """No row of the file heads a name and something that is measured."""
