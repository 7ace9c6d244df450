"""Which dose is due at which age, and whether one is overdue (DOMAIN section 3).

The schedule is pack data: for each vaccine the age in months of each dose, by default that of the
national immunisation programme (2021).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain.judgement import months_after

Doses = Mapping[str, str]  # "hepb.1" -> ISO date
Schedule = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Dose:
    vaccine: str
    number: int
    due_on: date
    given_on: date | None
    state: str  # "given", "later", "due", or "overdue" when the months of grace are over


def key(vaccine: str, number: int) -> str:
    return f"{vaccine}.{number}"


def card(
    birth_date: date, doses: Doses, schedule: Schedule, grace_months: int, today: date
) -> list[Dose]:
    """Every dose of the schedule, in its order."""
    return list(_card(birth_date, doses, schedule, grace_months, today))


def _card(
    birth_date: date, doses: Doses, schedule: Schedule, grace_months: int, today: date
) -> Iterator[Dose]:
    for vaccine, plan in schedule.items():
        for number, months in enumerate(plan["months"], 1):
            due_on = months_after(birth_date, months)
            said = doses.get(key(vaccine, number))
            given_on = date.fromisoformat(said) if said else None
            if given_on is not None:
                state = "given"
            elif today < due_on:
                state = "later"
            else:
                state = "overdue" if today >= months_after(due_on, grace_months) else "due"
            yield Dose(vaccine, number, due_on, given_on, state)


def complete(found: list[Dose]) -> bool:
    """Whether the child counts as vaccinated for its age: nothing is overdue."""
    return all(dose.state != "overdue" for dose in found)


def impossible(doses: Doses, birth_date: date, today: date) -> dict[str, tuple[date, date]]:
    """Dose -> the first and last day that can be: from birth, or from the dose before, to today."""
    wrong = {}
    for name, said in doses.items():
        vaccine, _, number = name.partition(".")
        before = doses.get(key(vaccine, int(number) - 1))
        first = max(birth_date, date.fromisoformat(before)) if before else birth_date
        if not first <= date.fromisoformat(said) <= today:
            wrong[name] = (min(first, today), today)
    return wrong
