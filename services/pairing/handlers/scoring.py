"""A school year's results of a school: computed as they stand, confirmed once by the county."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

from services.pairing.domain import scoring as rules
from services.pairing.domain.policy import Policy
from services.pairing.models import HelperPoints, Result, Score, Scoring
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.pairing.scoring_errors import (
    NothingToScore,
    ScoresChanged,
    ScoresConfirmed,
    ScoringYearInvalid,
)
from shared.contracts.pairing.scoring_events import AwardDue, ResultsScored
from shared.terms import Term

# Of a score all that whoever confirms it answers for; the rest is given at the confirmation.
GIVEN = {"scoring_id", "award_id"}
CONFIRMED = tuple(each.name for each in Score.__table__.columns if each.name not in GIVEN)


@dataclass(frozen=True)
class Year:
    """A school year under the county's rules. `before`: the term that ended the last one."""

    number: int
    terms: tuple[Term, ...]
    before: str
    policy: Policy

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(term.text for term in self.terms)

    @property
    def end(self) -> Term:
        return self.terms[-1]


@dataclass(frozen=True)
class Sheet:
    """As the results stand: those with a rank at the year's end, and those without one yet."""

    scores: tuple[Score, ...]
    waiting: tuple[str, ...]

    @property
    def seen(self) -> str:
        """Changes with whatever is confirmed; the helpers too."""
        told = [[getattr(one, name) for name in CONFIRMED] for one in self.scores]
        return sha256(repr(told).encode()).hexdigest()[:16]


def year_of(uow: UnitOfWork, county: str, year: int, today: date) -> Year:
    """Under the rules of its last day. Raises ScoringYearInvalid."""
    if not today.year - rules.YEARS_SHOWN <= year <= today.year:
        raise ScoringYearInvalid()
    now_ = uow.rules.in_force(county, today)
    seasons, opens = now_.rhythm.seasons, now_.year_opens
    terms = rules.terms_of_year(seasons, year, opens)
    before = rules.terms_of_year(seasons, year - 1, opens)[-1].text
    policy = uow.rules.in_force(county, min(terms[-1].last, today))
    return Year(year, tuple(terms), before, policy)


def sheet_of(uow: UnitOfWork, school_id: str, year: Year) -> Sheet:
    within = uow.scoring.results(school_id, year.names)
    ended = {one.child_id: one for one in within if one.term == year.end.text}
    marks: dict[str, dict[str, rules.Mark]] = defaultdict(dict)
    for one in uow.scoring.marks(list(ended), [year.before, *year.names]):
        marks[one.child_id][one.term] = _mark(one)
    helpers = uow.scoring.helpers_on(list(ended), year.end.last)
    scores = [
        _score(one, rules.score(marks[child], year.names, year.before, year.policy.scoring))
        for child, one in sorted(ended.items())
    ]
    for score in scores:
        score.helper_ids = helpers.get(score.child_id, [])
    waiting = sorted({one.child_id for one in within} - set(ended))
    return Sheet(tuple(scores), tuple(waiting))


def confirm_scores(
    uow: UnitOfWork, grant: Grant, *, school_id: str, year: int, seen: str, today: date
) -> Scoring:
    """The sheet as it was `seen`: from now on it does not change, and its awards are due.

    Raises ScoringYearInvalid, ScoresConfirmed, NothingToScore or ScoresChanged.
    """
    county = uow.scoring.county_of(school_id)
    grant.require(area=county)
    about = year_of(uow, county, year, today)
    if uow.scoring.confirmed(school_id, year):
        raise ScoresConfirmed()
    sheet = sheet_of(uow, school_id, about)
    if not sheet.scores:
        raise NothingToScore()
    if sheet.seen != seen:
        raise ScoresChanged()
    scoring = _scoring(grant, about, school_id, county, sheet.scores)
    for score in sheet.scores:
        score.scoring_id = scoring.id
        score.award_id = str(uuid4()) if score.award else None
    sums = [
        HelperPoints(scoring_id=scoring.id, year=year, **one)
        for one in sums_by_helper(sheet.scores)
    ]
    uow.scoring.add(scoring, sheet.scores, sums)
    _note(uow, grant, scoring)
    _tell(uow, scoring, about, sheet.scores)
    return scoring


def sums_by_helper(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """A helper's points are the sum over the children."""
    found: dict[str, list[int]] = defaultdict(list)
    for score in scores:
        for helper in score.helper_ids:
            found[helper].append(score.points)
    return [
        {"helper_id": helper, "points": sum(points), "children": len(points)}
        for helper, points in sorted(found.items())
    ]


def averages(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """Of each class, for its head teacher; in tenths of a point."""
    found: dict[str, list[int]] = defaultdict(list)
    for score in scores:
        if score.class_name:
            found[score.class_name].append(score.points)
    return [
        {"class_name": name, "average": rules.average(points), "children": len(points)}
        for name, points in sorted(found.items())
    ]


def _mark(result: Result) -> rules.Mark:
    return rules.Mark(result.term, result.rank, result.breach, result.three_good)


def _score(result: Result, found: rules.Score) -> Score:
    return Score(
        child_id=result.child_id,
        area_code=result.area_code,
        class_name=result.class_name,
        base_term=found.base.term if found.base else None,
        base_rank=found.base.rank if found.base else None,
        rank=result.rank,
        of_pupils=result.of_pupils,
        points=found.points,
        steps=[asdict(step) for step in found.steps],
        award=found.award.code if found.award else None,
        award_fen=found.award.amount_fen if found.award else 0,
    )


def _scoring(
    grant: Grant, year: Year, school_id: str, county: str, scores: Sequence[Score]
) -> Scoring:
    return Scoring(
        id=str(uuid4()),
        school_id=school_id,
        area_code=county,
        year=year.number,
        pack=year.policy.pack,
        pack_version=year.policy.pack_version,
        pack_hash=year.policy.pack_hash,
        children=len(scores),
        awards=sum(score.award is not None for score in scores),
        total_fen=sum(score.award_fen for score in scores),
        confirmed_by=grant.viewer.account_id,
        confirmed_at=now(),
        version=1,
    )


def _note(uow: UnitOfWork, grant: Grant, scoring: Scoring) -> None:
    counted: Mapping[str, Any] = {
        name: getattr(scoring, name) for name in ("year", "children", "awards", "total_fen")
    }
    uow.record(
        subject=f"scoring/{scoring.id}",
        version=scoring.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"school_id": scoring.school_id, **counted},
    )


def _tell(uow: UnitOfWork, scoring: Scoring, year: Year, scores: Sequence[Score]) -> None:
    uow.emit(
        ResultsScored(
            scoring_id=scoring.id,
            school_id=scoring.school_id,
            area_code=scoring.area_code,
            term=year.end.text,
            children=scoring.children,
            awards=scoring.awards,
            total_fen=scoring.total_fen,
            version=scoring.version,
        )
    )
    for score in scores:
        if score.award_id and score.award:
            uow.emit(
                AwardDue(
                    scoring_id=scoring.id,
                    school_id=scoring.school_id,
                    term=year.end.text,
                    award_id=score.award_id,
                    child_id=score.child_id,
                    area_code=score.area_code,
                    award=score.award,
                    amount_fen=score.award_fen,
                    version=1,
                )
            )
