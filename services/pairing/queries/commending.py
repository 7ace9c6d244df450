"""Helpers whom a place may commend, with the figures that speak for them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from services.pairing.domain import scoring as rules
from services.pairing.domain.commending import Deeds, commended
from services.pairing.domain.policy import Policy
from services.pairing.models import Helper, HelperPoints, HelperTally
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.pairing.codes import HelperStatus
from shared.contracts.pairing.scoring_errors import PeriodInvalid
from shared.terms import running_term, term_of
from shared.texts.scoring import commended_text


def get_commendation(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    period: str | None,
    today: date,
) -> dict[str, Any]:
    """Of those who are approved now: whose check ran out or who was dismissed is not commended.
    Raises PeriodInvalid."""
    place = area or (None if school_id else grant.viewer.area or None)
    policy = uow.rules.in_force(place or grant.viewer.area or "", today)
    periods = _periods(policy, today)
    chosen = period or periods[0]
    if chosen not in periods:
        raise PeriodInvalid()
    terms = _terms(policy, chosen)
    found = _deeds(uow, grant, place, school_id, terms)
    best = commended([deeds for deeds, _, _ in found.values()], policy.commendation)
    points = _points(uow, [one.helper_id for one in best], _year_of(policy, terms[0]))
    return {
        "area_code": place,
        "period": chosen,
        "periods": periods,
        "percent": policy.commendation.percent,
        "least_percent": policy.commendation.least_percent,
        "least_kept": policy.commendation.least_kept,
        "helpers": sum(deeds.asked > 0 for deeds, _, _ in found.values()),
        "items": [_view(*found[one.helper_id], points.get(one.helper_id, 0)) for one in best],
    }


def _periods(policy: Policy, today: date) -> list[str]:
    """The running school year's terms that have begun, the newest first, then the year; then those
    of the year before."""
    running = running_term(policy.rhythm.seasons, today)
    year = rules.year_of(running, policy.year_opens)
    found = []
    for each in (year, year - 1):
        terms = rules.terms_of_year(policy.rhythm.seasons, each, policy.year_opens)
        found += [term.text for term in reversed(terms) if term.first <= today]
        found.append(str(each))
    return found


def _terms(policy: Policy, period: str) -> list[str]:
    if not period.isdigit():
        return [period]
    found = rules.terms_of_year(policy.rhythm.seasons, int(period), policy.year_opens)
    return [term.text for term in found]


def _year_of(policy: Policy, term: str) -> int:
    year, _, season = term.partition("-")
    return rules.year_of(term_of(int(year), policy.rhythm.seasons[season]), policy.year_opens)


def _deeds(
    uow: UnitOfWork, grant: Grant, place: str | None, school_id: str | None, terms: Sequence[str]
) -> dict[str, tuple[Deeds, str, str]]:
    """Helper -> deeds, where the helper lives, category; only kept counts are read."""
    sums = [
        func.sum(getattr(HelperTally, name)).label(name) for name in ("done", "late", "overdue")
    ]
    query = (
        select(HelperTally.helper_id, Helper.area_code, Helper.category, *sums)
        .join(Helper, Helper.id == HelperTally.helper_id)
        .where(visible(grant, area=Helper.area_code, school=Helper.school_id))
        .where(HelperTally.term.in_(terms), Helper.status == HelperStatus.APPROVED)
        .group_by(HelperTally.helper_id, Helper.area_code, Helper.category)
    )
    if place:
        query = query.where(under(Helper.area_code, place))
    if school_id:
        query = query.where(Helper.school_id == school_id)
    return {
        row.helper_id: (
            Deeds(row.helper_id, int(row.done), int(row.late), int(row.overdue)),
            row.area_code,
            row.category,
        )
        for row in uow.session.execute(query)
    }


def _points(uow: UnitOfWork, helper_ids: Collection[str], year: int) -> dict[str, int]:
    query = (
        select(HelperPoints.helper_id, func.sum(HelperPoints.points))
        .where(HelperPoints.year == year, HelperPoints.helper_id.in_(sorted(helper_ids)))
        .group_by(HelperPoints.helper_id)
    )
    return {helper: int(points) for helper, points in uow.session.execute(query)}


def _view(deeds: Deeds, area_code: str, category: str, points: int) -> dict[str, Any]:
    counted = {name: getattr(deeds, name) for name in ("done", "late", "overdue")}
    return {
        "helper_id": deeds.helper_id,
        "area_code": area_code,
        "category": category,
        **counted,
        "points": points,
        "why": commended_text(**counted, points=points),
    }
