"""When a return visit can have been paid, and which days a count of them covers (LAW "Official
fields and codes": return visits with person, method, date, result)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shared.contracts.registry.errors import VisitDateInvalid, VisitPeriodInvalid


def check_day(visited_on: date, facts: Mapping[str, Any], today: date) -> None:
    """After the child was born, and not still to come. Raises VisitDateInvalid."""
    if not date.fromisoformat(facts["birth_date"]) <= visited_on <= today:
        raise VisitDateInvalid(visited_on.isoformat())


def period(since: date | None, until: date | None, today: date) -> tuple[date, date]:
    """First and last day; unless told, from the year's first day to today. Raises
    VisitPeriodInvalid."""
    last = until or today
    first = since or date(last.year, 1, 1)
    if first > last:
        raise VisitPeriodInvalid()
    return first, last
