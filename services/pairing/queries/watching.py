"""The early-warning list and the results behind it, as far as the viewer's grant reaches."""

from typing import Any

from sqlalchemy import Select, case, func, select, tuple_

from services.pairing.models import Result, Watched
from services.pairing.queries.pairings import DIGITS_BELOW, MOST_IN_A_BOOK
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.views import result_view, watched_view
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.cursors import joined, key, number, parts

COUNTED = ("silent_days", "overdue", "missed", "ranks_lost")


def list_watched(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    sign: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """Who has most signs first."""
    query = _reached(grant, area, school_id, sign)
    order = (-Watched.signs, Watched.child_id)
    if (last := parts(after, 2)) is not None:
        query = query.where(tuple_(*order) > tuple_(-number(last[0]), key(last[1])))
    found = list(uow.session.scalars(query.order_by(*order).limit(limit + 1)))
    for one in found[:limit]:
        grant.seen(one.child_id, area=one.area_code)
    end = found[limit - 1] if len(found) > limit else None
    return {
        "items": [watched_view(one) for one in found[:limit]],
        "next": end and joined(str(end.signs), end.child_id),
    }


def export_watched(
    uow: UnitOfWork, grant: Grant, *, area: str | None, school_id: str | None, sign: str | None
) -> dict[str, Any]:
    """All of a place on one sheet, at most `MOST_IN_A_BOOK`."""
    query = _reached(grant, area, school_id, sign)
    order = (Watched.area_code, Watched.child_id)
    found = list(uow.session.scalars(query.order_by(*order).limit(MOST_IN_A_BOOK + 1)))
    shown = found[:MOST_IN_A_BOOK]
    for one in shown:
        grant.seen(one.child_id, area=one.area_code)
    return {"items": [watched_view(one) for one in shown], "more": len(found) > len(shown)}


def _reached(
    grant: Grant, area: str | None, school_id: str | None, sign: str | None
) -> Select[Any]:
    own = visible(grant, area=Watched.area_code, school=Watched.school_id, child=Watched.child_id)
    query = select(Watched).where(own)
    if area:
        query = query.where(under(Watched.area_code, area))
    if school_id:
        query = query.where(Watched.school_id == school_id)
    if sign:
        query = query.where(getattr(Watched, sign) > 0)
    return query


def count_watched(
    uow: UnitOfWork, grant: Grant, *, area: str | None, school_id: str | None
) -> dict[str, Any]:
    """By sign, in all and of each place just below; only who is on the list is read."""
    own = grant.viewer.area if grant.area_prefixes() else None
    place = area or (None if school_id else own)
    school = school_id or (grant.viewer.school_id if not place else None)
    grant.require(area=place, school_id=school)
    here = [under(Watched.area_code, place)] if place else []
    here += [Watched.school_id == school] if school else []
    below = func.substr(Watched.area_code, 1, DIGITS_BELOW.get(len(place or ""), 12))
    sums = [func.sum(case((getattr(Watched, name) > 0, 1), else_=0)) for name in COUNTED]
    query = select(below, func.count(), *sums).where(*here).group_by(below).order_by(below)
    items = [
        {"area_code": row[0], "children": row[1]}
        | dict(zip(COUNTED, map(int, row[2:]), strict=True))
        for row in uow.session.execute(query)
    ]
    names = ("children", *COUNTED)
    total = {name: sum(one[name] for one in items) for name in names}
    return {"total": total, "items": items}


def list_results(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str | None,
    school_id: str | None,
    term: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """Of a child the newest first; of a school by child."""
    query = select(Result).where(
        visible(grant, area=Result.area_code, school=Result.school_id, child=Result.child_id)
    )
    for column, value in (
        (Result.child_id, child_id),
        (Result.school_id, school_id),
        (Result.term, term),
    ):
        if value:
            query = query.where(column == value)
    if (last := parts(after, 2)) is not None:
        query = query.where(tuple_(Result.child_id, Result.term) > tuple_(*last))
    order = (Result.child_id, Result.term)
    found = list(uow.session.scalars(query.order_by(*order).limit(limit + 1)))
    for one in found[:limit]:
        grant.seen(one.child_id, area=one.area_code)
    end = found[limit - 1] if len(found) > limit else None
    return {
        "items": [result_view(one) for one in found[:limit]],
        "next": end and joined(end.child_id, end.term),
    }
