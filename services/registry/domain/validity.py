"""Whether what is said of a child's parents and guardian can be true (LAW "Official fields").

Pure: facts as they are kept, and today. What is already on file and not touched is not asked again,
so that an old mistake does not stand in the way of mending another one.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from services.registry.domain import id_number
from services.registry.domain.ages import age_on

YOUNGEST_PARENT = 12  # years between a parent and the child; less is a slip of the pen
GUARDIAN_FROM = 18
EARLIEST = date(1900, 1, 1)
SEX_OF = {"father": "male", "mother": "female"}
Problem = tuple[str, str]  # field, code of what is wrong


def problems(facts: Mapping[str, Any], today: date, touched: Collection[str]) -> list[Problem]:
    """In the order of the form; only those that a touched field has part in."""
    found = [*_dates(facts, today), *_people(facts, today)]
    return [(field, code) for field, code, parts in found if not parts.isdisjoint(touched)]


def _dates(facts: Mapping[str, Any], today: date) -> Iterator[tuple[str, str, frozenset[str]]]:
    for name in ("father_since", "mother_since"):
        if not facts.get(name):
            continue
        day = date.fromisoformat(facts[name])
        if day > today:
            yield name, "in_future", frozenset({name})
        elif day < EARLIEST:
            yield name, "too_early", frozenset({name})


def _people(facts: Mapping[str, Any], today: date) -> Iterator[tuple[str, str, frozenset[str]]]:
    child = date.fromisoformat(facts["birth_date"])
    for who in ("father", "mother", "guardian"):
        field = f"{who}_id_number"
        number = facts.get(field)
        read = id_number.parse(number, today=today) if number else None
        if isinstance(read, id_number.Broken):
            yield field, "id_number", frozenset({field})
            continue
        if read is None:
            continue
        if who in SEX_OF and read.sex != SEX_OF[who]:
            yield field, "other_sex", frozenset({field})
        if who in SEX_OF and age_on(read.birth_date, child) < YOUNGEST_PARENT:
            yield field, "younger_than_child", frozenset({field, "birth_date"})
        if who == "guardian" and age_on(read.birth_date, today) < GUARDIAN_FROM:
            yield field, "guardian_minor", frozenset({field})
    age = facts.get("guardian_age")
    if age is not None and age < GUARDIAN_FROM:
        yield "guardian_age", "guardian_minor", frozenset({"guardian_age"})
