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


class CheckBeforeMajority(Conflict):
    """A peer partner who is of age now needs an adult's check. Args: the day of majority."""


class DeclarationUndecided(Conflict):
    """The applicant declared a record; somebody must find out first."""


class NothingDeclared(Conflict):
    """There is no declaration to decide on."""


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


class SignedBeforeWithdrawal(Invalid):
    """Consent was taken back since; a new paper is signed on that day or later. Args: the day."""


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
    """This pair was refused, or ended because one of the two asked for it; it is not made again."""


class SexPreferenceNotMet(Conflict):
    """The helper, or the family, asked for the other sex."""


class SamePersonChosen(Invalid):
    """The helper chosen instead is the one proposed."""


class PairingNotLive(Conflict):
    """Only an active or suspended pairing can be ended. Args: its status."""


class ContactNotFound(NotFound):
    """Args: contact id."""


class ContactDateInvalid(Invalid):
    """A contact lies within the pairing and not in the future. Args: the date given."""


class ContactSentBefore(Conflict):
    """The same contact came twice at the same moment; one of the two is kept."""


class NotPairedWithChild(Conflict):
    """Only who is paired with the child logs a contact as its helper."""


class ContactStruck(Conflict):
    """The contact was taken back already."""


class ContactNeedsWords(Invalid):
    """Where something has to be done, the contact says what."""


class PhotoRefused(Invalid):
    """Neither a photo nor a voice note that we know."""


class PhotoTooLarge(Invalid):
    """Args: the most, in MB."""


class TooManyPhotos(Conflict):
    """Args: how many a contact may have."""


class ContactFileNotFound(NotFound):
    """Args: file id."""


class WishNotFound(NotFound):
    """Args: wish id."""


class WishNotInState(Conflict):
    """What was asked does not follow on where the wish stands. Args: its status."""


class WishTaken(Conflict):
    """Somebody else was first."""


class TooManyClaims(Conflict):
    """One keeps what one has claimed before claiming more. Args: how many at once."""


class WishClaimNotYours(Conflict):
    """Only who has claimed the wish fulfils it or gives it up."""


class OwnWishClaim(Forbidden):
    """Nobody confirms that a child has what they themselves were to give."""


class WishOfOwnPair(Conflict):
    """A helper, who stands near the child, leaves its wish to others."""


class WishNamesSomebody(Invalid):
    """The public words hold what leads to somebody."""


class ApplicationNotFound(NotFound):
    """No application has this code."""


class CapacityBelowLoad(Conflict):
    """Fewer places than there are children already. Args: how many."""


class TrainingInTheFuture(Invalid):
    """Args: the date given."""


class CertificateNotFound(NotFound):
    """No certificate has this code or id."""


class CertificatePeriodInvalid(Invalid):
    """A certificate is about days that are over, the first before the last."""


class NothingToCertify(Conflict):
    """No contact is on file in these days."""


class TrialNotFound(NotFound):
    """Args: trial id."""


class WeightsMustRise(Invalid):
    """Nearer or closer may never cost more."""


class SponsorsAreLoveMothers(Invalid):
    """Only a love mother takes over a child's yearly costs."""
