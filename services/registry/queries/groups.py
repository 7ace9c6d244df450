"""Leading groups as of any day, and which places below have none."""

from datetime import date
from typing import Any

from sqlalchemy import select

from services.registry.domain.areas import TOWNSHIP
from services.registry.domain.groups import RANK, GroupPost, in_post
from services.registry.handlers.groups import group_place
from services.registry.models import GroupMember, School
from services.registry.queries.places import area_names
from services.registry.queries.reach import parts_of
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.vault import Anonymised

COLUMNS = ("id", "post", "duties", "from_on", "to_on")


def get_group(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    on: date | None,
    today: date,
) -> dict[str, Any]:
    """Raises SchoolNotFound, AreaNotFound, AccessDenied."""
    code, school = group_place(uow, grant, area, school_id)
    day = on or today
    rows = _members(uow, [school or code])
    name = uow.places.school(school).name if school else area_names(uow.session, [code])[code]
    return {
        "area": code,
        "school_id": school,
        "name": name,
        "on": day,
        "members": [member_view(uow, grant, m) for m in rows if in_post(m.from_on, m.to_on, day)],
        "former": [member_view(uow, grant, m) for m in rows if m.to_on and m.to_on < day],
        "parts": [] if school else _parts(uow, grant, code, day),
        "may_change": True,
    }


def _members(uow: UnitOfWork, places: list[str]) -> list[GroupMember]:
    """Head first, then deputies and members, each by their first day."""
    query = select(GroupMember).where(GroupMember.place.in_(places))
    rows = list(uow.session.scalars(query))
    uow.vault.preload(row.id for row in rows)
    return sorted(rows, key=lambda m: (RANK[m.post], m.from_on, m.id))


def _parts(uow: UnitOfWork, grant: Grant, code: str, day: date) -> list[dict[str, Any]]:
    """Places right below that are not closed, and the schools of a township."""
    areas = [a for a in parts_of(uow.session, code) if not a.closed_from or a.closed_from > day]
    places: list[tuple[str, str | None, str]] = [(a.code, None, a.name) for a in areas]
    if len(code) == TOWNSHIP:
        schools = select(School).where(School.township_code == code).order_by(School.id)
        places += [(code, one.id, one.name) for one in uow.session.scalars(schools)]
    by_place: dict[str, list[GroupMember]] = {}
    for member in _members(uow, [school or area for area, school, _ in places]):
        if in_post(member.from_on, member.to_on, day):
            by_place.setdefault(member.place, []).append(member)
    rows = []
    for area, school, name in places:
        found = by_place.get(school or area, [])
        heads = [m for m in found if m.post is GroupPost.HEAD]
        row = {"area": area, "school_id": school, "name": name, "members": len(found)}
        rows.append({**row, "head": _holder(uow, heads[0])["name"] if heads else None})
        for head in heads:
            grant.seen(head.id, area=head.area_code)
    return rows


def member_view(uow: UnitOfWork, grant: Grant, member: GroupMember) -> dict[str, Any]:
    grant.seen(member.id, area=member.area_code)
    columns = {column: getattr(member, column) for column in COLUMNS}
    return {**columns, **_holder(uow, member), "may_release": member.to_on is None}


def _holder(uow: UnitOfWork, member: GroupMember) -> dict[str, Any]:
    try:
        return uow.vault.open(member.id, member.holder)
    except Anonymised:
        return {"name": None, "title": None}
