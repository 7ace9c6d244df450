"""Rooms, the plan of their sessions, registers and attendance."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session as Connected

from services.activities.domain import rooms as stock_rules
from services.activities.domain.attendance import Mark, expected
from services.activities.domain.rooms import Movement
from services.activities.domain.sessions import SessionState
from services.activities.models import Attendance, Room, SchoolChild, Session, StockMovement
from services.activities.store import ActivitiesUnitOfWork
from services.activities.views import marked_session_view, room_view, session_view
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.activities.errors import ChildNotOnRoster
from shared.cursors import bad_cursor, joined, key, parts

NO_MARKS = {mark.value: 0 for mark in Mark}


def get_room(uow: ActivitiesUnitOfWork, grant: Grant, *, room_id: str) -> dict[str, Any]:
    room = uow.rooms.get(room_id)
    grant.require(school_id=room.school_id, area=room.area_code)
    return room_view(room, uow.rooms.stock(room_id))


def list_rooms(
    session: Connected,
    grant: Grant,
    *,
    school_id: str | None,
    area: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    query = select(Room).where(visible(grant, area=Room.area_code, school=Room.school_id))
    if school_id:
        query = query.where(Room.school_id == school_id)
    if area:
        query = query.where(under(Room.area_code, area))
    if (last := key(after)) is not None:
        query = query.where(Room.id > last)
    rooms = session.scalars(query.order_by(Room.id).limit(limit + 1)).all()
    held = _stock(session, [room.id for room in rooms])
    items = [room_view(room, held.get(room.id, {})) for room in rooms[:limit]]
    return {"items": items, "next": items[-1]["id"] if len(rooms) > limit else None}


def _stock(session: Connected, room_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Room -> item -> count held."""
    columns = (StockMovement.room_id, StockMovement.item, StockMovement.kind)
    query = select(*columns, func.sum(StockMovement.count)).group_by(*columns)
    movements: dict[str, list[tuple[str, Movement, int]]] = {}
    rows = session.execute(query.where(StockMovement.room_id.in_(room_ids)))
    for room_id, item, kind, count in rows:
        movements.setdefault(room_id, []).append((item, kind, int(count)))
    return {room_id: stock_rules.counts(moved) for room_id, moved in movements.items()}


def get_session(uow: ActivitiesUnitOfWork, grant: Grant, *, session_id: str) -> dict[str, Any]:
    """The session with its register: who is expected, and who else was marked."""
    session = uow.sessions.get(session_id, locked=False)
    grant.require(school_id=session.school_id, area=session.area_code)
    marks = uow.sessions.marks(session_id)
    due = expected(uow.roster.classes(session.school_id), session.class_name)
    register = list(dict.fromkeys([*due, *sorted(marks)]))
    grant.seen(*register)
    return {
        **marked_session_view(session, marks),
        "register": [{"child_id": child, "mark": marks.get(child)} for child in register],
    }


def list_sessions(
    session: Connected,
    grant: Grant,
    *,
    room_id: str | None,
    school_id: str | None,
    area: str | None,
    state: str | None,
    from_date: date | None,
    to_date: date | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """In the order of the plan: by date and hour."""
    query = select(Session).where(visible(grant, area=Session.area_code, school=Session.school_id))
    for column, value in ((Session.room_id, room_id), (Session.school_id, school_id)):
        if value is not None:
            query = query.where(column == value)
    if state is not None:
        query = query.where(Session.state == SessionState(state))
    if area is not None:
        query = query.where(under(Session.area_code, area))
    if from_date is not None:
        query = query.where(Session.on_date >= from_date)
    if to_date is not None:
        query = query.where(Session.on_date <= to_date)
    order = (Session.on_date, Session.starts_at, Session.id)
    if (shown := _last_shown(after)) is not None:
        query = query.where(tuple_(*order) > tuple_(*shown))
    found = session.scalars(query.order_by(*order).limit(limit + 1)).all()
    counts = _counts(session, [one.id for one in found])
    items = [_listed(grant, one, NO_MARKS | counts.get(one.id, {})) for one in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    return {"items": items, "next": last and _cursor(last)}


def _listed(grant: Grant, one: Session, counts: dict[str, int]) -> dict[str, Any]:
    """What was written about how it went may speak of children; an auditor sees that it took place
    (DOMAIN section 1)."""
    view = session_view(one, counts)
    if Group.SCHOOLING in grant.groups_for(area=one.area_code, school_id=one.school_id):
        return view
    return view | {"note": None, "reason": None}


def _cursor(last: Session) -> str:
    return joined(last.on_date.isoformat(), last.starts_at, last.id)


def _last_shown(cursor: str | None) -> tuple[date, str, str] | None:
    """Raises InvalidRequest."""
    found = parts(cursor, 3)
    if found is None:
        return None
    on_date, starts_at, session_id = found
    try:
        time.fromisoformat(starts_at)
        return date.fromisoformat(on_date), starts_at, session_id
    except ValueError:
        raise bad_cursor() from None


def _counts(session: Connected, session_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Session -> mark -> children."""
    query = (
        select(Attendance.session_id, Attendance.mark, func.count())
        .where(Attendance.session_id.in_(session_ids))
        .group_by(Attendance.session_id, Attendance.mark)
    )
    counts: dict[str, dict[str, int]] = {}
    for session_id, mark, count in session.execute(query):
        counts.setdefault(session_id, {})[mark.value] = count
    return counts


def list_children_of_school(
    uow: ActivitiesUnitOfWork,
    grant: Grant,
    *,
    school_id: str,
    class_name: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    school = uow.schools.get(school_id)
    grant.require(school_id=school_id, area=school.township_code)
    query: Select[Any] = select(SchoolChild).where(SchoolChild.school_id == school_id)
    if class_name is not None:
        query = query.where(SchoolChild.class_name == class_name)
    if (last := key(after)) is not None:
        query = query.where(SchoolChild.child_id > last)
    found = uow.session.scalars(query.order_by(SchoolChild.child_id).limit(limit + 1)).all()
    grant.seen(*(child.child_id for child in found[:limit]))
    items = [
        {
            "id": child.child_id,
            "class_name": child.class_name,
            "status": child.status,
            "boarder": child.boarder,
        }
        for child in found[:limit]
    ]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


def count_attendance(
    session: Connected,
    grant: Grant,
    *,
    child_id: str,
    from_date: date | None,
    to_date: date | None,
) -> dict[str, Any]:
    """Mark -> sessions, for the child's dossier. Raises ChildNotOnRoster for an unknown child."""
    child = session.get(SchoolChild, child_id)
    if child is None:
        raise ChildNotOnRoster(child_id)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child_id)
    grant.seen(child_id)
    merged = select(SchoolChild.child_id).where(SchoolChild.merged_into == child_id)
    files = or_(Attendance.child_id == child_id, Attendance.child_id.in_(merged))
    once = func.count(Attendance.session_id.distinct())
    query = select(Attendance.mark, once).join(Session, Session.id == Attendance.session_id)
    query = query.where(files).group_by(Attendance.mark)
    if from_date is not None:
        query = query.where(Session.on_date >= from_date)
    if to_date is not None:
        query = query.where(Session.on_date <= to_date)
    counts = {mark.value: count for mark, count in session.execute(query)}
    return {"child_id": child_id, "counts": NO_MARKS | counts}
