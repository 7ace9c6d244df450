"""Guardianship intervention (DOMAIN 5.4): when a petition to the court must be thought of."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.clock import SHANGHAI

EDUCATION = ("criticism", "warning_letter")


@dataclass(frozen=True)
class Conduct:
    """What the case knows of the guardian: steps in their order, and since when duty is refused."""

    steps: tuple[str, ...] = ()
    refused_since: date | None = None


def full_months(begun: date, months: int) -> date:
    """The day on which so many months are full: the day after their last (Civil Code, articles 201
    to 203). The first day does not count; the last is the same day of the month, or the month's
    last where it has none, and it counts to its end."""
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    last = min(begun.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, last) + timedelta(days=1)


def grounds(conduct: Conduct, today: date, months: int) -> tuple[str, ...]:
    """Of State Council 2016 No. 13, part 4 (4), those that are there today."""
    found = []
    if _danger_after_education(conduct.steps):
        found.append("danger_after_education")
    since = conduct.refused_since
    if since is not None and full_months(since, months) <= today:
        found.append("refused_six_months")
    if "serious_harm" in conduct.steps:
        found.append("serious_harm")
    return tuple(found)


def _danger_after_education(steps: Iterable[str]) -> bool:
    educated = False
    for step in steps:
        educated |= step in EDUCATION
        if step == "danger_persists" and educated:
            return True
    return False


def visit_days(served: date, visits: int, apart: int) -> list[date]:
    """Days by which the village has visited after a written warning."""
    return [served + timedelta(days=apart * number) for number in range(1, visits + 1)]


def end_of(day: date) -> datetime:
    """Work that is due on a day is due by its last minute in China."""
    return datetime.combine(day, time(23, 59), SHANGHAI)
