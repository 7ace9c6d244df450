"""Areas and schools, for breadcrumbs, menus and searches. Public facts: no scope is asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.registry.domain.areas import COUNTY, TOWNSHIP
from services.registry.models import Area, FormerArea, School
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.places import SqlPlaces
from shared.access.grant import Grant
from shared.area_range import under
from shared.cursors import key


def list_areas(
    uow: UnitOfWork, grant: Grant, *, parent: str | None, on: date | None, today: date
) -> dict[str, Any]:
    """Under `parent`; without it the viewer's own area, or the counties."""
    query = select(Area).order_by(Area.code)
    if parent is not None:
        query = query.where(Area.parent == parent)
    elif grant.viewer.area:
        query = query.where(Area.code == grant.viewer.area)
    else:
        query = query.where(Area.level == "county")
    day = on or today
    opened = or_(Area.closed_from.is_(None), Area.closed_from > day)
    areas = uow.session.scalars(query.where(opened)).all()
    items = [{**area_ref(area), "parent": area.parent} for area in areas]
    if day < today:
        names = names_on(uow.session, [area.code for area in areas], day)
        items = [{**item, "name": names.get(item["code"], item["name"])} for item in items]
    return {"items": items, "next": None}


def get_area(uow: UnitOfWork, _grant: Grant, *, code: str) -> dict[str, Any]:
    """Raises AreaNotFound."""
    area = uow.places.area(code)
    return {
        **area_ref(area),
        "parent": area.parent,
        "valid_from": area.valid_from,
        "closed_from": area.closed_from,
        "breadcrumb": breadcrumb(uow.session, code),
    }


def search_places(uow: UnitOfWork, grant: Grant, *, q: str, limit: int) -> dict[str, Any]:
    """By a part of the name, or the beginning of its pinyin or initials, in the viewer's county."""
    text, county = "".join(q.split()).lower(), grant.viewer.area[:COUNTY]
    items: list[dict[str, Any]] = []
    areas = select(Area).where(_named(Area, text), under(Area.code, county))
    for area in uow.session.scalars(areas.order_by(Area.code).limit(limit)):
        items.append({"kind": "area", "id": area.code, "name": area.name, "area_code": area.code})
    schools = select(School).where(_named(School, text), under(School.township_code, county))
    for school in uow.session.scalars(schools.order_by(School.name).limit(limit)):
        place = {"name": school.name, "area_code": school.township_code}
        items.append({"kind": "school", "id": school.id, **place})
    townships = area_names(uow.session, {item["area_code"][:TOWNSHIP] for item in items})
    for item in items:
        above = townships.get(item["area_code"][:TOWNSHIP], "")
        own = item["kind"] == "area" and len(item["area_code"]) <= TOWNSHIP
        item["full_name"] = item["name"] if own else above + item["name"]
    return {"items": items[:limit], "next": None}


def _named(model: Any, text: str) -> Any:
    return or_(
        model.name.contains(text, autoescape=True),
        model.pinyin.startswith(text, autoescape=True),
        model.initials.startswith(text, autoescape=True),
    )


def list_schools(
    uow: UnitOfWork,
    _grant: Grant,
    *,
    area: str | None,
    q: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    query = select(School).order_by(School.id).limit(limit + 1)
    if area:
        query = query.where(under(School.township_code, area[:TOWNSHIP]))
    if q:
        query = query.where(_named(School, "".join(q.split()).lower()))
    if (last := key(after)) is not None:
        query = query.where(School.id > last)
    schools = list(uow.session.scalars(query))
    shown = schools[:limit]
    names = area_names(uow.session, {school.township_code for school in shown})
    return {
        "items": [school_view(school, names) for school in shown],
        "next": shown[-1].id if len(schools) > limit else None,
    }


def get_school(uow: UnitOfWork, _grant: Grant, *, school_id: str) -> dict[str, Any]:
    """Raises SchoolNotFound."""
    school = uow.places.school(school_id)
    return school_view(school, area_names(uow.session, [school.township_code]))


def school_view(school: School, townships: dict[str, str]) -> dict[str, Any]:
    return {
        "id": school.id,
        "name": school.name,
        "township_code": school.township_code,
        "township_name": townships.get(school.township_code, ""),
    }


def area_ref(area: Area) -> dict[str, Any]:
    return {"code": area.code, "name": area.name, "level": area.level}


def breadcrumb(session: Session, code: str, on: date | None = None) -> list[dict[str, Any]]:
    """From the top down, the area itself last; under the names of that day."""
    path = SqlPlaces(session).path(code)
    names = names_on(session, [area.code for area in path], on) if on else {}
    return [{**area_ref(area), "name": names.get(area.code, area.name)} for area in path]


def area_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    query = select(Area.code, Area.name).where(Area.code.in_(list(codes)))
    return {code: name for code, name in session.execute(query)}


def school_names(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    query = select(School.id, School.name).where(School.id.in_([i for i in ids if i]))
    return {school_id: name for school_id, name in session.execute(query)}


def names_on(session: Session, codes: list[str], day: date) -> dict[str, str]:
    """Names that were right on that day and are not any more."""
    query = select(FormerArea.code, FormerArea.name).where(
        FormerArea.code.in_(codes), FormerArea.valid_from <= day, FormerArea.valid_to > day
    )
    return {code: name for code, name in session.execute(query)}
