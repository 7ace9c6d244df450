"""RPC requests and views of activities; the gateway validates its forms and JSON with the same."""

from typing import Any

from marshmallow import fields, validate

from shared.contracts.activities.standards import (
    COMPUTED_STANDARDS,
    EQUIPMENT,
    EQUIPMENT_PLANS,
    ROOM_STANDARDS,
    ROOM_ZONES,
)
from shared.contracts.base import Request, View, area_code, between, length, matching, one_of
from shared.texts.schemas import FIELD, RANGE

MARKS = ("present", "absent", "leave", "not_enrolled")
SESSION_STATES = ("planned", "held", "cancelled")
ENTERED_STANDARDS = tuple(code for code in ROOM_STANDARDS if code not in COMPUTED_STANDARDS)


def _id(**options: Any) -> fields.String:
    """A UUID, kept as text: so it stands in events, viewers and tables."""
    uuid = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    return fields.String(validate=matching(uuid, FIELD["invalid_uuid"]), **options)


def _clock_time(**options: Any) -> fields.String:
    """An hour and minute of the school day, HH:MM."""
    return fields.String(validate=matching(r"^([01]\d|2[0-3]):[0-5]\d$"), **options)


def _text(most: int, **options: Any) -> fields.String:
    """Text that says something: blank is refused."""
    return fields.String(
        validate=[length(1, most), matching(r"(?s).*\S", FIELD["required"])], **options
    )


def _why(**options: Any) -> fields.String:
    return _text(500, **options)


def _items(low: int, high: int) -> validate.Length:
    """How many entries a list may have."""
    return validate.Length(min=low, max=high, error=RANGE)


def _codes(choices: Any, **options: Any) -> fields.List[str]:
    return fields.List(fields.String(validate=one_of(choices)), **options)


def _optional(field: Any, **options: Any) -> Any:
    return field(load_default=None, allow_none=True, **options)


def _teachers(**options: Any) -> fields.List[str]:
    """Ids of persons or accounts, never names: they go into events."""
    return fields.List(_id(), validate=_items(1, 10), **options)


class _Paged(Request):
    after = _optional(fields.String)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class OpenRoom(Request):
    school_id = _id(required=True)
    name = _text(60, required=True)
    place = _text(60, required=True)
    manager_id = _optional(fields.String)  # account or person id
    equipment_plan = fields.String(load_default="basic", validate=one_of(EQUIPMENT_PLANS))
    zones = _codes(ROOM_ZONES, load_default=list)
    standards = _codes(ENTERED_STANDARDS, load_default=list)
    equipment = fields.Dict(
        keys=fields.String(validate=one_of(EQUIPMENT)),
        values=fields.Integer(strict=True, validate=between(0, 100_000)),
        load_default=dict,
    )


class RoomView(View):
    id = fields.String()
    school_id = fields.String()
    area_code = fields.String()
    name = fields.String()
    place = fields.String()
    manager_id = fields.String(allow_none=True)
    equipment_plan = fields.String()
    zones = fields.List(fields.String())
    opened_on = fields.Date()
    standards = fields.Dict(keys=fields.String(), values=fields.Boolean())  # all eight
    equipment = fields.Dict(keys=fields.String(), values=fields.Integer())  # counts held
    lacks_standards = fields.List(fields.String())
    lacks_equipment = fields.Dict(keys=fields.String(), values=fields.Integer())  # how many more
    version = fields.Integer()


class ListRooms(_Paged):
    school_id = _optional(_id)
    area = area_code(required=False, load_default=None, allow_none=True)


class RoomList(View):
    items = fields.List(fields.Nested(RoomView))
    next = fields.String(allow_none=True)


class GetRoom(Request):
    room_id = _id(required=True)


class ConfirmStandards(Request):
    """Which of the standards that people judge the room meets now."""

    room_id = _id(required=True)
    standards = _codes(ENTERED_STANDARDS, required=True)
    why = _why(required=True)


