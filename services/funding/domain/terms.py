"""Terms of the school year: "2025-autumn" may run into January 2026 (DOMAIN section 7)."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.contracts.funding.errors import TermNotValid, TermTooFarAhead

# A promotion is entered in the weeks after the first day: the stage counts that stands then.
STAGE_SETTLES = timedelta(days=30)
PROPOSED_AHEAD = timedelta(days=62)  # rolls are drawn up in the holidays before


@dataclass(frozen=True)
class Season:
    """A term as the pack has it; the last month may lie in the next calendar year."""

    name: str
    first_month: int
    last_month: int


@dataclass(frozen=True)
class Term:
    text: str
    months: tuple[tuple[int, int], ...]  # (year, month), in order

    @property
    def first(self) -> date:
        return date(*self.months[0], 1)

    @property
    def last(self) -> date:
        year, month = self.months[-1]
        return date(year, month, calendar.monthrange(year, month)[1])

    def stage_day(self, today: date) -> date:
        """The day whose stage of school decides the rate, as far as it has come."""
        return min(today, self.first + STAGE_SETTLES)


def seasons_of(terms: Mapping[str, Mapping[str, object]]) -> dict[str, Season]:
    """From the section `terms` of a pack."""
    return {
        name: Season(name, int(str(term["first_month"])), int(str(term["last_month"])))
        for name, term in terms.items()
    }


def parse_term(text: str, seasons: Mapping[str, Season]) -> Term:
    """Raises TermNotValid."""
    year, _, name = text.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and name in seasons):
        raise TermNotValid(text)
    if not 2000 <= int(year) <= 2999:
        raise TermNotValid(text)
    return _term(int(year), seasons[name])


def check_open(term: Term, today: date) -> None:
    """Raises TermTooFarAhead; a past term can still be paid for."""
    opens = term.first - PROPOSED_AHEAD
    if today < opens:
        raise TermTooFarAhead(term.text, opens.isoformat())


def open_terms(seasons: Mapping[str, Season], today: date) -> list[Term]:
    """The term that runs, or the next one in the holidays, then those before and after it
    for which a roll may be proposed now."""
    near = [
        _term(year, s) for year in range(today.year - 1, today.year + 2) for s in seasons.values()
    ]
    near.sort(key=lambda term: term.first)
    current = next(i for i, term in enumerate(near) if today <= term.last)
    others = [near[current - 1], near[current + 1]] if current else [near[current + 1]]
    return [term for term in (near[current], *others) if today >= term.first - PROPOSED_AHEAD]


def _term(year: int, season: Season) -> Term:
    count = (season.last_month - season.first_month) % 12 + 1
    start = season.first_month - 1
    months = tuple((year + (start + i) // 12, (start + i) % 12 + 1) for i in range(count))
    return Term(f"{year}-{season.name}", months)
