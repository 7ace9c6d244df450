"""RPC requests and views of activities; the gateway validates its forms and JSON with the same."""

from typing import Any

from marshmallow import Schema, fields, validate

from shared.contracts.activities.standards import (
    COMPUTED_STANDARDS,
    EQUIPMENT,
    EQUIPMENT_PLANS,
    ROOM_STANDARDS,
    ROOM_ZONES,
)

MARKS = ("present", "absent", "leave", "not_enrolled")
SESSION_STATES = ("planned", "held", "cancelled")
ENTERED_STANDARDS = tuple(code for code in ROOM_STANDARDS if code not in COMPUTED_STANDARDS)


def _clock_time(**options: Any) -> fields.String:
    """An hour and minute of the school day, HH:MM."""
    return fields.String(validate=validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$"), **options)


def _text(most: int, **options: Any) -> fields.String:
    """Text that says something: blank is refused."""
    return fields.String(
        validate=[validate.Length(min=1, max=most), validate.Regexp(r".*\S")], **options
    )


def _why(**options: Any) -> fields.String:
    return _text(500, **options)


class OpenRoom(Schema):
    school_id = fields.UUID(required=True)
    name = _text(60, required=True)
    place = _text(60, required=True)
    manager_id = fields.String(load_default=None, allow_none=True)  # account or person id
    equipment_plan = fields.String(
        load_default="basic", validate=validate.OneOf(list(EQUIPMENT_PLANS))
    )
    zones = fields.List(fields.String(validate=validate.OneOf(ROOM_ZONES)), load_default=list)
    standards = fields.List(
        fields.String(validate=validate.OneOf(ENTERED_STANDARDS)), load_default=list
    )
    equipment = fields.Dict(
        keys=fields.String(validate=validate.OneOf(EQUIPMENT)),
        values=fields.Integer(strict=True, validate=validate.Range(min=0, max=100_000)),
        load_default=dict,
    )


class RoomView(Schema):
    id = fields.UUID()
    school_id = fields.UUID()
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


class ListRooms(Schema):
    school_id = fields.UUID(load_default=None, allow_none=True)
    area = fields.String(load_default=None, allow_none=True)
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class RoomList(Schema):
    items = fields.List(fields.Nested(RoomView))
    next = fields.String(allow_none=True)


class GetRoom(Schema):
    room_id = fields.UUID(required=True)


class ConfirmStandards(Schema):
    """Which of the standards that people judge the room meets now."""

    room_id = fields.UUID(required=True)
    standards = fields.List(
        fields.String(validate=validate.OneOf(ENTERED_STANDARDS)), required=True
    )
    why = _why(required=True)


class RecordStock(Schema):
    """One movement of the inventory; the count itself is never edited."""

    room_id = fields.UUID(required=True)
    item = fields.String(required=True, validate=validate.OneOf(EQUIPMENT))
    kind = fields.String(
        required=True, validate=validate.OneOf(("addition", "repair", "write_off"))
    )
    count = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1, max=100_000)
    )
    why = _why(required=True)


class PlanSession(Schema):
    room_id = fields.UUID(required=True)
    on_date = fields.Date(required=True)
    # Monday is 1. Given only where a plan names it: a weekday that does not fit is refused.
    weekday = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=1, max=7)
    )
    starts_at = _clock_time(required=True)
    ends_at = _clock_time(required=True)
    period = _text(30, load_default=None, allow_none=True)  # as the school calls it
    teachers = fields.List(
        fields.String(validate=validate.Length(min=1, max=64)),
        required=True,
        validate=validate.Length(min=1, max=10),
    )
    place = _text(60, load_default=None, allow_none=True)  # None: in the room itself
    class_name = _text(40, load_default=None, allow_none=True)  # None: for the whole school
    content = _text(500, required=True)
    purpose = _text(500, required=True)


class Mark(Schema):
    child_id = fields.UUID(required=True)
    mark = fields.String(required=True, validate=validate.OneOf(MARKS))


class AttendanceView(Schema):
    child_id = fields.UUID()
    mark = fields.String(allow_none=True)  # None: expected, not marked yet


class SessionView(Schema):
    id = fields.UUID()
    room_id = fields.UUID()
    school_id = fields.UUID()
    area_code = fields.String()
    state = fields.String(validate=validate.OneOf(SESSION_STATES))
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


class ListSessions(Schema):
    room_id = fields.UUID(load_default=None, allow_none=True)
    school_id = fields.UUID(load_default=None, allow_none=True)
    area = fields.String(load_default=None, allow_none=True)
    state = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(SESSION_STATES)
    )
    from_date = fields.Date(load_default=None, allow_none=True)
    to_date = fields.Date(load_default=None, allow_none=True)
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class SessionList(Schema):
    items = fields.List(fields.Nested(SessionView))
    next = fields.String(allow_none=True)


class GetSession(Schema):
    session_id = fields.UUID(required=True)


class HoldSession(Schema):
    session_id = fields.UUID(required=True)
    note = _text(2000, load_default=None, allow_none=True)
    marks = fields.List(
        fields.Nested(Mark), load_default=list, validate=validate.Length(max=2000)
    )


class MarkAttendance(Schema):
    """Marks of a held session. The same mark again changes nothing; another needs `why`."""

    session_id = fields.UUID(required=True)
    marks = fields.List(
        fields.Nested(Mark), required=True, validate=validate.Length(min=1, max=2000)
    )
    why = _why(load_default=None, allow_none=True)


class CancelSession(Schema):
    session_id = fields.UUID(required=True)
    why = _why(required=True)


class MoveSession(Schema):
    session_id = fields.UUID(required=True)
    on_date = fields.Date(required=True)
    weekday = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=1, max=7)
    )
    starts_at = _clock_time(load_default=None, allow_none=True)  # None: as before
    ends_at = _clock_time(load_default=None, allow_none=True)
    why = _why(required=True)


class ListChildrenOfSchool(Schema):
    school_id = fields.UUID(required=True)
    class_name = fields.String(load_default=None, allow_none=True)
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=100, validate=validate.Range(min=1, max=500))


class SchoolChild(Schema):
    """Ids and codes only; the reader's rights decide in the registry which name is shown."""

    id = fields.UUID()
    class_name = fields.String(allow_none=True)
    status = fields.String()
    boarder = fields.Boolean(allow_none=True)


class SchoolChildList(Schema):
    items = fields.List(fields.Nested(SchoolChild))
    next = fields.String(allow_none=True)


class CountAttendance(Schema):
    child_id = fields.UUID(required=True)
    from_date = fields.Date(load_default=None, allow_none=True)
    to_date = fields.Date(load_default=None, allow_none=True)


class AttendanceCount(Schema):
    child_id = fields.UUID()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())  # mark -> sessions
