"""Requests and views of moving a child to another village or school."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import MOVE_KINDS, MOVE_STATES, SEXES
from shared.contracts.registry.schemas.base import VILLAGE, Page, nonblank

MOST_AT_ONCE = 200


class RequestMove(Schema):
    """Either a village or a school."""

    child_id = fields.UUID(required=True)
    area_code = fields.String(load_default=None, allow_none=True, validate=VILLAGE)
    school_id = fields.UUID(load_default=None, allow_none=True)
    why = fields.String(required=True, validate=nonblank(500))


class GetMove(Schema):
    move_id = fields.UUID(required=True)


class AcceptMove(GetMove):
    class_name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=40))


class AcceptMoves(Schema):
    """All into one class, or into none yet; all of them or none."""

    move_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE)
    )
    class_name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=40))


class MovesAccepted(Schema):
    accepted = fields.Integer()


class RefuseMove(GetMove):
    why = fields.String(required=True, validate=nonblank(500))


class WithdrawMove(GetMove): ...


class ListMoves(Page):
    direction = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(("in", "out"))
    )
    state = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(MOVE_STATES))
    child_id = fields.UUID(load_default=None, allow_none=True)


class MoveView(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    name = fields.String()  # in full for who shall decide on an open move
    sex = fields.String(validate=validate.OneOf(SEXES))
    age = fields.Integer()
    kind = fields.String(validate=validate.OneOf(MOVE_KINDS))
    state = fields.String(validate=validate.OneOf(MOVE_STATES))
    from_area = fields.String()
    to_area = fields.String()  # of a school's move: its township
    from_place = fields.String()
    to_place = fields.String()
    from_school = fields.UUID(allow_none=True)
    to_school = fields.UUID(allow_none=True)
    from_school_name = fields.String(allow_none=True)
    to_school_name = fields.String(allow_none=True)
    why = fields.String()
    answer = fields.String(allow_none=True)
    requested_by = fields.String()
    requested_at = fields.AwareDateTime()
    expires_on = fields.Date()  # last day
    decided_at = fields.AwareDateTime(allow_none=True)
    version = fields.Integer()
    may_decide = fields.Boolean()
    may_withdraw = fields.Boolean()


class MoveList(Schema):
    items = fields.List(fields.Nested(MoveView))
    next = fields.String(allow_none=True)