class RecordStock(Request):
    """One movement of the inventory; the count itself is never edited."""

    room_id = _id(required=True)
    item = fields.String(required=True, validate=one_of(EQUIPMENT))
    kind = fields.String(required=True, validate=one_of(("addition", "repair", "write_off")))
    count = fields.Integer(required=True, strict=True, validate=between(1, 100_000))
    why = _why(required=True)


class PlanSession(Request):
    room_id = _id(required=True)
    on_date = fields.Date(required=True)
    # Monday is 1. Given only where a plan names it: a weekday that does not fit is refused.
    weekday = fields.Integer(load_default=None, allow_none=True, validate=between(1, 7))
    starts_at = _clock_time(required=True)
    ends_at = _clock_time(required=True)
    period = _optional(_text, most=30)  # as the school calls it
    teachers = _teachers(required=True)  # account or person ids
    place = _optional(_text, most=60)  # None: in the room itself
    class_name = _optional(_text, most=40)  # None: for the whole school
    content = _text(500, required=True)
    purpose = _text(500, required=True)


class Mark(Request):
    child_id = _id(required=True)
    mark = fields.String(required=True, validate=one_of(MARKS))


class AttendanceView(View):
    child_id = fields.String()
    mark = fields.String(allow_none=True)  # None: expected, not marked yet


class SessionView(View):
    id = fields.String()
    room_id = fields.String()
    school_id = fields.String()
    area_code = fields.String()
    state = fields.String(validate=one_of(SESSION_STATES))
    on_date = fields.Date()
    weekday = fields.Integer()
    starts_at = fields.String()
    ends_at = fields.String()
    period = fields.String(allow_none=True)
    teachers = fields.List(fields.String())
    place = fields.String()
    class_name = fields.String(allow_none=True)
    content = fields.String()
    purpose = fields.String()
    reason = fields.String(allow_none=True)  # of the last move or of the cancelling
    moved_from = fields.Date(allow_none=True)
    note = fields.String(allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())  # mark -> children
    version = fields.Integer()


class SessionWithRegister(SessionView):
    register = fields.List(fields.Nested(AttendanceView))


class ListSessions(_Paged):
    room_id = _optional(_id)
    school_id = _optional(_id)
    area = area_code(required=False, load_default=None, allow_none=True)
    state = fields.String(load_default=None, allow_none=True, validate=one_of(SESSION_STATES))
    from_date = _optional(fields.Date)
    to_date = _optional(fields.Date)


class SessionList(View):
    items = fields.List(fields.Nested(SessionView))
    next = fields.String(allow_none=True)


class GetSession(Request):
    session_id = _id(required=True)


class HoldSession(Request):
    session_id = _id(required=True)
    note = _optional(_text, most=2000)
    marks = fields.List(fields.Nested(Mark), load_default=list, validate=_items(0, 2000))


class MarkAttendance(Request):
    """Marks of a held session. The same mark again changes nothing; another needs `why`."""

    session_id = _id(required=True)
    marks = fields.List(fields.Nested(Mark), required=True, validate=_items(1, 2000))
    why = _optional(_why)


class CancelSession(Request):
    session_id = _id(required=True)
    why = _why(required=True)


class MoveSession(Request):
    session_id = _id(required=True)
    on_date = fields.Date(required=True)
    weekday = fields.Integer(load_default=None, allow_none=True, validate=between(1, 7))
    starts_at = _optional(_clock_time)  # None: as before
    ends_at = _optional(_clock_time)
    teachers = _optional(_teachers)
    place = _optional(_text, most=60)
    why = _why(required=True)


class ListChildrenOfSchool(_Paged):
    school_id = _id(required=True)
    class_name = _optional(fields.String)


class SchoolChild(View):
    """Ids and codes only; the reader's rights decide in the registry which name is shown."""

    id = fields.String()
    class_name = fields.String(allow_none=True)
    status = fields.String()
    boarder = fields.Boolean(allow_none=True)


class SchoolChildList(View):
    items = fields.List(fields.Nested(SchoolChild))
    next = fields.String(allow_none=True)


class CountAttendance(Request):
    child_id = _id(required=True)
    from_date = _optional(fields.Date)
    to_date = _optional(fields.Date)


class AttendanceCount(View):
    child_id = fields.String()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())  # mark -> sessions
