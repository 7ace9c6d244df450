"""Lists of children, by place, school, judgement, level or name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from services.registry.domain.ages import age_on
from services.registry.domain.names import asked_forms, masked, plain
from services.registry.models import Child, Dossier, Duplicate, Mark
from services.registry.queries.dossiers import groups_of_child, hidden
from services.registry.queries.places import area_names, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.cursors import joined, key, parts, position
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
    query = select(Child).where(_within(grant)).order_by(Child.area_code, Child.id)
    if area:
        query = query.where(Child.area_code.startswith(area, autoescape=True))
    for column, value in ((Child.school_id, school_id), (Child.status, status)):
        if value:
            query = query.where(column == value)
    if level is not None:
        query = query.where(Child.level == level, _within(grant.seeing(Group.LEVEL)))
    if q:
        query = query.where(Child.id.in_(_named(uow.vault, grant, q)))
    if (last_shown := _last_shown(after)) is not None:
        village, child_id = last_shown
        later = and_(Child.area_code == village, Child.id > child_id)
        query = query.where(or_(Child.area_code > village, later))
    found = list(uow.session.scalars(query.limit(limit + 1)))
    shown, last = found[:limit], found[limit - 1 : limit]
    return {
        "items": _views(uow, grant, shown, today),
        "next": joined(last[0].area_code, last[0].id) if len(found) > limit else None,
    }


def _last_shown(cursor: str | None) -> list[str] | None:
    """Village and id. Raises InvalidRequest."""
    found = parts(cursor, 2)
    if found is not None:
        position(found[0])
    return found


def _within(grant: Grant, child: Any = Child) -> ColumnElement[bool]:
    return visible(grant, area=child.area_code, school=child.school_id, child=child.id)


def _named(vault: Vault, grant: Grant, q: str) -> Any:
    """Children found by a name, its pinyin or initials, an ID number or a phone, each in full;
    only by what the viewer may see of them: finding somebody by a number confirms the number."""
    text, other = plain(q), aliased(Child)
    identified = _within(grant.seeing(Group.IDENTITY), other)
    reached = _within(grant.seeing(Group.CONTACT), other)
    forms = [vault.blind_index("name", form) for form in asked_forms(text)]
    phone, number = vault.blind_index("phone", text), vault.blind_index("id_number", text)
    marked = select(other.id).join(Mark, Mark.child_id == other.id)
    return marked.where(Mark.kind == "name", Mark.value.in_(forms), identified).union(
        marked.where(Mark.kind == "phone", Mark.value == phone, reached),
        select(other.id).where(other.id_mark == number, identified),
    )


def _views(
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
        name = _name(uow.vault, child.id, sealed)
        full = Group.IDENTITY in groups_of_child(grant, child)
        names[child.id] = name if full else masked(name)
    return names


def _name(vault: Vault, child_id: str, sealed: str) -> str:
    try:
        return str(vault.open(child_id, sealed)["name"])
    except Anonymised:
        return "*"


def name_children(uow: UnitOfWork, grant: Grant, *, ids: list[str]) -> dict[str, Any]:
    """Of those that the viewer may see; the others are left out."""
    mine = _mine(uow.session, grant, ids)
    names = names_of(uow, grant, [child_id for child_id in ids if child_id in mine])
    return {"items": [{"id": i, "name": name} for i, name in names.items()], "next": None}


def list_duplicates(
    uow: UnitOfWork, grant: Grant, *, area: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    query = select(Duplicate).where(visible(grant, area=Duplicate.area_code))
    if area:
        query = query.where(Duplicate.area_code.startswith(area, autoescape=True))
    if (last := key(after)) is not None:
        query = query.where(Duplicate.id > last)
    found = list(uow.session.scalars(query.order_by(Duplicate.id).limit(limit + 1)))
    shown = found[:limit]
    # The twin may live where the viewer does not answer for it: then its name is masked.
    names = names_of(uow, grant, [i for d in shown for i in (d.child_id, d.other_id)])
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


def _mine(session: Session, grant: Grant, ids: list[str]) -> set[str]:
    return set(session.scalars(select(Child.id).where(Child.id.in_(ids), _within(grant))))


def ids_after(session: Session, area: str, after: str, limit: int) -> list[str]:
    """The next children of an area in the order of their ids, for work on all of them."""
    query = select(Child.id).where(Child.area_code.startswith(area), Child.id > after)
    return list(session.scalars(query.order_by(Child.id).limit(limit)))
