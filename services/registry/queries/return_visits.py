"""Return visits: the log of a child or a place, and how many there were."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from services.registry.domain.return_visits import period
from services.registry.models import Child, ReturnVisit
from services.registry.queries.children import names_of
from services.registry.queries.dossiers import find, groups_of_child
from services.registry.queries.places import area_names, area_ref
from services.registry.queries.reach import asked_area, parts_of, width_below
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.cursors import row_of
from shared.vault import Anonymised

COLUMNS = (
    *("id", "child_id", "area_code", "visited_on", "method", "outcome"),
    *("by", "recorded_at", "struck_by", "struck_at"),
)
HIDDEN = {"visitor": None, "met": None, "result": None}


def list_return_visits(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str | None,
    area: str | None,
    outcome: str | None,
    since: date | None,
    until: date | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Newest first; of a child all, those struck and those of files that became part of it too.
    Raises ChildNotFound, AccessDenied, VisitPeriodInvalid."""
    query = _of_child(uow, grant, child_id) if child_id else _of_places(grant, area)
    if since or until:
        query = query.where(ReturnVisit.visited_on.between(*period(since, until, today)))
    if outcome:
        query = query.where(ReturnVisit.outcome == outcome)
    if (last := row_of(uow.session, ReturnVisit, after)) is not None:
        place = tuple_(ReturnVisit.visited_on, ReturnVisit.id)
        query = query.where(place < (last.visited_on, last.id))
    order = (ReturnVisit.visited_on.desc(), ReturnVisit.id.desc())
    found = list(uow.session.scalars(query.order_by(*order).limit(limit + 1)))
    return {
        "items": views(uow, grant, found[:limit]),
        "next": found[limit - 1].id if len(found) > limit else None,
    }


def _of_child(uow: UnitOfWork, grant: Grant, child_id: str) -> Select[Any]:
    child = find(uow, grant, child_id)
    files = [child.id, *([] if child.merged_into else uow.merges.same_child(child.id))]
    return select(ReturnVisit).where(ReturnVisit.child_id.in_(files))


def _of_places(grant: Grant, area: str | None) -> Select[Any]:
    """Where the visit was paid, by those who answer for the place."""
    within = visible(grant, area=ReturnVisit.area_code, school=ReturnVisit.school_id)
    query = select(ReturnVisit).where(within, ReturnVisit.struck_at.is_(None))
    return query.where(under(ReturnVisit.area_code, area)) if area else query


def views(uow: UnitOfWork, grant: Grant, visits: list[ReturnVisit]) -> list[dict[str, Any]]:
    """Of a child that has moved out of the viewer's reach neither the name nor what was found."""
    ids = sorted({visit.child_id for visit in visits})
    children = _children(uow.session, ids)
    names = names_of(uow, grant, ids)
    areas = area_names(uow.session, {visit.area_code for visit in visits})
    for child in children.values():
        grant.seen(child.id, area=child.area_code)
    return [
        {
            **{column: getattr(visit, column) for column in COLUMNS},
            "name": names[visit.child_id],
            "area_name": areas.get(visit.area_code, ""),
            **_told(uow, grant, visit, children[visit.child_id]),
        }
        for visit in visits
    ]


def _children(session: Session, ids: list[str]) -> dict[str, Child]:
    return {child.id: child for child in session.scalars(select(Child).where(Child.id.in_(ids)))}


def _told(uow: UnitOfWork, grant: Grant, visit: ReturnVisit, child: Child) -> dict[str, Any]:
    reached = grant.covers(area=child.area_code, school_id=child.school_id)
    may_strike = reached and visit.struck_at is None
    if Group.FAMILY not in groups_of_child(grant, child):
        return {**HIDDEN, "why": None, "may_strike": may_strike}
    try:
        told = uow.vault.open(visit.child_id, visit.sealed)
        why = uow.vault.open(visit.child_id, visit.why)["why"] if visit.why else None
    except Anonymised:
        told, why = HIDDEN, None
    return {**HIDDEN, **told, "why": why, "may_strike": may_strike}


def count_return_visits(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    since: date | None,
    until: date | None,
    today: date,
) -> dict[str, Any]:
    """Those struck are not counted. Raises AreaNotFound, AccessDenied, VisitPeriodInvalid."""
    code = asked_area(uow, grant, area)
    first, last = period(since, until, today)
    inside = (
        under(ReturnVisit.area_code, code),
        ReturnVisit.visited_on.between(first, last),
        ReturnVisit.struck_at.is_(None),
    )
    whole = _counted(uow.session, inside, len(code))
    parts = _counted(uow.session, inside, width_below(code))
    return {
        "area": {**area_ref(uow.places.area(code)), **whole[code]},
        "since": first,
        "until": last,
        "items": [{**area_ref(p), **parts[p.code]} for p in parts_of(uow.session, code)],
        "next": None,
    }


def _counted(session: Session, inside: Any, width: int) -> dict[str, dict[str, Any]]:
    """By the first `width` digits of the village: visits, children visited, visits by outcome."""
    place = func.substr(ReturnVisit.area_code, 1, width)
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"visits": 0, "children": 0, "by_outcome": Counter()}
    )
    by_outcome = select(place, ReturnVisit.outcome, func.count()).where(*inside)
    for code, outcome, visits in session.execute(by_outcome.group_by(place, ReturnVisit.outcome)):
        found[code]["visits"] += visits
        found[code]["by_outcome"][outcome] = visits
    children = select(place, func.count(ReturnVisit.child_id.distinct())).where(*inside)
    for code, number in session.execute(children.group_by(place)):
        found[code]["children"] = number
    return found
