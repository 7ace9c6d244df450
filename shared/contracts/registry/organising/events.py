"""Facts about how the work is organised. None carries what a person wrote, or a name."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanStepDue(Event):
    """A step of a work plan is open some days before its last day, on it, or after it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "step_id"
    step_id: str
    plan_id: str
    area_code: str  # of the plan's place; of a school: its township
    school_id: str | None  # of a school's plan
    deadline: str  # ISO date, the last day
    overdue: bool
    posts: list[
        str
    ]  # the address of who answers for the step; overdue, of whoever made the plan too


@dataclass(frozen=True, kw_only=True)
class FindingFacts:
    """Where something was found in an inspection, and until when it is put right."""

    finding_id: str
    inspection_id: str
    area_code: str  # of the place visited; of a school: its township
    school_id: str | None
    deadline: str  # ISO date


@dataclass(frozen=True, kw_only=True)
class FindingMade(FindingFacts, Event):
    """An inspection found something that the place has to put right."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "finding_id"


@dataclass(frozen=True, kw_only=True)
class FindingDue(FindingFacts, Event):
    """A finding is open some days before its day, on it, or after it; then those above hear too."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "finding_id"
    overdue: bool
    posts: list[str]


@dataclass(frozen=True, kw_only=True)
class FindingAnswered(FindingFacts, Event):
    """The place says what it did; `posts` judge it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "finding_id"
    posts: list[str]


@dataclass(frozen=True, kw_only=True)
class FindingDecided(FindingFacts, Event):
    """Whoever inspected accepted the answer, or sent it back with another day."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "finding_id"
    outcome: str  # "accepted" | "sent_back"


@dataclass(frozen=True, kw_only=True)
class LettersUnsigned(Event):
    """Of the responsibility letters that were made together some are not signed: some days before
    they should be, on that day, and after it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "letters_id"
    letters_id: str  # "<place or school that made them>/<kind>/<year>"
    area_code: str  # of the place that made them; of a school: its township
    school_id: str | None
    year: int
    deadline: str  # ISO date
    waiting: int
    overdue: bool
    posts: list[str]  # who made them, and the places and schools that have not signed


@dataclass(frozen=True, kw_only=True)
class EvaluationSigned(Event):
    """A place, school or post was evaluated for a year; what came out is frozen."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "evaluation_id"
    evaluation_id: str
    subject: str  # code of the place or id of the school
    evaluated: str  # "village" | "township" | "school" | "village_officer" | ...
    area_code: str
    school_id: str | None
    year: int
    commended: bool
    posts: list[str]
