"""RPC requests and views of activities; the gateway validates its forms and JSON with the same."""

from marshmallow import fields

from shared.contracts.activities.parts import (
    Paged,
    clock_time,
    codes,
    how_many,
    ident,
    optional,
    teachers_field,
    text,
    why_text,
)
from shared.contracts.activities.standards import (
    COMPUTED_STANDARDS,
    EQUIPMENT,
    EQUIPMENT_PLANS,
    ROOM_STANDARDS,
    ROOM_ZONES,
)
from shared.contracts.base import Request, View, area_code, between, one_of

MARKS = ("present", "absent", "leave", "not_enrolled")
SESSION_STATES = ("planned", "held", "cancelled")
ENTERED_STANDARDS = tuple(code for code in ROOM_STANDARDS if code not in COMPUTED_STANDARDS)


class OpenRoom(Request):
    school_id = ident(required=True)
    name = text(60, required=True)
    place = text(60, required=True)
    manager_id = optional(fields.String)  # account or person id
    equipment_plan = fields.String(load_default="basic", validate=one_of(EQUIPMENT_PLANS))
    zones = codes(ROOM_ZONES, load_default=list)
    standards = codes(ENTERED_STANDARDS, load_default=list)
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


class ListRooms(Paged):
    school_id = optional(ident)
    area = area_code(required=False, load_default=None, allow_none=True)


class RoomList(View):
    items = fields.List(fields.Nested(RoomView))
    next = fields.String(allow_none=True)


class GetRoom(Request):
    room_id = ident(required=True)


class ConfirmStandards(Request):
    """Which of the standards that people judge the room meets now."""

    room_id = ident(required=True)
    standards = codes(ENTERED_STANDARDS, required=True)
    why = why_text(required=True)


class RecordStock(Request):
    """One movement of the inventory; the count itself is never edited."""

    room_id = ident(required=True)
    item = fields.String(required=True, validate=one_of(EQUIPMENT))
    kind = fields.String(required=True, validate=one_of(("addition", "repair", "write_off")))
    count = fields.Integer(required=True, strict=True, validate=between(1, 100_000))
    why = why_text(required=True)


class PlanSession(Request):
    room_id = ident(required=True)
    on_date = fields.Date(required=True)
    # Monday is 1. Given only where a plan names it: a weekday that does not fit is refused.
    weekday = fields.Integer(load_default=None, allow_none=True, validate=between(1, 7))
    starts_at = clock_time(required=True)
    ends_at = clock_time(required=True)
    period = optional(text, most=30)  # as the school calls it
    teachers = teachers_field(required=True)  # account or person ids
    place = optional(text, most=60)  # None: in the room itself
    class_name = optional(text, most=40)  # None: for the whole school
    content = text(500, required=True)
    purpose = text(500, required=True)


class Mark(Request):
    child_id = ident(required=True)
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


class ListSessions(Paged):
    room_id = optional(ident)
    school_id = optional(ident)
    area = area_code(required=False, load_default=None, allow_none=True)
    state = fields.String(load_default=None, allow_none=True, validate=one_of(SESSION_STATES))
    from_date = optional(fields.Date)
    to_date = optional(fields.Date)


class SessionList(View):
    items = fields.List(fields.Nested(SessionView))
    next = fields.String(allow_none=True)


class GetSession(Request):
    session_id = ident(required=True)


class HoldSession(Request):
    session_id = ident(required=True)
    note = optional(text, most=2000)
    marks = fields.List(fields.Nested(Mark), load_default=list, validate=how_many(0, 2000))


class MarkAttendance(Request):
    """Marks of a held session. The same mark again changes nothing; another needs `why`."""

    session_id = ident(required=True)
    marks = fields.List(fields.Nested(Mark), required=True, validate=how_many(1, 2000))
    why = optional(why_text)


class CancelSession(Request):
    session_id = ident(required=True)
    why = why_text(required=True)


class MoveSession(Request):
    session_id = ident(required=True)
    on_date = fields.Date(required=True)
    weekday = fields.Integer(load_default=None, allow_none=True, validate=between(1, 7))
    starts_at = optional(clock_time)  # None: as before
    ends_at = optional(clock_time)
    teachers = optional(teachers_field)
    place = optional(text, most=60)
    why = why_text(required=True)


class ListChildrenOfSchool(Paged):
    school_id = ident(required=True)
    class_name = optional(fields.String)


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
    child_id = ident(required=True)
    from_date = optional(fields.Date)
    to_date = optional(fields.Date)


class AttendanceCount(View):
    child_id = fields.String()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())  # mark -> sessions
