"""What a school year's results come to: points step by step, and a pupil's award (DOMAIN section 6,
"Results scoring"; section `scoring` of a pack).

A year is scored at the end of its last term. It is compared with the end of the last year; of a
child without one, with the end of the year's first term.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from shared.contracts.pairing.scoring_codes import StepKind
from shared.terms import Season, Term, term_of

YEARS_SHOWN = 3  # of which results can be looked at and scored


@dataclass(frozen=True)
class Award:
    """For a rank between the two, or with `ranks_up` for so many ranks gained."""

    code: str
    rank_from: int
    rank_to: int
    ranks_up: int
    amount_fen: int

    def meant_for(self, rank: int, gained: int | None) -> bool:
        if self.ranks_up:
            return gained is not None and gained >= self.ranks_up
        return self.rank_from <= rank <= self.rank_to


@dataclass(frozen=True)
class Scheme:
    """Points for each rank gained, for staying among the first `top`, without a sanction on record,
    as a three-good pupil; and what a point is worth."""

    per_rank: int
    top: int
    staying_in_top: int
    no_breach: int
    three_good: int
    fen_per_point: int
    awards: tuple[Award, ...]

    @classmethod
    def from_pack(cls, pack: Any) -> Self:
        section = pack["scoring"]
        numbers = {n: section[n] for n in cls.__dataclass_fields__ if n != "awards"}
        return cls(**numbers, awards=tuple(_awards(section["awards"])))


def _awards(rows: Mapping[str, Mapping[str, Any]]) -> Iterable[Award]:
    names = ("rank_from", "rank_to", "ranks_up", "amount_fen")
    for code, row in sorted(rows.items()):
        yield Award(code, **{name: row[name] for name in names})


@dataclass(frozen=True)
class Mark:
    """A child's place in its class at a term's end, and what that term brought."""

    term: str
    rank: int
    breach: bool = False
    three_good: bool = False


@dataclass(frozen=True)
class Step:
    """Of the sum: why so many points. `of` is the rank that it was compared with, if there is one,
    `to` the rank reached, `each` the points for one of it."""

    kind: StepKind
    points: int
    each: int
    of: int | None = None
    to: int | None = None


@dataclass(frozen=True)
class Score:
    end: Mark
    base: Mark | None
    steps: tuple[Step, ...]
    award: Award | None

    @property
    def points(self) -> int:
        return sum(step.points for step in self.steps)


def terms_of_year(seasons: Mapping[str, Season], year: int, opens: str) -> list[Term]:
    """Of the school year that begins on `opens` (month-day) of the year, in order."""
    first, after = (date.fromisoformat(f"{y}-{opens}") for y in (year, year + 1))
    made = [term_of(y, season) for y in (year, year + 1) for season in seasons.values()]
    return sorted((t for t in made if first <= t.first < after), key=lambda term: term.first)


def score(marks: Mapping[str, Mark], year: Sequence[str], before: str, scheme: Scheme) -> Score:
    """Of one child with a mark at the year's end. `year`: the terms of the school year in order;
    `before`: the term that ended the last one. A sanction or an award of any of its terms counts
    for the year."""
    end = marks[year[-1]]
    base = marks.get(before) or (marks.get(year[0]) if len(year) > 1 else None)
    within = [marks[term] for term in year if term in marks]
    steps = (
        _ranks(end, base, scheme),
        _top(end, base, scheme),
        _flag(StepKind.NO_BREACH, not any(mark.breach for mark in within), scheme.no_breach),
        _flag(StepKind.THREE_GOOD, any(mark.three_good for mark in within), scheme.three_good),
    )
    return Score(end, base, steps, _award(end, base, scheme))


def _ranks(end: Mark, base: Mark | None, scheme: Scheme) -> Step:
    """A fall scores nothing; without a base there is nothing to gain on."""
    gained = max(0, base.rank - end.rank) if base else 0
    of = base.rank if base else None
    return Step(StepKind.RANKS, gained * scheme.per_rank, scheme.per_rank, of, end.rank)


def _top(end: Mark, base: Mark | None, scheme: Scheme) -> Step:
    """Who was among them before and still is."""
    stays = base is not None and base.rank <= scheme.top and end.rank <= scheme.top
    of = base.rank if base else None
    points = scheme.staying_in_top if stays else 0
    return Step(StepKind.TOP, points, scheme.staying_in_top, of, end.rank)


def _flag(kind: StepKind, given: bool, points: int) -> Step:
    return Step(kind, points if given else 0, points)


def _award(end: Mark, base: Mark | None, scheme: Scheme) -> Award | None:
    """One at most, the highest."""
    gained = base.rank - end.rank if base else None
    due = [award for award in scheme.awards if award.meant_for(end.rank, gained)]
    return max(due, key=lambda award: (award.amount_fen, award.code), default=None)


def average(points: Sequence[int]) -> int:
    """A head teacher's: of the children of the class, in tenths of a point, rounded half up."""
    return (20 * sum(points) + len(points)) // (2 * len(points)) if points else 0


def year_of(term: Term, opens: str) -> int:
    """The school year that a term belongs to."""
    return term.first.year if term.first.strftime("%m-%d") >= opens else term.first.year - 1
