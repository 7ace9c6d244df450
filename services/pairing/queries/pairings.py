"""Pairings, consents, and how far a place is covered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from services.pairing.domain.pairings import LIVE
from services.pairing.models import Child, ChildCount, Consent, Pairing
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.views import consent_view, pairing_view
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import behind, under
from shared.contracts.pairing.codes import Coverage, PairingStatus
from shared.cursors import row_of

MOST_IN_A_BOOK = 5000
DIGITS_BELOW = {6: 9, 9: 12, 12: 12}


def list_pairings(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    helper_id: str | None,
    child_id: str | None,
    status: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """By place, then id."""
    last = row_of(uow.session, Pairing, after)
    query = _chosen(grant, last, area=area, school_id=school_id, status=status)
    if helper_id:
        query = query.where(Pairing.helper_id == helper_id)
    if child_id:
        query = query.where(Pairing.child_id == child_id)
    items, more = _shown(uow, grant, query, limit)
    return {"items": items, "next": items[-1]["id"] if more else None}


def export_pairings(
    uow: UnitOfWork, grant: Grant, *, area: str | None, school_id: str | None, status: str | None
) -> dict[str, Any]:
    """All of a place on one sheet, at most `MOST_IN_A_BOOK`."""
    query = _chosen(grant, None, area=area, school_id=school_id, status=status)
    items, more = _shown(uow, grant, query, MOST_IN_A_BOOK)
    return {"items": items, "more": more}


def _chosen(
    grant: Grant,
    last: Pairing | None,
    *,
    area: str | None,
    school_id: str | None,
    status: str | None,
) -> Select[Pairing, int | None]:
    query = select(Pairing, _level(grant)).join(Child, Child.id == Pairing.child_id)
    # Of several lower bounds SQLite walks from the first: the narrowest stands before the others.
    if last is not None:
        query = query.where(behind(last, Pairing))
    if area:
        query = query.where(under(Pairing.area_code, area))
    query = query.where(_reached(grant))
    if school_id:
        query = query.where(Pairing.school_id == school_id)
    if status:
        query = query.where(Pairing.status == PairingStatus(status))
    return query.order_by(Pairing.area_code, Pairing.id)


def _shown(
    uow: UnitOfWork, grant: Grant, query: Select[Pairing, int | None], limit: int
) -> tuple[list[dict[str, Any]], bool]:
    """With whether there are more."""
    found = uow.session.execute(query.limit(limit + 1)).all()
    for pairing, _ in found[:limit]:
        grant.seen(pairing.child_id, area=pairing.area_code)
    items = [pairing_view(pairing, level) for pairing, level in found[:limit]]
    return items, len(found) > limit


def _reached(grant: Grant) -> ColumnElement[bool]:
    return visible(
        grant,
        area=Pairing.area_code,
        school=Pairing.school_id,
        child=Pairing.child_id,
        person=Pairing.helper_id,
    )


def _level(grant: Grant) -> ColumnElement[int | None]:
    """Today's: for those who help the child or answer for it today, not for those who once did."""
    today = visible(grant, area=Child.area_code, school=Child.school_id, child=Child.id)
    return case((or_(Pairing.status.in_(LIVE), today), Child.level), else_=None)


def list_consents(uow: UnitOfWork, grant: Grant, *, child_id: str, today: date) -> dict[str, Any]:
    """The newest first, withdrawn ones included; and the ages of the pack."""
    child = uow.children.of_today(child_id)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child.id)
    grant.seen(child.id)
    query = select(Consent).where(Consent.child_id.in_(uow.children.files(child.id)))
    found = uow.session.scalars(query.order_by(Consent.recorded_at.desc(), Consent.id))
    policy = uow.rules.in_force(child.area_code, today)
    ages = {"own_view_age": policy.own_view_age, "own_consent_age": policy.own_consent_age}
    return {"items": [consent_view(consent) for consent in found], "next": None, **ages}


def coverage(uow: UnitOfWork, grant: Grant, *, area: str, today: date) -> dict[str, Any]:
    """The place's figures and those of the places just below, sums of kept counts; these add up
    to the total."""
    grant.require(area=area)
    policy = uow.rules.in_force(area, today)
    below = func.substr(ChildCount.area_code, 1, DIGITS_BELOW[len(area)])
    groups = (below, ChildCount.level, ChildCount.coverage)
    query = (
        select(*groups, func.sum(ChildCount.children))
        .where(
            under(ChildCount.area_code, area),
            ChildCount.level > 0,
            ChildCount.status.in_(policy.statuses),
            ChildCount.children > 0,
        )
        .group_by(*groups)
    )
    rows: dict[str, dict[str, Any]] = {}
    for code, level, reached, count in uow.session.execute(query):
        _count(rows.setdefault(code, _empty(code)), level, reached, int(count))
    items = [rows[code] for code in sorted(rows)]
    return {"total": _sum(area, items), "items": items}


def _empty(code: str) -> dict[str, Any]:
    figures = [f"children{n}" for n in (4, 3, 2, 1)]
    figures += [f"{reached}4" for reached in Coverage] + [f"covered{n}" for n in (3, 2, 1)]
    return {"area_code": code, **dict.fromkeys(figures, 0)}


def _count(row: dict[str, Any], level: int, reached: Coverage, count: int) -> None:
    row[f"children{level}"] += count
    if level == 4:
        row[f"{reached}4"] += count
    elif reached is Coverage.FULL:
        row[f"covered{level}"] += count


def _sum(code: str, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    total = _empty(code)
    for item in items:
        for name, value in item.items():
            if name != "area_code":
                total[name] += value
    return total
