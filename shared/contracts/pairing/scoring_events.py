"""Facts about results scoring. Only add fields; ids, codes and amounts alone."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class ResultsScored(Event):
    """The county confirmed a school year's results of a school."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "scoring_id"
    scoring_id: str
    school_id: str
    area_code: str  # of the county
    term: str  # the year's last one
    children: int
    awards: int
    total_fen: int  # of the awards


@dataclass(frozen=True, kw_only=True)
class AwardDue(Event):
    """A pupil is entitled to one award for a school year, to be granted once."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "award_id"
    award_id: str
    scoring_id: str
    child_id: str
    area_code: str  # the child's village
    school_id: str
    term: str  # the year's last one
    award: str  # its code in the pack
    amount_fen: int
