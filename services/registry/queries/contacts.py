"""Contacts of a child with its parents, and the children who have had none."""

from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from services.registry.domain.contacts import Owed
from services.registry.handlers.contacting import may_strike
from services.registry.models import Child, ContactCount, ContactWatch, ParentContact
from services.registry.queries.children import names_of
from services.registry.queries.dossiers import find, groups_of_child
from services.registry.queries.places import area_names, area_ref, school_names
from services.registry.queries.reach import asked_area, parts_of, width_below
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.contacts import watch_of
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.contracts.registry.contact_codes import PARENTS
from shared.cursors import bad_cursor, joined, parts, row_of
from shared.vault import Anonymised

COLUMNS = (
    *("id", "child_id", "parent", "method", "contacted_on", "source", "logged_as", "by"),
    *("recorded_at", "struck_at"),
)


def list_parent_contacts(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Newest first, those struck and those of files that became part of it too. Raises
    ChildNotFound, AccessDenied."""
    child = find(uow, grant, child_id)
    files = [child.id, *([] if child.merged_into else uow.merges.same_child(child.id))]
    query = select(ParentContact).where(ParentContact.child_id.in_(files))
    if (last := row_of(uow.session, ParentContact, after)) is not None:
        place = tuple_(ParentContact.contacted_on, ParentContact.id)
        query = query.where(place < (last.contacted_on, last.id))
    order = (ParentContact.contacted_on.desc(), ParentContact.id.desc())
    found = list(uow.session.scalars(query.order_by(*order).limit(limit + 1)))
    row = uow.session.get(ContactWatch, child.id)
    days = _days(uow, child.area_code, today)
    owed = watch_of(row) if row else {}
    lasts = {parent: uow.contacts.last_of(files, parent) for parent in PARENTS}
    return {
        "child_id": child.id,
        "days": days,
        "parents": [_parent(p, owed.get(p), lasts[p], days, today) for p in PARENTS],
        "items": [_view(uow, grant, one, child) for one in found[:limit]],
        "next": found[limit - 1].id if len(found) > limit else None,
    }


def _parent(
    parent: str, owed: Owed | None, last: date | None, days: int, today: date
) -> dict[str, Any]:
    return {
        "parent": parent,
        "owes": owed is not None,
        "since": owed and owed.since,
        "last": last,
        "without_days": owed.without_days(today) if owed else 0,
        "missing": owed is not None and owed.missing_from(days) <= today,
    }


def _view(uow: UnitOfWork, grant: Grant, one: ParentContact, child: Child) -> dict[str, Any]:
    """The note is shown to those who see the family group, and to whoever wrote it."""
    own = one.by == grant.viewer.account_id
    may_read = own or Group.FAMILY in groups_of_child(grant, child)
    note = why = None
    if may_read:
        try:
            note = uow.vault.open(one.child_id, one.sealed)["note"] if one.sealed else None
            why = uow.vault.open(one.child_id, one.why)["why"] if one.why else None
        except Anonymised:
            note = why = None
    struck = one.struck_at is not None
    return {
        **{column: getattr(one, column) for column in COLUMNS},
        "note": note,
        "why": why,
        "may_strike": not struck and may_strike(grant, one, child.area_code, child.school_id),
    }


def list_without_contact(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """By village, longest without first."""
    query = select(ContactWatch).where(
        ContactWatch.told_on.is_not(None),
        visible(grant, area=ContactWatch.area_code, school=ContactWatch.school_id),
    )
    code = area or next(iter(grant.area_prefixes()), None)
    if code and (area or not grant.school_ids()):
        query = query.where(under(ContactWatch.area_code, code))
    if school_id:
        query = query.where(ContactWatch.school_id == school_id)
    if (last := parts(after, 1)) is not None:
        query = query.where(_behind(uow.session, last[0]))
    order = (ContactWatch.area_code, ContactWatch.missing_from, ContactWatch.child_id)
    found = list(uow.session.scalars(query.order_by(*order).limit(limit + 1)))
    shown = found[:limit]
    return {
        "items": _rows(uow, grant, shown, today),
        "next": joined(shown[-1].child_id) if len(found) > limit else None,
    }


def _behind(session: Session, child_id: str) -> Any:
    """Raises InvalidRequest for a child who is on no such list any more."""
    last = session.get(ContactWatch, child_id)
    if last is None:
        raise bad_cursor()
    same_day = and_(
        ContactWatch.missing_from == last.missing_from, ContactWatch.child_id > last.child_id
    )
    later = and_(
        ContactWatch.area_code == last.area_code,
        or_(ContactWatch.missing_from > last.missing_from, same_day),
    )
    return or_(ContactWatch.area_code > last.area_code, later)


def _rows(
    uow: UnitOfWork, grant: Grant, shown: list[ContactWatch], today: date
) -> list[dict[str, Any]]:
    ids = [row.child_id for row in shown]
    names = names_of(uow, grant, ids)
    areas = area_names(uow.session, {row.area_code for row in shown})
    schools = school_names(uow.session, {row.school_id for row in shown})
    query = select(Child.id, Child.class_name).where(Child.id.in_(ids))
    classes = {child_id: name for child_id, name in uow.session.execute(query)}
    for row in shown:
        grant.seen(row.child_id, area=row.area_code)
    return [
        {
            "child_id": row.child_id,
            "name": names[row.child_id],
            "area_code": row.area_code,
            "area_name": areas.get(row.area_code, ""),
            "school_name": schools.get(row.school_id or ""),
            "class_name": classes.get(row.child_id),
            "parents": [
                _parent(parent, owed, owed.last, _days(uow, row.area_code, today), today)
                for parent, owed in watch_of(row).items()
            ],
        }
        for row in shown
    ]


def _days(uow: UnitOfWork, area_code: str, today: date) -> int:
    return int(uow.rules.in_force(area_code, today)["parent_contact"]["days"])


def count_without_contact(
    uow: UnitOfWork, grant: Grant, *, area: str | None, today: date
) -> dict[str, Any]:
    """From kept counts. Raises AreaNotFound, AccessDenied."""
    if not area and grant.school_ids() and not grant.area_prefixes():
        return _of_school(uow, grant.school_ids()[0], today)
    code = asked_area(uow, grant, area)
    watched, without = _counted(uow.session, code, len(code)).get(code, (0, 0))
    below = _counted(uow.session, code, width_below(code))
    return {
        "days": _days(uow, code, today),
        "watched": watched,
        "without": without,
        "area": {**area_ref(uow.places.area(code)), "watched": watched, "without": without},
        "items": [
            {
                **area_ref(part),
                "watched": below.get(part.code, (0, 0))[0],
                "without": below.get(part.code, (0, 0))[1],
            }
            for part in parts_of(uow.session, code)
        ],
        "next": None,
    }


def _of_school(uow: UnitOfWork, school_id: str, today: date) -> dict[str, Any]:
    query = select(func.sum(ContactCount.watched), func.sum(ContactCount.without))
    row = uow.session.execute(query.where(ContactCount.school_id == school_id)).one()
    township = uow.places.school(school_id).township_code
    return {
        "days": _days(uow, township, today),
        "watched": int(row[0] or 0),
        "without": int(row[1] or 0),
        "area": None,
        "items": [],
        "next": None,
    }


def _counted(session: Session, code: str, width: int) -> dict[str, tuple[int, int]]:
    """By the first `width` digits of the village: watched, and without."""
    place = func.substr(ContactCount.area_code, 1, width)
    query = select(place, func.sum(ContactCount.watched), func.sum(ContactCount.without))
    query = query.where(under(ContactCount.area_code, code)).group_by(place)
    return {where: (int(all_), int(none)) for where, all_, none in session.execute(query)}
