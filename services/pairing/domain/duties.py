"""Contact duties: which stretch of time a duty is for, who owes it, how it stands (DOMAIN section
6, "Duties and their rhythm")."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.contracts.pairing.codes import Category, ContactKind, ContactOutcome, PromiseState
from shared.contracts.pairing.errors import ContactDateInvalid, ContactNeedsWords
from shared.terms import Season, running_term, seasons_of, terms_near
from shared.terms import term_of as school_term

UNKEPT = (PromiseState.OPEN, PromiseState.OVERDUE)  # what is still owed
WEEK = timedelta(days=7)
FIRST_MONDAY = date(2024, 1, 1)  # from which stretches of two weeks are counted
YEARS = range(2000, 3000)  # whose terms are asked for; beyond the calendar's end there are none
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Duty:
    kind: ContactKind
    by: frozenset[str]
    per_child: bool
    every: str
    times: int
    spread: bool


@dataclass(frozen=True)
class Window:
    """A stretch of days, both included, and how many contacts it asks for."""

    first: date
    last: date
    wanted: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Rhythm:
    """The duties of a place, its terms, and when somebody is told."""

    duties: tuple[Duty, ...]
    seasons: Mapping[str, Season]
    remind_days: tuple[int, ...]
    chase_days: tuple[int, ...]
    escalate_days: int

    def duty(self, kind: ContactKind) -> Duty | None:
        return next((duty for duty in self.duties if duty.kind is kind), None)

    def window(self, duty: Duty, day: date) -> Window | None:
        """That of the day; None in holidays for a duty of the term."""
        stretch = self._stretch(duty.every, day)
        if stretch is None:
            return None
        first, last = stretch
        if not duty.spread:
            return Window(first, last, duty.times)
        return next(part for part in _parts(first, last, duty.times) if part.last >= day)

    def windows(self, duty: Duty, since: date, until: date) -> Iterator[Window]:
        """Those of all the days between the two, both included."""
        day = since
        while day <= until:
            window = self.window(duty, day)
            if window is not None:
                yield window
            day = (window.last if window else day) + timedelta(days=1)

    def term_began(self, day: date) -> date:
        """Of the term that `term_of` names."""
        return running_term(self.seasons, day).first

    def _stretch(self, every: str, day: date) -> tuple[date, date] | None:
        if every == "term":
            near = [t for t in terms_near(self.seasons, day) if t.first <= day <= t.last]
            return (near[-1].first, near[-1].last) if near else None
        if every == "week":
            first = day - timedelta(days=day.weekday())
            return first, first + WEEK - timedelta(days=1)
        if every == "two_weeks":
            first = day - timedelta(days=(day - FIRST_MONDAY).days % 14)
            return first, first + 2 * WEEK - timedelta(days=1)
        return _months(day, MONTHS[every])

    def last_day_of(self, term: str) -> date | None:
        """None for a term that the place does not have."""
        year, _, name = term.partition("-")
        season = self.seasons.get(name)
        known = season and year.isascii() and year.isdigit() and int(year) in YEARS
        return school_term(int(year), season).last if season and known else None

    def term_of(self, day: date) -> str:
        """The school term whose figures a promise of that day belongs to; holidays belong to the
        term before them."""
        return running_term(self.seasons, day).text


def rhythm_of(pack: Any) -> Rhythm:
    """From a `shared.packs.Pack`: the duties that fall on helpers."""
    contacts = pack["contacts"]
    return Rhythm(
        duties=tuple(
            Duty(
                kind=ContactKind(code),
                by=frozenset(row["by"]),
                per_child=row["per"] == "child",
                every=row["every"],
                times=row["times"],
                spread=row.get("spread", False),
            )
            for code, row in sorted(pack["duties"].items())
            if "helper" in row["by"] and row["times"]
        ),
        seasons=seasons_of(pack["terms"]),
        remind_days=tuple(contacts["remind_days"]),
        chase_days=tuple(contacts["chase_days"]),
        escalate_days=contacts["escalate_days"],
    )


def owes(category: Category) -> bool:
    """A peer partner is a pupil, who promises nothing."""
    return category is not Category.PEER


def owed_from(window: Window, started: date) -> bool:
    """Who begins in the middle of a stretch owes it if at least half of it is left."""
    return started <= window.first or 2 * ((window.last - started).days + 1) >= window.days


def state_of(
    reached: int, wanted: int, *, done_on: date | None, last_day: date, today: date
) -> PromiseState:
    """`done_on` is the day of the contact that made it full."""
    if reached >= wanted and done_on is not None:
        return PromiseState.DONE if done_on <= last_day else PromiseState.LATE
    return PromiseState.OVERDUE if today > last_day else PromiseState.OPEN


def keeps(outcome: ContactOutcome) -> bool:
    """Nobody was reached: it is noted, and no duty is done by it."""
    return outcome is not ContactOutcome.NOT_REACHED


def check_day(on_date: date, *, started_on: date | None, birth_date: date, today: date) -> None:
    """Within the pairing, and not to come. Raises ContactDateInvalid."""
    if not max(started_on or birth_date, birth_date) <= on_date <= today:
        raise ContactDateInvalid(on_date.isoformat())


def check_words(outcome: ContactOutcome, *words: str | None) -> None:
    """Raises ContactNeedsWords."""
    if outcome is ContactOutcome.FOLLOW_UP and not any((word or "").strip() for word in words):
        raise ContactNeedsWords()


def _months(day: date, count: int) -> tuple[date, date]:
    start = (day.month - 1) // count * count + 1
    end = start + count - 1
    return date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1])


def _parts(first: date, last: date, count: int) -> Iterator[Window]:
    """As many stretches as even as can be."""
    days = (last - first).days + 1
    for number in range(count):
        begins = first + timedelta(days=days * number // count)
        ends = first + timedelta(days=days * (number + 1) // count - 1)
        yield Window(begins, ends, 1)
