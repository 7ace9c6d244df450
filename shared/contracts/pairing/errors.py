"""Refusals a caller of pairing must expect."""

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class HelperNotFound(NotFound):
    """Args: helper id."""


class ChildNotKnown(NotFound):
    """No child of this id has been announced to pairing. Args: child id."""


class ConsentNotFound(NotFound):
    """Args: consent id."""


class MatchingNotFound(NotFound):
    """Args: matching id."""


class ProposalNotFound(NotFound):
    """Args: proposal id."""


class PairingNotFound(NotFound):
    """Args: pairing id."""


class PurposeMissing(Invalid):
    """A masked field is shown in full only for a stated purpose."""


class WrongIdNumber(Invalid):
    """The resident ID number of a helper is not valid (GB 11643)."""


class WrongPhone(Invalid):
    """The phone number of a helper cannot be right."""


class HelperNotAdult(Invalid):
    """Only a peer partner may be under age. Args: the age that is asked."""


class PeerNotMinor(Invalid):
    """A peer partner is a pupil; grown-ups apply in another category. Args: the age."""


class HelperAlreadyRegistered(Conflict):
    """The ID number belongs to a helper on file."""


class HelperDisqualified(Conflict):
    """A record excludes the helper, without exception."""


class HelperNotApplied(Conflict):
    """Only an application is approved or refused. Args: the helper's status."""


class HelperNotApproved(Conflict):
    """Args: the helper's status."""


class ConditionsNotConfirmed(Invalid):
    """Args: the codes of the conditions that nobody confirmed, with commas."""


class RecordCheckMissing(Conflict):
    """The helper has no record check."""


class RecordCheckExpired(Conflict):
    """Args: the last day on which the check was good."""


class CheckInTheFuture(Invalid):
    """Args: the date given."""


class CheckOutdated(Conflict):
    """A newer record check is on file. Args: its date."""


class OwnApplication(Forbidden):
    """Nobody checks or approves their own application."""


class OwnPairing(Forbidden):
    """Nobody accepts a proposal that makes themselves a child's helper."""


class SignedInTheFuture(Invalid):
    """Args: the date given."""


class OwnViewMissing(Invalid):
    """The child is old enough to be heard. Args: the age from which that is so."""


class OwnConsentMissing(Invalid):
    """The child is old enough to consent for itself. Args: the age from which that is so."""


class ConsentMissing(Conflict):
    """No parent or guardian has consented. Args: child id."""


class ConsentAlreadyWithdrawn(Conflict):
    """Args: the day of the withdrawal."""


class NoPairingNeeded(Conflict):
    """The child is neither left behind nor in difficulty, or has no heart level. Args: status."""


class MatchingUnderWay(Conflict):
    """A matching of the same place has not ended yet. Args: area code."""


class ProposalNotOpen(Conflict):
    """Somebody decided on the proposal before, or it lapsed. Args: its status."""


class ProposalAlreadyAccepted(Conflict):
    """Two people accepted at the same moment; the other was first."""


class AlreadyPaired(Conflict):
    """This helper and this child are a pair already."""


class SlotTaken(Conflict):
    """Another helper stands in this place with the child. Args: slot."""


class WrongSide(Conflict):
    """The place needs a cadre, or a teacher; the helper is none. Args: slot, category."""


class CapacityReached(Conflict):
    """The helper has as many children as allowed. Args: how many."""


class HelperOfAnotherCounty(Conflict):
    """A child is helped by people of its own county, whose offices answer for both."""


class OwnChild(Conflict):
    """No helper is given their own child or ward."""


class PairRefusedBefore(Conflict):
    """This pair was refused; it is not made again."""


class SexPreferenceNotMet(Conflict):
    """The helper, or the family, asked for the other sex."""


class SamePersonChosen(Invalid):
    """The helper chosen instead is the one proposed."""


class PairingNotLive(Conflict):
    """Only an active or suspended pairing can be ended. Args: its status."""
