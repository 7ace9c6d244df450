"""Facts published by pairing. Only add fields; to change one, publish a ...V2 beside it.

Names, ID numbers, phones and free text stay at home: ids and codes only.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from shared.contracts.pairing.scoring_events import AwardDue as AwardDue
from shared.contracts.pairing.scoring_events import ResultsScored as ResultsScored
from shared.contracts.pairing.wish_events import WishClaimed as WishClaimed
from shared.contracts.pairing.wish_events import WishConfirmed as WishConfirmed
from shared.contracts.pairing.wish_events import WishFulfilled as WishFulfilled
from shared.contracts.pairing.wish_events import WishLapsed as WishLapsed
from shared.contracts.pairing.wish_events import WishPublished as WishPublished
from shared.contracts.pairing.wish_events import WishSubmitted as WishSubmitted
from shared.contracts.pairing.wish_events import WishWithdrawn as WishWithdrawn
from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class HelperApplied(Event):
    """Somebody wants to help; the township is to check and decide."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    category: str


@dataclass(frozen=True, kw_only=True)
class HelperApproved(Event):
    """The township approved a helper, who may be proposed from now on."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    category: str


@dataclass(frozen=True, kw_only=True)
class HelperRefused(Event):
    """An application was refused, or a record put an end to an approval."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    category: str


@dataclass(frozen=True, kw_only=True)
class HelperSuspended(Event):
    """The record check ran out, or a peer partner came of age: the helper's pairings rest until
    there is a new check."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    category: str
    child_ids: list[str] = field(default_factory=list)
    of_age: bool = False


@dataclass(frozen=True, kw_only=True)
class HelperReinstated(Event):
    """A new record check is clear: the helper and the resting pairings go on."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    category: str
    child_ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ConsentRecorded(Event):
    """A parent or guardian agreed in writing that the child may be paired."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "consent_id"
    consent_id: str
    child_id: str
    area_code: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """The consent is taken back; the child's pairings ended in the same moment."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "consent_id"
    consent_id: str
    child_id: str
    area_code: str


@dataclass(frozen=True, kw_only=True)
class MatchingProposed(Event):
    """A matching is ready: its proposals wait for people to decide."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "matching_id"
    matching_id: str
    area_code: str
    requested_by: str  # account id
    proposed: int
    uncovered: int  # children with no helper, or half covered


@dataclass(frozen=True, kw_only=True)
class ProposalRefused(Event):
    """A proposed pair was refused; it is not proposed again."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "proposal_id"
    proposal_id: str
    matching_id: str
    child_id: str
    helper_id: str
    area_code: str
    slot: str


@dataclass(frozen=True, kw_only=True)
class PairingActivated(Event):
    """A helper and a child are a pair from now on."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "pairing_id"
    pairing_id: str
    child_id: str
    helper_id: str
    area_code: str  # the child's village
    school_id: str | None = None
    slot: str  # "cadre", "teacher" or "any"
    sponsor_fen: int = 0  # of a child's costs, a year


@dataclass(frozen=True, kw_only=True)
class PairingEnded(Event):
    """A helper and a child are a pair no longer."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "pairing_id"
    pairing_id: str
    child_id: str
    helper_id: str
    area_code: str
    school_id: str | None = None
    slot: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PairingMoved(Event):
    """The child's file was merged into another, or taken out of it again: the pair goes on under
    the other file."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "pairing_id"
    pairing_id: str
    child_id: str
    helper_id: str
    area_code: str
    school_id: str | None = None
    slot: str
    from_child_id: str


@dataclass(frozen=True, kw_only=True)
class ContactLogged(Event):
    """A helper, a teacher or an office was in contact with a child or its people."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "contact_id"
    contact_id: str
    child_id: str
    helper_id: str | None = None
    area_code: str
    school_id: str | None = None
    kind: str
    follow_up: bool = False  # something has to be done


@dataclass(frozen=True, kw_only=True)
class PromisesDue(Event):
    """What a helper has to do within days or has missed: one word for all of a day."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    deadline: str  # ISO date of the earliest
    due: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class PromisesNeglected(Event):
    """Duties that are overdue for long, of a village and where there is one a school: one word for
    all of a day."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "area_code"
    area_code: str
    school_id: str | None = None
    overdue: int
    helpers: int


@dataclass(frozen=True, kw_only=True)
class WatchListGrown(Event):
    """Children of a village, and where there is one of a school, are newly to be looked after: for
    silence, missed duties, absence or falling marks. One word for all of them."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "area_code"
    area_code: str
    school_id: str | None = None
    children: int


@dataclass(frozen=True, kw_only=True)
class HelpStepDue(Event):
    """A step of a child's help plan comes due within days, or has not been done in time."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "plan_id"
    plan_id: str
    child_id: str
    area_code: str
    made_by: str  # account id
    as_role: str
    helper_ids: list[str] = field(default_factory=list)  # who help the child now
    deadline: str  # ISO date of the earliest


@dataclass(frozen=True, kw_only=True)
class HandoverWaiting(Event):
    """A former helper left words for whoever helps the child now."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "pairing_id"
    pairing_id: str  # of who is to read it
    child_id: str
    helper_id: str
    area_code: str


@dataclass(frozen=True, kw_only=True)
class RecordCheckExpiring(Event):
    """A helper's record check runs out within days."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "helper_id"
    helper_id: str
    area_code: str
    deadline: str  # ISO date of the last good day


@dataclass(frozen=True, kw_only=True)
class PairingStillMissing(Event):
    """A level changed, and the child has not got its new pairing within the days of the pack."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "child_id"
    child_id: str
    area_code: str
    level: int
    deadline: str  # ISO date of the last day
