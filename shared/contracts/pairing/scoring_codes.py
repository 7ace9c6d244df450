"""Codes of results scoring and commendation; the Chinese is in `shared.texts.scoring`."""

from enum import StrEnum


class StepKind(StrEnum):
    """Of a sum of points."""

    RANKS = "ranks"  # gained in the class
    TOP = "top"  # still among the first
    NO_BREACH = "no_breach"  # no sanction of the school on record
    THREE_GOOD = "three_good"


class ScoringState(StrEnum):
    OPEN = "open"  # results may change
    CONFIRMED = "confirmed"  # by the county, for good: its awards are due
