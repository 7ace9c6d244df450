"""Requests and views of a school's promotion into the new school year."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import STAGES
from shared.contracts.registry.schemas.base import AREA, Page

OUTCOMES = ("promoted", "repeated", "graduated", "kept")
MOST = 5_000  # pupils named in one request


class PreviewPromotion(Schema):
    school_id = fields.UUID(required=True)


class PromoteSchool(Schema):
    """`seen` is the digest of the preview; `next_school_id` is offered the graduates."""

    school_id = fields.UUID(required=True)
    seen = fields.String(required=True, validate=validate.Length(max=40))
    repeating = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST))
    next_school_id = fields.UUID(load_default=None, allow_none=True)


class GetPromotion(Schema):
    promotion_id = fields.UUID(required=True)


class UndoPromotion(GetPromotion): ...


class SendGraduates(GetPromotion):
    """Some or all of the graduates to a school, which then accepts each of them or not."""

    children = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST))
    next_school_id = fields.UUID(required=True)


class ListPromotions(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    school_id = fields.UUID(load_default=None, allow_none=True)


class PupilView(Schema):
    id = fields.UUID()
    name = fields.String()


class PromotedClassView(Schema):
    """Pupils of one class who go the same way, were nobody to repeat."""

    class_name = fields.String(allow_none=True)
    stage = fields.String(validate=validate.OneOf(STAGES))
    new_class_name = fields.String(allow_none=True)
    new_stage = fields.String(validate=validate.OneOf(STAGES))
    outcome = fields.String(validate=validate.OneOf(OUTCOMES))
    pupils = fields.List(fields.Nested(PupilView))
    new = fields.Integer()  # of them registered since the school year began


class PromotionPreview(Schema):
    school_id = fields.UUID()
    school_name = fields.String()
    area_code = fields.String()
    year = fields.Integer()
    seen = fields.String()
    settled_on = fields.Date()  # the stage of the first term is that of this day
    made = fields.UUID(allow_none=True)  # the promotion into this year that stands
    promoted = fields.Integer()
    graduated = fields.Integer()
    kept = fields.Integer()
    classes = fields.List(fields.Nested(PromotedClassView))


class PromotionRow(Schema):
    id = fields.UUID()
    school_id = fields.UUID()
    school_name = fields.String()
    area_code = fields.String()
    year = fields.Integer()
    promoted = fields.Integer()
    repeated = fields.Integer()
    graduated = fields.Integer()
    kept = fields.Integer()
    made_at = fields.AwareDateTime()
    undone_at = fields.AwareDateTime(allow_none=True)
    settled_on = fields.Date()
    may_undo = fields.Boolean()


class GraduateView(PupilView):
    """`state`: "waiting" for a school to be chosen, "offered" to one, or "gone" on."""

    state = fields.String(validate=validate.OneOf(("waiting", "offered", "gone")))
    to_school_name = fields.String(allow_none=True)


class PromotionView(PromotionRow):
    graduates = fields.List(fields.Nested(GraduateView))
    repeaters = fields.List(fields.Nested(PupilView))
    left_alone = fields.List(fields.Nested(PupilView))


class PromotionList(Schema):
    items = fields.List(fields.Nested(PromotionRow))
    next = fields.String(allow_none=True)
