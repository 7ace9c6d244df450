"""Facts published by the registry. Only add fields; to change one, publish a ...V2 beside it.

Every fact about a child carries the child's whole public state and its version, so that a
consumer keeps a copy from any one of them and ignores an older one. None carries a name, an ID
number, a phone or an address: `kin_marks` are `vault.blind_index("phone", number)` and
`vault.blind_index("id_number", number)` of the parents and guardian, comparable and not readable.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from shared.contracts.registry.care_events import CareEnded as CareEnded
from shared.contracts.registry.care_events import CareEnding as CareEnding
from shared.contracts.registry.care_events import CareEntrusted as CareEntrusted
from shared.contracts.registry.contact_events import ContactMissing as ContactMissing
from shared.contracts.registry.file_events import ChildrenMerged as ChildrenMerged
from shared.contracts.registry.file_events import MergeUndone as MergeUndone
from shared.contracts.registry.file_events import MoveDecided as MoveDecided
from shared.contracts.registry.file_events import MoveRequested as MoveRequested
from shared.contracts.registry.file_events import MoveWithdrawn as MoveWithdrawn
from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """The state of a child that other services may hold."""

    child_id: str
    area_code: str  # 12-digit village
    school_id: str | None
    class_name: str | None
    sex: str  # "male" | "female"
    birth_date: str  # ISO date
    status: str  # one of codes.STATUSES
    level: int  # heart level 1..4; 0: not graded yet
    stage: str  # "none" | "kindergarten" | "primary" | "junior" | "senior" | "college"
    boarder: bool | None
    hardships: list[str] = field(default_factory=list)
    kin_marks: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # codes of the last judgement
    merged_into: str | None = None  # the child that this file was found to be of


@dataclass(frozen=True, kw_only=True)
class ChildRegistered(ChildFacts, Event):
    """A child came on file; whether left-behind is in `status`."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"


@dataclass(frozen=True, kw_only=True)
class ChildChanged(ChildFacts, Event):
    """A fact of the child that others may hold is another one now."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"


@dataclass(frozen=True, kw_only=True)
class ChildJudged(ChildFacts, Event):
    """The judgement whether the child is left-behind came out differently than before."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"
    previous_status: str
    pack: str
    pack_version: str
    pack_hash: str


@dataclass(frozen=True, kw_only=True)
class ChildAged(ChildFacts, Event):
    """The child reached an age that changes what law says of it (LAW: 6, 8, 14, 16, 18)."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"
    age: int  # full years
    reached_on: str  # ISO date


@dataclass(frozen=True, kw_only=True)
class ChildGraded(ChildFacts, Event):
    """An assessment gave the child another heart level: others become responsible."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"
    previous_level: int


@dataclass(frozen=True, kw_only=True)
class SchoolRegistered(Event):
    """A school of a township is known from now on."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "school_id"
    school_id: str
    township_code: str


@dataclass(frozen=True, kw_only=True)
class RosterImported(Event):
    """A roster was read to its end; every row has its outcome."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "import_id"
    import_id: str
    area_code: str
    account_id: str
    accepted: int
    merged: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class PackAdopted(Event):
    """From `valid_from` on, decisions in the county are made under the pack."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "area_code"
    area_code: str  # 6-digit county
    pack: str
    valid_from: str  # ISO date


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """Where a protection case belongs. Nothing says what was reported in words, or by whom."""

    case_id: str
    area_code: str  # 6, 9 or 12 digits, as near as is known
    school_id: str | None
    child_id: str | None  # None: nobody on file, or not known yet


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseFacts, Event):
    """A danger to a child was reported, stands in a dossier, or was found by an office."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    origin: str  # "report" | "dossier" | "office" | "letterbox"
    situations: list[str]
    findings: list[str]


@dataclass(frozen=True, kw_only=True)
class CaseMatched(CaseFacts, Event):
    """A person found out which child on file the case is about, or that it is not that one."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"


@dataclass(frozen=True, kw_only=True)
class CaseDutySet(CaseFacts, Event):
    """Somebody has to do something by a time; `posts` are addresses, any one of whom may."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    duty: int  # its number in the case
    task: str  # what has to be done
    due_at: str  # ISO, UTC
    posts: list[str]


@dataclass(frozen=True, kw_only=True)
class CaseDutyReminded(CaseFacts, Event):
    """A duty will be due soon and nobody has acknowledged it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    duty: int
    task: str  # what has to be done
    due_at: str
    posts: list[str]


@dataclass(frozen=True, kw_only=True)
class CaseDutyMissed(CaseFacts, Event):
    """A duty was not acknowledged in time: the next level is called; the last, again and again.
    `posts` is everybody called by now."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    duty: int
    task: str  # what has to be done
    due_at: str
    level: int
    call: int  # from 1: the deadline itself
    posts: list[str]


@dataclass(frozen=True, kw_only=True)
class CaseDutyAcknowledged(CaseFacts, Event):
    """A named person of a post that was called did it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    duty: int
    task: str  # what has to be done
    by: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class CaseAssessed(CaseFacts, Event):
    """Safety, guardianship and health were assessed."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    risks: list[str]  # "safety:at_risk", …


@dataclass(frozen=True, kw_only=True)
class CasePetitionPrompted(CaseFacts, Event):
    """A ground for a petition to revoke guardianship is there."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    ground: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseFacts, Event):
    """The case ended, with its result."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "case_id"
    result: str
    posts: list[str]  # of the duties that were void with it


@dataclass(frozen=True, kw_only=True)
class VerificationDue(Event):
    """A place has not signed off the quarter yet, some days before or after its deadline."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "area_code"
    area_code: str  # village, township or county
    place: str  # "village" | "township" | "county"
    quarter: str  # e.g. "2025Q3"
    deadline: str  # ISO date
    overdue: bool
    waiting: int  # children of a village, places under a township or county, that are missing


@dataclass(frozen=True, kw_only=True)
class VerificationSigned(Event):
    """A place signed off the quarter: its numbers are frozen."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "area_code"
    area_code: str
    place: str  # "village" | "township" | "county"
    quarter: str
    above_ready: bool  # now every place beside it has signed: the one above may
