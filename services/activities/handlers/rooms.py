"""Opening a room, and what it has."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.activities.domain import rooms as rules
from services.activities.domain.rooms import Movement
from services.activities.models import Room
from services.activities.ports import UnitOfWork
from services.activities.views import room_view
from shared.access.grant import Grant
from shared.contracts.activities.events import RoomOpened


def open_room(
    uow: UnitOfWork,
    grant: Grant,
    *,
    school_id: str,
    name: str,
    place: str,
    manager_id: str | None,
    equipment_plan: str,
    zones: Sequence[str],
    standards: Sequence[str],
    equipment: Mapping[str, int],
    today: date,
) -> dict[str, Any]:
    """Open a room with what it has on the first day. Raises SchoolNotKnown or RoomNameTaken."""
    school = uow.schools.get(school_id)
    grant.require(school_id=school_id, area=school.township_code)
    room = Room(
        id=str(uuid4()),
        school_id=school_id,
        area_code=school.township_code,
        name=name.strip(),
        place=place.strip(),
        manager_id=manager_id,
        equipment_plan=equipment_plan,
        zones=sorted(set(zones)),
        standards=sorted(set(standards)),
        opened_on=today,
        version=1,
    )
    uow.rooms.add(room)
    held = _stocked(uow, room, equipment, by=grant.viewer.account_id)
    _record(uow, grant, room, {"standards": [[], room.standards], "equipment": [{}, held]}, None)
    uow.emit(
        RoomOpened(
            room_id=room.id, school_id=school_id, area_code=room.area_code, version=room.version
        )
    )
    return room_view(room, held)


def _stocked(uow: UnitOfWork, room: Room, equipment: Mapping[str, int], by: str) -> dict[str, int]:
    """What there is on the first day."""
    held = {item: count for item, count in equipment.items() if count > 0}
    for item, count in held.items():
        uow.rooms.move_stock(room.id, item, Movement.ADDITION, count, why="", by=by)
    return held


def confirm_standards(
    uow: UnitOfWork, grant: Grant, *, room_id: str, standards: Sequence[str], why: str
) -> dict[str, Any]:
    """Say anew which of the standards that people judge are met."""
    room = _own_room(uow, grant, room_id)
    confirmed = sorted(set(standards))
    if confirmed != room.standards:
        before, room.standards = room.standards, confirmed
        room.version += 1
        _record(uow, grant, room, {"standards": [before, confirmed]}, why)
    return room_view(room, uow.rooms.stock(room_id))


def record_stock(
    uow: UnitOfWork, grant: Grant, *, room_id: str, item: str, kind: str, count: int, why: str
) -> dict[str, Any]:
    """Log an addition, repair or write-off. Raises StockBelowZero."""
    room = _own_room(uow, grant, room_id)
    held, movement = uow.rooms.stock(room_id), Movement(kind)
    before = held.get(item, 0)
    rules.check_movement(before, movement, count)
    uow.rooms.move_stock(room_id, item, movement, count, why=why, by=grant.viewer.account_id)
    held[item] = before + rules.SIGN[movement] * count
    room.version += 1
    _record(uow, grant, room, {item: [before, held[item]], "kind": kind, "count": count}, why)
    return room_view(room, held)


def _own_room(uow: UnitOfWork, grant: Grant, room_id: str) -> Room:
    # Locked: of two write-offs at once the second sees what the first has left.
    room = uow.rooms.get(room_id, locked=True)
    grant.require(school_id=room.school_id, area=room.area_code)
    return room


def _record(
    uow: UnitOfWork, grant: Grant, room: Room, changes: dict[str, Any], why: str | None
) -> None:
    uow.record(
        subject=f"room/{room.id}",
        version=room.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
    )
