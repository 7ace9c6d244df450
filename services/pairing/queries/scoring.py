"""A school year's sheet of a school, live or as it was confirmed; the schools of a county."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from services.pairing.domain import scoring as rules
from services.pairing.handlers.scoring import Year, averages, sheet_of, sums_by_helper, year_of
from services.pairing.models import Result, Score, Scoring
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.pairing.scoring_codes import ScoringState
from shared.cursors import key
from shared.packs import load_packs
from shared.texts.scoring import step_text


def get_scores(
    uow: UnitOfWork, grant: Grant, *, school_id: str, year: int | None, today: date
) -> dict[str, Any]:
    """Raises ScoringYearInvalid."""
    county = uow.scoring.county_of(school_id) or grant.county
    grant.require(area=county, school_id=school_id)
    about = year_of(uow, county, year or last_year(uow, county, today), today)
    done = uow.scoring.confirmed(school_id, about.number)
    sheet = sheet_of(uow, school_id, about)
    scores = uow.scoring.scores(done.id) if done else sheet.scores
    for score in scores:
        grant.seen(score.child_id, area=score.area_code)
    return {
        "school_id": school_id,
        "area_code": county,
        **_of_year(about, done, today),
        "items": [_view(score, _titles(about, done)) for score in scores],
        "waiting": [] if done else list(sheet.waiting),
        "helpers": sums_by_helper(scores),
        "classes": averages(scores),
        "awards": sum(score.award is not None for score in scores),
        "total_fen": sum(score.award_fen for score in scores),
        "seen": sheet.seen,
    }


def list_scorings(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    year: int | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """By school. Raises ScoringYearInvalid."""
    place = area or grant.viewer.area or uow.scoring.county_of(grant.viewer.school_id or "")
    about = year_of(uow, place, year or last_year(uow, place, today), today)
    reach = visible(grant, area=Result.area_code, school=Result.school_id)
    query = (
        select(Result.school_id, func.count())
        .where(reach, Result.term == about.end.text, Result.school_id.is_not(None))
        .group_by(Result.school_id)
    )
    if area:
        query = query.where(under(Result.area_code, area))
    if (last := key(after)) is not None:
        query = query.where(Result.school_id > last)
    rows = uow.session.execute(query.order_by(Result.school_id).limit(limit + 1))
    found = [(str(school), count) for school, count in rows]
    schools = [school for school, _ in found[:limit]]
    here = (Scoring.year == about.number) & Scoring.school_id.in_(schools)
    done = {one.school_id: one for one in uow.session.scalars(select(Scoring).where(here))}
    return {
        "items": [_row(school, count, about, done.get(school)) for school, count in found[:limit]],
        "next": schools[-1] if len(found) > limit else None,
        "terms": _terms(about, today),
        "year": about.number,
        "years": _years(today),
    }


def last_year(uow: UnitOfWork, county: str, today: date) -> int:
    """The school year whose last term came to its last month last: its results can be entered."""
    policy = uow.rules.in_force(county, today)
    seasons, opens = policy.rhythm.seasons, policy.year_opens
    for year in _years(today):
        if rules.terms_of_year(seasons, year, opens)[-1].marked <= today:
            return year
    return today.year - 1


def _years(today: date) -> list[int]:
    return list(range(today.year, today.year - rules.YEARS_SHOWN - 1, -1))


def _terms(year: Year, today: date) -> list[str]:
    """Those of which marks are given by now."""
    seasons, opens = year.policy.rhythm.seasons, year.policy.year_opens
    found = [t for y in _years(today) for t in rules.terms_of_year(seasons, y, opens)]
    ended = [term for term in found if term.marked <= today]
    return [term.text for term in sorted(ended, key=lambda term: term.last, reverse=True)]


def _of_year(year: Year, done: Scoring | None, today: date) -> dict[str, Any]:
    return {
        "year": year.number,
        "years": _years(today),
        "end_term": year.end.text,
        "before_term": year.before,
        "first_term": year.names[0],
        "state": ScoringState.CONFIRMED if done else ScoringState.OPEN,
        "confirmed_at": done.confirmed_at if done else None,
        "pack": done.pack if done else year.policy.pack,
        "pack_version": done.pack_version if done else year.policy.pack_version,
        "fen_per_point": year.policy.scoring.fen_per_point,
    }


def _titles(year: Year, done: Scoring | None) -> dict[str, str]:
    """What the awards are called in the pack."""
    pack = load_packs().get(done.pack if done else year.policy.pack, year.end.last)
    return {code: row["title"] for code, row in pack["scoring"]["awards"].items()}


def _view(score: Score, titles: dict[str, str]) -> dict[str, Any]:
    names = ("child_id", "area_code", "class_name", "base_term", "base_rank", "rank", "of_pupils")
    return {
        **{name: getattr(score, name) for name in names},
        "points": score.points,
        "steps": [_step(step) for step in score.steps],
        "award": score.award,
        "award_title": titles.get(score.award or ""),
        "award_fen": score.award_fen,
        "helper_ids": score.helper_ids,
    }


def _step(step: dict[str, Any]) -> dict[str, Any]:
    return {"kind": step["kind"], "points": step["points"], "text": step_text(step)}


def _row(school: str, count: int, year: Year, done: Scoring | None) -> dict[str, Any]:
    return {
        "school_id": school,
        "year": year.number,
        "children": done.children if done else count,
        "state": ScoringState.CONFIRMED if done else ScoringState.OPEN,
        "confirmed_at": done.confirmed_at if done else None,
        "awards": done.awards if done else None,
        "total_fen": done.total_fen if done else None,
    }
