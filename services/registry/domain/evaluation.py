"""Yearly evaluation and commendation by fulfilled duties (DOMAIN section 3): points from counted
duties, with the numbers behind each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from shared.contracts.registry.organising.errors import EvaluationTooEarly, EvaluationYearInvalid

FULL = 1000  # tenths of a point


class Evaluated(StrEnum):
    """Places and schools, and the posts at them."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    SCHOOL = "school"
    VILLAGE_OFFICER = "village_officer"
    TOWNSHIP_OFFICER = "township_officer"
    PRINCIPAL = "principal"


POSTS = (Evaluated.VILLAGE_OFFICER, Evaluated.TOWNSHIP_OFFICER, Evaluated.PRINCIPAL)
AT_SCHOOL = (Evaluated.SCHOOL, Evaluated.PRINCIPAL)


@dataclass(frozen=True)
class Part:
    """So many of so many duties were fulfilled; `points` in tenths, of `weight` whole points."""

    measure: str
    done: int
    of: int
    weight: int
    points: int


@dataclass(frozen=True)
class Result:
    points: int  # tenths, of FULL; 0 where nothing could be counted
    parts: tuple[Part, ...]
    counted: bool


def evaluate(found: Mapping[str, tuple[int, int]], weights: Mapping[str, int]) -> Result:
    """`found`: measure -> fulfilled, asked for. A measure that asked for nothing weighs nothing:
    the others make up the hundred. Rounded down, so that 99.96 is not 100."""
    counted = {name: found[name] for name in weights if found.get(name, (0, 0))[1]}
    total = sum(weights[name] for name in counted)
    parts = tuple(
        Part(name, done, of, weights[name], weights[name] * 10 * done // of)
        for name, (done, of) in counted.items()
    )
    if not total:
        return Result(0, (), counted=False)
    reached = sum(
        (Fraction(weights[n] * done, of) for n, (done, of) in counted.items()), Fraction()
    )
    return Result(int(reached * FULL / total), parts, counted=True)


def commended(points: Sequence[int], percent: int, least: int) -> int | None:
    """The fewest points (tenths) with which one is proposed for commendation: among the best
    `percent` of all and with `least` whole points; None where nobody is. Equal points are treated
    equally."""
    if not points:
        return None
    best = sorted(points, reverse=True)
    places = max(1, len(best) * percent // 100)
    line = max(best[places - 1], least * 10)
    return line if best[0] >= line else None


def check_year(year: int, today: date) -> None:
    """This year or one before. Raises EvaluationYearInvalid."""
    if not today.year - 5 <= year <= today.year:
        raise EvaluationYearInvalid()


def check_signing(year: int, sign_from: str, today: date) -> None:
    """`sign_from` is month-day. Raises EvaluationTooEarly with the day."""
    first = date.fromisoformat(f"{year}-{sign_from}")
    if today < first:
        raise EvaluationTooEarly(first.isoformat())
