"""Records as the plain data that callers see, for use cases and screens alike."""

from collections.abc import Mapping
from typing import Any

from services.activities.domain import rooms as rules
from services.activities.domain.attendance import Mark, tally
from services.activities.models import Room, Session

SESSION_FIELDS = (
    "id",
    "room_id",
    "school_id",
    "area_code",
    "on_date",
    "starts_at",
    "ends_at",
    "period",
    "teachers",
    "place",
    "class_name",
    "content",
    "purpose",
    "reason",
    "moved_from",
    "note",
    "version",
)


def room_view(room: Room, held: Mapping[str, int]) -> dict[str, Any]:
    met = rules.standards(room.standards, room.equipment_plan, held)
    return {
        "id": room.id,
        "school_id": room.school_id,
        "area_code": room.area_code,
        "name": room.name,
        "place": room.place,
        "manager_id": room.manager_id,
        "equipment_plan": room.equipment_plan,
        "zones": room.zones,
        "opened_on": room.opened_on,
        "standards": met,
        "equipment": dict(held),
        "lacks_standards": [code for code, is_met in met.items() if not is_met],
        "lacks_equipment": rules.lacking_equipment(room.equipment_plan, held),
        "version": room.version,
    }


def session_view(session: Session, counts: Mapping[str, int]) -> dict[str, Any]:
    """`counts` is mark -> children."""
    return {
        **{name: getattr(session, name) for name in SESSION_FIELDS},
        "state": session.state.value,
        "weekday": session.on_date.isoweekday(),
        "counts": dict(counts),
    }


def marked_session_view(session: Session, marks: Mapping[str, Mark]) -> dict[str, Any]:
    return session_view(session, tally(marks.values()))
