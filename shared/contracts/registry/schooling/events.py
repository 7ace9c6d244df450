"""Facts about a school's year. None carries a name, a class or a health value."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class SchoolPromoted(Event):
    """Every pupil of a school was put into its place for the new school year."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "promotion_id"
    promotion_id: str
    school_id: str
    area_code: str  # the school's township
    year: int  # in which the school year begins
    promoted: int
    repeated: int
    graduated: int


@dataclass(frozen=True, kw_only=True)
class SchoolPromotionUndone(Event):
    """Every pupil is back where it was; offers to other schools are withdrawn."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "promotion_id"
    promotion_id: str
    school_id: str
    area_code: str
    year: int


@dataclass(frozen=True, kw_only=True)
class DropoutFacts:
    """Which absence of which child; why, and who said what, stands in the registry alone."""

    dropout_id: str
    child_id: str
    area_code: str  # the child's village
    school_id: str | None


@dataclass(frozen=True, kw_only=True)
class AbsenceNoted(DropoutFacts, Event):
    """A child is away from school and nobody has said why."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "dropout_id"


@dataclass(frozen=True, kw_only=True)
class DropoutNoted(DropoutFacts, Event):
    """The child is registered as having dropped out: it is to be persuaded to come back."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "dropout_id"


@dataclass(frozen=True, kw_only=True)
class DropoutReported(DropoutFacts, Event):
    """Persuasion failed: the written report to the education bureau and the township is issued."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "dropout_id"


@dataclass(frozen=True, kw_only=True)
class DropoutEnded(DropoutFacts, Event):
    """The child is at school again, or the absence was explained."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "dropout_id"
    outcome: str  # "returned" | "elsewhere" | "explained"


@dataclass(frozen=True, kw_only=True)
class HealthCheckAbnormal(Event):
    """A term's health check found something to look into; what, stands in the registry alone."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "check_id"
    check_id: str
    child_id: str
    area_code: str  # the child's village
    school_id: str | None
    term: str  # e.g. "2025-autumn"
