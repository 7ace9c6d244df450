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
