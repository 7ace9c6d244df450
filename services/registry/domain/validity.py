"""Whether what is said of a child and those around it can be true (LAW "Official fields").

Pure: facts as they are kept, and today. What is already on file and not touched is not asked again,
so that an old mistake does not stand in the way of mending another one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.registry.domain import id_number
from services.registry.domain.ages import age_on
from services.registry.domain.course import DECEASED, PARENTS, read
from services.registry.domain.situation import Situation
from shared.contracts.registry.codes import DISABLED, NUMBERED

SEX_OF = {"father": "male", "mother": "female"}
DAYS = frozenset(f"{who}_{day}" for who in PARENTS for day in ("since", "death_date"))
Problem = tuple[str, str]  # field, code of what is wrong
Found = tuple[str, str, frozenset[str]]  # and the fields that have part in it


@dataclass(frozen=True)
class Limits:
    """From the section `validity` of a pack; ages in years."""

    youngest_parent: int  # between a parent and the child; less is a slip of the pen
    guardian_from: int
    earliest: date  # of a day about a parent
    longest_pregnancy: timedelta  # so long before the birth a father may have died
    age_may_differ: int  # an age told from the one of the ID number

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> "Limits":
        return cls(
            rules["youngest_parent"],
            rules["guardian_from"],
            date.fromisoformat(rules["earliest"]),
            timedelta(days=rules["longest_pregnancy_days"]),
            rules["age_may_differ"],
        )


def problems(
    facts: Mapping[str, Any], today: date, touched: Collection[str], limits: Limits
) -> list[Problem]:
    """In the order of the form; only those that a touched field has part in."""
    found: list[Found] = []
    for who in PARENTS:
        found += _dates(who, facts, today, limits)
        found += _death(who, facts, limits)
        found += _earlier(who, facts, today, limits)
    found += [*_people(facts, today, limits), *_guardian(facts, today, limits)]
    found += [*_health(facts), *_family(facts)]
    return [(field, code) for field, code, parts in found if not parts.isdisjoint(touched)]


def _dates(who: str, facts: Mapping[str, Any], today: date, limits: Limits) -> Iterator[Found]:
    born = _born(who, facts, today)
    for name in (f"{who}_since", f"{who}_death_date"):
        day = _day(facts, name)
        if day is None:
            continue
        if day > today:
            yield name, "in_future", frozenset({name})
        elif day < limits.earliest:
            yield name, "too_early", frozenset({name})
        elif born is not None and day < born:
            yield name, "before_own_birth", frozenset({name, f"{who}_id_number"})


def _death(who: str, facts: Mapping[str, Any], limits: Limits) -> Iterator[Found]:
    situation, since, died = f"{who}_situation", f"{who}_since", f"{who}_death_date"
    day = _day(facts, died)
    if day is None:
        return
    if facts.get(situation) not in (None, DECEASED):
        yield died, "death_but_otherwise", frozenset({situation, died})
    elif facts.get(since) not in (None, facts[died]):
        yield died, "death_not_since", frozenset({since, died})
    until = date.fromisoformat(facts["birth_date"])
    until -= limits.longest_pregnancy if who == "father" else timedelta(0)
    if day < until:
        yield died, "death_before_birth", frozenset({died, "birth_date"})


def _earlier(who: str, facts: Mapping[str, Any], today: date, limits: Limits) -> Iterator[Found]:
    """Each on a day of its own, before the present one; nothing comes after a death."""
    name, since = f"{who}_earlier", _day(facts, f"{who}_since")
    parts = frozenset({name, f"{who}_since"})
    found = list(read(facts.get(name)))
    days = [day for day, _ in found if day is not None]
    if len(days) < len(found) or any(day < limits.earliest for day in days):
        yield name, "earlier_no_day", parts
    if any(day > today for day in days):
        yield name, "in_future", parts
    if len(set(days)) < len(days):
        yield name, "earlier_twice", parts
    if any(situation is Situation.DECEASED for _, situation in found):
        yield name, "earlier_deceased", parts
    if since is not None and any(day >= since for day in days):
        dead = facts.get(f"{who}_situation") == DECEASED
        field = f"{who}_death_date" if dead else f"{who}_since"
        yield field, "after_death" if dead else "earlier_not_before", parts


def _people(facts: Mapping[str, Any], today: date, limits: Limits) -> Iterator[Found]:
    child = date.fromisoformat(facts["birth_date"])
    for who in (*PARENTS, "guardian"):
        field = f"{who}_id_number"
        read_number = _number(who, facts, today)
        if isinstance(read_number, id_number.Broken):
            yield field, "id_number", frozenset({field, f"{who}_id_kind"})
            continue
        if read_number is None:
            continue
        born = read_number.birth_date
        if who in SEX_OF and read_number.sex != SEX_OF[who]:
            yield field, "other_sex", frozenset({field})
        if who in SEX_OF and age_on(born, child) < limits.youngest_parent:
            yield field, "younger_than_child", frozenset({field, "birth_date"})
        if who == "guardian" and age_on(born, today) < limits.guardian_from:
            yield field, "guardian_minor", frozenset({field})


def _guardian(facts: Mapping[str, Any], today: date, limits: Limits) -> Iterator[Found]:
    age, born = facts.get("guardian_age"), _born("guardian", facts, today)
    if age is not None and age < limits.guardian_from:
        yield "guardian_age", "guardian_minor", frozenset({"guardian_age"})
    elif age is not None and born and abs(age_on(born, today) - age) > limits.age_may_differ:
        parts = frozenset({"guardian_age", "guardian_id_number"})
        yield "guardian_age", "age_against_number", parts
    if facts.get("care_quality") == "good" and facts.get("improper_care"):
        parts = frozenset({"care_quality", "improper_care"})
        yield "care_quality", "good_but_improper", parts


def _health(facts: Mapping[str, Any]) -> Iterator[Found]:
    if facts.get("disability_degree") and facts.get("health_state") not in DISABLED:
        parts = frozenset({"disability_degree", "health_state"})
        yield "disability_degree", "degree_without_disability", parts
    if facts.get("illness_name") and facts.get("illness") == "none":
        yield "illness_name", "named_but_none", frozenset({"illness_name", "illness"})


def _family(facts: Mapping[str, Any]) -> Iterator[Found]:
    """Another section's field is not asked for: one must not stand in the way of the other."""
    both = {facts.get(f"{who}_situation") or "unknown" for who in PARENTS}
    if facts.get("single_parent_reason") == "widowed" and not both & {DECEASED, "unknown"}:
        yield "single_parent_reason", "nobody_deceased", frozenset({"single_parent_reason"})


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def _number(
    who: str, facts: Mapping[str, Any], today: date
) -> id_number.IdNumber | id_number.Broken | None:
    """None also for a passport and the like, which follow other rules."""
    number, kind = facts.get(f"{who}_id_number"), facts.get(f"{who}_id_kind")
    if not number or kind not in (None, *NUMBERED):
        return None
    return id_number.parse(number, today=today)


def _born(who: str, facts: Mapping[str, Any], today: date) -> date | None:
    found = _number(who, facts, today)
    return found.birth_date if isinstance(found, id_number.IdNumber) else None
