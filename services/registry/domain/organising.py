"""Rules of the organising of the work: years, terms, and what a log may say (DOMAIN section 3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.registry.domain import phones
from shared.contracts.registry.organising.errors import (
    AdoptionYearInvalid,
    ContactPhoneInvalid,
    DoneOnInvalid,
)


def term_start(terms: Mapping[str, Mapping[str, Any]], today: date) -> date:
    """The first day of the term that runs, in the holidays of the last one. `terms` are those of
    the pack, each with its `first_month`."""
    starts = [
        date(year, int(term["first_month"]), 1)
        for year in (today.year - 1, today.year)
        for term in terms.values()
    ]
    return max(start for start in starts if start <= today)


def check_year(year: int, today: date) -> None:
    """Last year, this one or the next. Raises AdoptionYearInvalid."""
    if abs(year - today.year) > 1:
        raise AdoptionYearInvalid(str(today.year - 1), str(today.year + 1))


def check_done_on(done_on: date, year: int, today: date) -> None:
    """Raises DoneOnInvalid."""
    if done_on > today or done_on.year != year:
        raise DoneOnInvalid(str(year))


def contact_phone(typed: str) -> str:
    """As it is kept. Raises ContactPhoneInvalid."""
    number = phones.plain(typed)
    if not phones.can_be_right(number):
        raise ContactPhoneInvalid()
    return number
