"""Lists of children, by place, school, judgement, level or name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import Session

from services.registry.domain.ages import age_on
from services.registry.domain.names import masked
from services.registry.models import Child, Dossier, Duplicate
from services.registry.queries.dossiers import groups_of_child, hidden
from services.registry.queries.hits import ids_found
from services.registry.queries.places import area_names, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.area_range import behind
from shared.cursors import joined, parts, position, row_of
from shared.vault import Anonymised, Vault

COLUMNS = (
    "id",
    "sex",
    "birth_date",
    "area_code",
    "school_id",
    "class_name",
    "stage",
    "boarder",
    "hardships",
    "status",
    "level",
    "version",
)


def list_children(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    status: str | None,
    level: int | None,
    q: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """By village, then id."""
    query = select(Child).order_by(Child.area_code, Child.id)
    # Of several lower bounds SQLite walks from the first: the narrowest stands before the others.
    if (last_shown := _last_shown(after)) is not None:
        query = query.where(tuple_(Child.area_code, Child.id) > tuple_(*last_shown))
    if area:
        query = query.where(under(Child.area_code, area))
    query = query.where(within_reach(grant), Child.merged_into.is_(None))
    for column, value in ((Child.school_id, school_id), (Child.status, status)):
        if value:
            query = query.where(column == value)
    if not (status or q):  # closed files are found by asking for them
        query = query.where(Child.status != "exited")
    if level is not None:
        query = query.where(Child.level == level, within_reach(grant.seeing(Group.LEVEL)))
    if q:
        query = query.where(Child.id.in_(ids_found(uow.vault, grant, q)))
    found = list(uow.session.scalars(query.limit(limit + 1)))
    shown, last = found[:limit], found[limit - 1 : limit]
    _note(grant, shown)
    return {
        "items": views(uow, grant, shown, today),
        "next": joined(last[0].area_code, last[0].id) if len(found) > limit else None,
    }


def _last_shown(cursor: str | None) -> list[str] | None:
    """Village and id. Raises InvalidRequest."""
    found = parts(cursor, 2)
    if found is not None:
        position(found[0])
    return found


def within_reach(grant: Grant, child: Any = Child) -> ColumnElement[bool]:
    return visible(grant, area=child.area_code, school=child.school_id, child=child.id)


def views(
    uow: UnitOfWork, grant: Grant, children: list[Child], today: date
) -> list[dict[str, Any]]:
    names = names_of(uow, grant, [child.id for child in children])
    areas = area_names(uow.session, {child.area_code for child in children})
    schools = school_names(uow.session, {child.school_id for child in children})
    return [
        {
            **_columns(child, groups_of_child(grant, child)),
            "name": names[child.id],
            "age": age_on(child.birth_date, today),
            "area_name": areas.get(child.area_code, ""),
            "school_name": schools.get(child.school_id or ""),
        }
        for child in children
    ]


def _note(grant: Grant, children: Iterable[Child]) -> None:
    """A row of the access log for each: who read a list has seen every child on it, and the log of
    one child must say so (LAW: access to minors' data is logged)."""
    for child in children:
        grant.seen(child.id, area=child.area_code)


def _columns(child: Child, mine: frozenset[Group]) -> dict[str, Any]:
    columns = {column: getattr(child, column) for column in COLUMNS}
    if Group.FAMILY not in mine:
        columns["hardships"] = []
    if Group.LEVEL not in mine:
        columns["level"] = None
    return {**columns, "hidden": hidden(mine)}


def names_of(uow: UnitOfWork, grant: Grant, ids: Iterable[str]) -> dict[str, str]:
    """In full where the viewer may see the group `identity` of the child, else masked: also of a
    child that the viewer does not reach at all."""
    wanted = list(ids)
    uow.vault.preload(wanted)
    query = select(Child, Dossier.identity).join(Dossier, Dossier.child_id == Child.id)
    names = {}
    for child, sealed in uow.session.execute(query.where(Child.id.in_(wanted))):
        name = name_in(uow.vault, child.id, sealed)
        full = Group.IDENTITY in groups_of_child(grant, child)
        names[child.id] = name if full else masked(name)
    return names


def name_in(vault: Vault, child_id: str, sealed: str) -> str:
    try:
        return str(vault.open(child_id, sealed)["name"])
    except Anonymised:
        return "*"


def name_children(uow: UnitOfWork, grant: Grant, *, ids: list[str]) -> dict[str, Any]:
    """Of those that the viewer may see; the others are left out."""
    mine = {child.id: child for child in _mine(uow.session, grant, ids)}
    _note(grant, mine.values())
    names = names_of(uow, grant, [child_id for child_id in ids if child_id in mine])
    return {"items": [{"id": i, "name": name} for i, name in names.items()], "next": None}


def list_duplicates(
    uow: UnitOfWork, grant: Grant, *, area: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """By village, then id."""
    open_ones = Duplicate.state == "open"
    query = select(Duplicate)
    if (last := row_of(uow.session, Duplicate, after)) is not None:
        query = query.where(behind(last, Duplicate))
    if area:
        query = query.where(under(Duplicate.area_code, area))
    query = query.where(visible(grant, area=Duplicate.area_code), open_ones)
    for child in (Duplicate.child_id, Duplicate.other_id):
        query = query.where(child.not_in(select(Child.id).where(Child.merged_into.is_not(None))))
    query = query.order_by(Duplicate.area_code, Duplicate.id)
    found = list(uow.session.scalars(query.limit(limit + 1)))
    shown = found[:limit]
    # The twin may live where the viewer does not answer for it: then its name is masked.
    named = [i for d in shown for i in (d.child_id, d.other_id)]
    names = names_of(uow, grant, named)
    _note(grant, uow.session.scalars(select(Child).where(Child.id.in_(named))))
    return {
        "items": [
            {
                "id": twin.id,
                "child_id": twin.child_id,
                "other_id": twin.other_id,
                "name": names[twin.child_id],
                "other_name": names[twin.other_id],
                "area_code": twin.area_code,
                "found_on": twin.found_on,
                "by": twin.by,
            }
            for twin in shown
        ],
        "next": shown[-1].id if len(found) > limit else None,
    }


def _mine(session: Session, grant: Grant, ids: list[str]) -> list[Child]:
    return list(session.scalars(select(Child).where(Child.id.in_(ids), within_reach(grant))))


def ids_after(session: Session, area: str, after: str, limit: int) -> list[str]:
    """The next children of an area in the order of their ids, for work on all of them."""
    query = select(Child.id).where(under(Child.area_code, area), Child.id > after)
    return list(session.scalars(query.order_by(Child.id).limit(limit)))


def ids_to_judge(
    session: Session, area: str, since: date | None, pack_hash: str, after: str, limit: int
) -> list[str]:
    """The next children of an area, in the order of their ids, that were judged under other rules
    or, with `since`, before that day."""
    stale = or_(Child.pack_hash != pack_hash, Child.figures.is_(None))
    if since is not None:
        stale = or_(stale, Child.judged_on < since)
    query = select(Child.id).where(under(Child.area_code, area), Child.id > after, stale)
    return list(session.scalars(query.order_by(Child.id).limit(limit)))
