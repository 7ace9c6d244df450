"""Codes that pairing writes and others read; the Chinese for them is in `shared.texts.pairing`."""

from enum import StrEnum


class Category(StrEnum):
    """The channel a helper comes through (DOMAIN section 6)."""

    CADRE = "cadre"
    TEACHER = "teacher"
    SCHOOL_LEADER = "school_leader"
    VOLUNTEER = "volunteer"
    FIVE_ELDERS = "five_elders"
    YOUTH_LEAGUE = "youth_league"
    LOVE_MOTHER = "love_mother"
    PEER = "peer"


class HelperStatus(StrEnum):
    APPLIED = "applied"
    APPROVED = "approved"
    SUSPENDED = "suspended"  # the record check ran out; a new one brings them back
    REFUSED = "refused"
    DISMISSED = "dismissed"  # was approved, then a record was found: for good


class Record(StrEnum):
    """What disqualifies without exception (DOMAIN section 6, LAW 62)."""

    SEXUAL_ASSAULT = "sexual_assault"
    ABUSE = "abuse"
    ABANDONMENT = "abandonment"
    TRAFFICKING = "trafficking"
    VIOLENT_INJURY = "violent_injury"
    DRUG_USE = "drug_use"
    ALCOHOL_ABUSE = "alcohol_abuse"
    GAMBLING = "gambling"
    GUARDIANSHIP_REFUSED = "guardianship_refused"


class Condition(StrEnum):
    """What the township confirms of an applicant before it approves."""

    GOOD_CHARACTER = "good_character"
    RESPONSIBLE = "responsible"
    HEALTHY = "healthy"
    FAMILY_EDUCATION = "family_education"


class Side(StrEnum):
    """What a helper counts as: level 4 needs one cadre and one teacher."""

    CADRE = "cadre"
    TEACHER = "teacher"
    ANY = "any"


class BondKind(StrEnum):
    KIN = "kin"  # related, but neither parent nor guardian
    BOND = "bond"  # already looks after the child without being related


class OwnView(StrEnum):
    """What the child says about it (LAW: 8 own view)."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDECIDED = "undecided"


class Signer(StrEnum):
    FATHER = "father"
    MOTHER = "mother"
    GUARDIAN = "guardian"


class MatchingStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PROPOSED = "proposed"
    FAILED = "failed"


class ProposalStatus(StrEnum):
    SAVED = "saved"  # its matching has not ended: nobody sees it yet
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CHANGED = "changed"  # a person chose another helper
    LAPSED = "lapsed"  # a newer matching of the place has taken its stead


class PairingStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class EndReason(StrEnum):
    CONSENT_WITHDRAWN = "consent_withdrawn"
    HELPER_DISMISSED = "helper_dismissed"
    HELPER_MOVED = "helper_moved"
    HELPER_ASKED = "helper_asked"
    FAMILY_ASKED = "family_asked"
    CHILD_ASKED = "child_asked"
    PARENT_RETURNED = "parent_returned"
    CHILD_LEFT = "child_left"
    HANDED_OVER = "handed_over"
    FULFILLED = "fulfilled"
    MISTAKE = "mistake"
    MERGED = "merged"  # two files of one child, one helper twice
    FILE_CLOSED = "file_closed"  # the child's file is closed: moved away, adopted, dead, in error
    OF_AGE = "of_age"  # the child has come of age
    OWN_CHILD = "own_child"  # the helper is the child's parent or guardian, as came out later
    NO_CONSENT = "no_consent"  # the consent that it began with is another child's


# Reasons that only the system gives; a person who ends a pairing chooses among the others.
OWN_REASONS = frozenset(
    {
        EndReason.CONSENT_WITHDRAWN,
        EndReason.HELPER_DISMISSED,
        EndReason.HANDED_OVER,
        EndReason.MERGED,
        EndReason.FILE_CLOSED,
        EndReason.OF_AGE,
        EndReason.OWN_CHILD,
        EndReason.NO_CONSENT,
    }
)


class Tier(StrEnum):
    """How near a helper lives to the child."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


class Coverage(StrEnum):
    FULL = "full"
    HALF = "half"
    NONE = "none"


class ContactKind(StrEnum):
    """What a helper did; a duty of the pack is told as the kind of contact that does it."""

    TALK = "talk"  # heart to heart, with the child
    PARENTS_CALL = "parents_call"
    HOME_VISIT = "home_visit"
    GUARDIAN_TALK = "guardian_talk"
    JOINT_ACTIVITY = "joint_activity"
    VISIT = "visit"
    LETTER = "letter"
    OTHER = "other"


class ContactOutcome(StrEnum):
    FINE = "fine"
    FOLLOW_UP = "follow_up"  # something has to be done
    NOT_REACHED = "not_reached"  # noted, and no duty done by it


class PromiseState(StrEnum):
    """Of one duty of one helper within one stretch of time."""

    OPEN = "open"
    DONE = "done"
    OVERDUE = "overdue"
    LATE = "late"  # done after its last day
    VOID = "void"  # the pairing rested or ended before the last day


class Dialect(StrEnum):
    """What a helper speaks beside the common language; the child's own counts for a talk."""

    MANDARIN = "mandarin"
    SOUTHWESTERN = "southwestern"
    HAKKA = "hakka"
    CANTONESE = "cantonese"
    MIAO = "miao"
    DONG = "dong"
    BUYI = "buyi"
    TUJIA = "tujia"
    ZHUANG = "zhuang"
    OTHER = "other"


class Hours(StrEnum):
    WEEKDAYS = "weekdays"
    EVENINGS = "evenings"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAYS = "holidays"


class TrainingTopic(StrEnum):
    FAMILY_EDUCATION = "family_education"
    PSYCHOLOGY = "psychology"
    SAFETY = "safety"
    LAW = "law"
    VOLUNTEERING = "volunteering"
