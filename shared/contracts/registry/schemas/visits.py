"""Return visits: the log of a child, of a place, and how many there were."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.schemas.base import AREA, Page, nonblank
from shared.contracts.registry.schemas.places import AreaRef
from shared.contracts.registry.visit_codes import VISIT_METHODS, VISIT_OUTCOMES

__all__ = [
    "CountReturnVisits",
    "ListReturnVisits",
    "RecordReturnVisit",
    "ReturnVisitList",
    "ReturnVisitView",
    "StrikeReturnVisit",
    "VisitCount",
    "VisitCounts",
]


class RecordReturnVisit(Schema):
    """`visitor` is who paid the visit, `met` whom they spoke to, `result` what was found."""

    child_id = fields.UUID(required=True)
    visited_on = fields.Date(required=True)
    method = fields.String(required=True, validate=validate.OneOf(VISIT_METHODS))
    outcome = fields.String(required=True, validate=validate.OneOf(VISIT_OUTCOMES))
    visitor = fields.String(required=True, validate=nonblank(60))
    met = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    result = fields.String(required=True, validate=nonblank(1000))


class StrikeReturnVisit(Schema):
    """Noted by mistake: it is not counted any more, and kept."""

    visit_id = fields.UUID(required=True)
    why = fields.String(required=True, validate=nonblank(500))


class ListReturnVisits(Page):
    """Of one child, or of all that the viewer answers for."""

    child_id = fields.UUID(load_default=None, allow_none=True)
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    outcome = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(VISIT_OUTCOMES)
    )
    since = fields.Date(load_default=None, allow_none=True)
    until = fields.Date(load_default=None, allow_none=True)


class ReturnVisitView(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    name = fields.String()  # masked where the viewer's rights do not reach the full one
    area_code = fields.String()  # where the child lived then
    area_name = fields.String()
    visited_on = fields.Date()
    method = fields.String(validate=validate.OneOf(VISIT_METHODS))
    outcome = fields.String(validate=validate.OneOf(VISIT_OUTCOMES))
    visitor = fields.String(allow_none=True)  # this and what follows: None where hidden
    met = fields.String(allow_none=True)
    result = fields.String(allow_none=True)
    by = fields.String()  # account
    recorded_at = fields.AwareDateTime()
    struck_by = fields.String(allow_none=True)
    struck_at = fields.AwareDateTime(allow_none=True)
    why = fields.String(allow_none=True)
    may_strike = fields.Boolean()


class ReturnVisitList(Schema):
    items = fields.List(fields.Nested(ReturnVisitView))
    next = fields.String(allow_none=True)


class CountReturnVisits(Schema):
    """Between two days, both included; unless told, of this year."""

    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    since = fields.Date(load_default=None, allow_none=True)
    until = fields.Date(load_default=None, allow_none=True)


class VisitCount(AreaRef):
    visits = fields.Integer()
    children = fields.Integer()  # visited at least once
    by_outcome = fields.Dict(keys=fields.String(), values=fields.Integer())


class VisitCounts(Schema):
    """The area itself, and each area directly under it."""

    area = fields.Nested(VisitCount)
    since = fields.Date()
    until = fields.Date()
    items = fields.List(fields.Nested(VisitCount))
    next = fields.String(allow_none=True)
