"""What becomes of a class a year later, read from its name as schools write it (DOMAIN section 3).

Grade names: a Chinese or Arabic number of the grade, counted through from primary school or within
the stage; the year of entry; or the words of a kindergarten. How many years a stage has is pack
data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.contracts.registry.codes import STAGES
from shared.texts.grades import (
    AFTER_A_GRADE,
    COHORT,
    INFANTS,
    INFANTS_BEFORE,
    NUMERALS,
    STAGE_MARKS,
)

_HUNDREDS = re.compile(r"(\d)\d\d(?!\d)")  # 301: the third year's first class
_DIGITS = re.compile(r"(\d{1,2})(?!\d)")
_COHORT = re.compile(rf"(20\d\d){COHORT}")
_NUMERAL = re.compile("|".join(sorted(NUMERALS, key=len, reverse=True)))
COUNTED_THROUGH = ("primary", "junior", "senior")


class Outcome(StrEnum):
    PROMOTED = "promoted"
    REPEATED = "repeated"
    GRADUATED = "graduated"
    KEPT = "kept"  # a person must see: the class says no grade, or the child is not at school


@dataclass(frozen=True)
class Step:
    outcome: Outcome
    class_name: str | None
    stage: str


@dataclass(frozen=True)
class _Grade:
    """`year` from 1 within its stage; `rest` begins behind what named the grade."""

    year: int
    kind: str  # "infants", "numeral", "digits", "hundreds", "cohort"
    offset: int  # what is added to the year where it is written
    prefix: str
    rest: str


def step(class_name: str | None, stage: str, *, year: int, years: Mapping[str, int]) -> Step:
    """From the school year before `year` into `year`, which is the one that begins in it."""
    grade = _read(class_name or "", stage, year, years) if stage in years else None
    if grade is None or not 1 <= grade.year <= years[stage]:
        return Step(Outcome.KEPT, class_name, stage)
    if grade.year == years[stage]:
        return Step(Outcome.GRADUATED, None, next_stage(stage))
    return Step(Outcome.PROMOTED, _written(grade, class_name or ""), stage)


def year_of_study(name: str | None, stage: str, *, year: int, years: Mapping[str, int]) -> int:
    """From 1 within the stage, before the promotion into `year`; 0 where the name says none."""
    grade = _read(name or "", stage, year, years) if stage in years else None
    return max(grade.year, 0) if grade else 0


def next_stage(stage: str) -> str:
    """Who leaves senior high is in no school until somebody enters a college."""
    following = STAGES[STAGES.index(stage) + 1]
    return "none" if following == "college" else following


def school_year(today: date, opens: str) -> int:
    """The calendar year in which the school year begins that is promoted into on the day; `opens`
    is the month and day from which it can be."""
    return today.year if today.strftime("%m-%d") >= opens else today.year - 1


def _read(name: str, stage: str, year: int, years: Mapping[str, int]) -> _Grade | None:
    text = "".join(name.split())
    if found := _COHORT.search(text):
        return _Grade(year - int(found[1]), "cohort", 0, "", text)
    if stage == "kindergarten":
        return _infants(text)
    prefix = text[:1] if STAGE_MARKS.get(text[:1]) == stage else ""
    number = _number(text[len(prefix) :])
    if number is None:
        return None
    kind, value, rest = number
    before = sum(years[each] for each in COUNTED_THROUGH[: COUNTED_THROUGH.index(stage)])
    offset = before if value > years[stage] and not prefix else 0
    return _Grade(value - offset, kind, offset, prefix, rest)


def _infants(text: str) -> _Grade | None:
    if text[:1] == INFANTS_BEFORE:
        return _Grade(0, "infants", 0, "", text[1:])
    found = INFANTS.index(text[0]) + 1 if text[:1] in INFANTS and text else None
    return None if found is None else _Grade(found, "infants", 0, "", text[1:])


def _number(text: str) -> tuple[str, int, str] | None:
    """How it is written, the number, and what stands behind it."""
    if found := _HUNDREDS.match(text):
        return "hundreds", int(found[1]), text[1:]
    if found := _DIGITS.match(text):
        kind, value = "digits", int(found[1])
    elif found := _NUMERAL.match(text):
        kind, value = "numeral", NUMERALS.index(found[0]) + 1
    else:
        return None
    rest = text[found.end() :]
    follows = AFTER_A_GRADE + ("0123456789" if kind == "numeral" else "")
    return (kind, value, rest) if not rest or rest[0] in follows else None


def _written(grade: _Grade, name: str) -> str:
    following = grade.year + grade.offset + 1
    if grade.kind == "cohort":
        return name
    if grade.kind == "infants":
        return INFANTS[grade.year] + grade.rest
    said = NUMERALS[following - 1] if grade.kind == "numeral" else str(following)
    return grade.prefix + said + grade.rest
