"""Terms of the school year: "2025-autumn" may run into January 2026 (DOMAIN section 7)."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# A promotion is entered in the weeks after the first day: the stage of school that stands then is
# that of the term (DOMAIN section 3).
STAGE_SETTLES = timedelta(days=30)


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
    def season(self) -> str:
        return self.text.partition("-")[2]

    @property
    def month_names(self) -> list[str]:
        return [f"{year}-{month:02}" for year, month in self.months]

    @property
    def first(self) -> date:
        return date(*self.months[0], 1)

    @property
    def last(self) -> date:
        year, month = self.months[-1]
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def marked(self) -> date:
        """The day from which its marks are given: its last month has begun."""
        return self.last.replace(day=1)

    @property
    def settled(self) -> date:
        """The day whose stage of school is that of the term."""
        return self.first + STAGE_SETTLES

    def stage_day(self, today: date) -> date:
        """The day whose stage of school decides the rate, as far as it has come."""
        return min(today, self.settled)


def seasons_of(terms: Mapping[str, Mapping[str, object]]) -> dict[str, Season]:
    """From the section `terms` of a pack."""
    return {
        name: Season(name, int(str(term["first_month"])), int(str(term["last_month"])))
        for name, term in terms.items()
    }


def term_of(year: int, season: Season) -> Term:
    """The term that begins in the year."""
    count = (season.last_month - season.first_month) % 12 + 1
    start = season.first_month - 1
    months = tuple((year + (start + i) // 12, (start + i) % 12 + 1) for i in range(count))
    return Term(f"{year}-{season.name}", months)


def terms_near(seasons: Mapping[str, Season], today: date) -> list[Term]:
    """From last year's to next year's, in order."""
    years = range(today.year - 1, today.year + 2)
    near = [term_of(year, season) for year in years for season in seasons.values()]
    return sorted(near, key=lambda term: term.first)


def running_term(seasons: Mapping[str, Season], today: date) -> Term:
    """The term of the day; in the holidays, the one before them."""
    return [term for term in terms_near(seasons, today) if term.first <= today][-1]
