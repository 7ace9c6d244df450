"""Planning a session, and moving or cancelling it with a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.activities.domain import sessions as rules
from services.activities.domain import timetable
from services.activities.domain.sessions import SessionState
from services.activities.domain.timetable import Slot
from services.activities.models import Room, Session
from services.activities.ports import UnitOfWork
from services.activities.views import session_view
from shared.access.grant import Grant
from shared.contracts.activities.events import SessionCancelled, SessionMoved, SessionPlanned


def plan_session(
    uow: UnitOfWork,
    grant: Grant,
    *,
    room_id: str,
    on_date: date,
    weekday: int | None,
    starts_at: str,
    ends_at: str,
    today: date,
    **about: Any,
) -> dict[str, Any]:
    """Put a session into the plan and book what it takes; `about` is the rest of `PlanSession`.

    Raises WeekdayDoesNotFit, EndsBeforeItStarts, SessionTooLongAgo, TeacherBooked, PlaceBooked or
    ClassBooked.
    """
    room = uow.rooms.get(room_id)
    grant.require(school_id=room.school_id, area=room.area_code)
    slot = Slot(on_date, starts_at, ends_at)
    timetable.check_slot(slot, weekday, today)
    session = _planned(room, slot, **about)
    uow.sessions.add(session)
    _book(uow, session)
    _record(uow, grant, session, {"plan": [None, _plan(session)]})
    uow.emit(
        SessionPlanned(
            **whereabouts(session),
            starts_at=starts_at,
            ends_at=ends_at,
            teachers=session.teachers,
        )
    )
    return session_view(session, {})


def _planned(
    room: Room,
    slot: Slot,
    *,
    period: str | None,
    teachers: Sequence[str],
    place: str | None,
    class_name: str | None,
    content: str,
    purpose: str,
) -> Session:
    return Session(
        id=str(uuid4()),
        room_id=room.id,
        school_id=room.school_id,
        area_code=room.area_code,
        state=SessionState.PLANNED,
        on_date=slot.on_date,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        period=period,
        teachers=list(dict.fromkeys(teachers)),
        place=(place or room.place).strip(),
        class_name=class_name and class_name.strip(),
        content=content,
        purpose=purpose,
        version=1,
    )


def move_session(
    uow: UnitOfWork,
    grant: Grant,
    *,
    session_id: str,
    on_date: date,
    weekday: int | None,
    starts_at: str | None,
    ends_at: str | None,
    teachers: Sequence[str] | None,
    place: str | None,
    why: str,
    today: date,
) -> dict[str, Any]:
    """Give a planned session another day, hour, teacher or place. Refused as a new plan is."""
    session = own_session(uow, grant, session_id)
    rules.check_planned(session.state)
    before = _plan(session)
    slot = Slot(on_date, starts_at or session.starts_at, ends_at or session.ends_at)
    timetable.check_slot(slot, weekday, today)
    uow.bookings.release(session_id)
    session.moved_from, session.on_date = session.on_date, on_date
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
    session.teachers = list(dict.fromkeys(teachers or session.teachers))
    session.place = (place or session.place).strip()
    session.reason = why
    session.version += 1
    _book(uow, session)
    _record(uow, grant, session, {"plan": [before, _plan(session)], "why": why})
    uow.emit(
        SessionMoved(
            **whereabouts(session),
            from_date=session.moved_from.isoformat(),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            teachers=session.teachers,
        )
    )
    return session_view(session, {})


def cancel_session(uow: UnitOfWork, grant: Grant, *, session_id: str, why: str) -> dict[str, Any]:
    """Call a planned session off; its teachers, place and class are free again."""
    session = own_session(uow, grant, session_id)
    session.state = rules.cancel(session.state)
    session.reason = why
    session.version += 1
    uow.bookings.release(session_id)
    states = [SessionState.PLANNED.value, SessionState.CANCELLED.value]
    _record(uow, grant, session, {"state": states, "why": why})
    uow.emit(SessionCancelled(**whereabouts(session), teachers=session.teachers))
    return session_view(session, {})


def own_session(uow: UnitOfWork, grant: Grant, session_id: str) -> Session:
    session = uow.sessions.get(session_id)
    grant.require(school_id=session.school_id, area=session.area_code)
    return session


def _book(uow: UnitOfWork, session: Session) -> None:
    slot = Slot(session.on_date, session.starts_at, session.ends_at)
    wanted = timetable.resources(
        session.school_id, session.teachers, session.place, session.class_name
    )
    timetable.check_free(slot, wanted, uow.bookings.locked(wanted, slot.on_date), session.id)
    uow.bookings.take(session.id, wanted, slot)


def _plan(session: Session) -> dict[str, Any]:
    """What the history keeps of a plan, JSON-native."""
    return {
        "on_date": session.on_date.isoformat(),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "teachers": session.teachers,
        "place": session.place,
        "class_name": session.class_name,
        "content": session.content,
        "purpose": session.purpose,
    }


def whereabouts(session: Session) -> dict[str, Any]:
    """The fields that every fact about a session has."""
    return {
        "session_id": session.id,
        "room_id": session.room_id,
        "school_id": session.school_id,
        "area_code": session.area_code,
        "on_date": session.on_date.isoformat(),
        "version": session.version,
    }


def _record(uow: UnitOfWork, grant: Grant, session: Session, changes: dict[str, Any]) -> None:
    # Sealed: what a school writes about a session may name a child.
    uow.record(
        subject=f"session/{session.id}",
        version=session.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        key_of=f"session/{session.id}",
    )
