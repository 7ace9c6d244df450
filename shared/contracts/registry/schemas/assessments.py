"""What is kept about a child over time, and counts."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import DIMENSIONS
from shared.contracts.registry.schemas.base import AREA, Page
from shared.contracts.registry.schemas.children import ReasonView
from shared.contracts.registry.schemas.places import AreaRef


class ChildHistory(Page):
    child_id = fields.UUID(required=True)


class ChangeView(Schema):
    field = fields.String()
    old = fields.Raw(allow_none=True)
    new = fields.Raw(allow_none=True)


class HistoryEntry(Schema):
    version = fields.Integer()
    operation = fields.String()
    at = fields.AwareDateTime()
    by = fields.String()
    reason = fields.String(allow_none=True)
    changes = fields.List(fields.Nested(ChangeView))
    merged_from = fields.UUID(allow_none=True)  # the dossier that was merged into this one


class HistoryList(Schema):
    items = fields.List(fields.Nested(HistoryEntry))  # newest first
    next = fields.String(allow_none=True)


class AssessChild(Schema):
    """Five scores of 0 to 3; a score above 0 needs the facts that were observed."""

    child_id = fields.UUID(required=True)
    scores = fields.Dict(
        keys=fields.String(validate=validate.OneOf(DIMENSIONS)),
        values=fields.Integer(strict=True),
        required=True,
    )
    facts = fields.Dict(
        keys=fields.String(validate=validate.OneOf(DIMENSIONS)),
        values=fields.String(validate=validate.Length(max=500)),
        load_default=dict,
    )


class GetAssessments(Schema):
    child_id = fields.UUID(required=True)


class AssessmentView(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    assessed_on = fields.Date()
    by = fields.String()
    level = fields.Integer()
    total = fields.Integer()
    scores = fields.Dict(keys=fields.String(), values=fields.Integer())
    facts = fields.Dict(keys=fields.String(), values=fields.String())  # only groups granted
    reasons = fields.List(fields.Nested(ReasonView))
    pack = fields.String()
    pack_version = fields.String()


class AssessmentList(Schema):
    items = fields.List(fields.Nested(AssessmentView))  # newest first
    next = fields.String(allow_none=True)


class CountChildren(Schema):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)


class AreaCount(AreaRef):
    children = fields.Integer()
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer())
    by_level = fields.Dict(keys=fields.String(), values=fields.Integer())


class AreaCounts(Schema):
    """The area itself, and each area directly under it."""

    area = fields.Nested(AreaCount)
    items = fields.List(fields.Nested(AreaCount))
    next = fields.String(allow_none=True)


class ListDuplicates(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)


class DuplicateView(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    other_id = fields.UUID()
    name = fields.String()
    other_name = fields.String()
    area_code = fields.String()
    found_on = fields.Date()
    by = fields.String()  # what is the same: "village" or "phone"


class DuplicateList(Schema):
    items = fields.List(fields.Nested(DuplicateView))
    next = fields.String(allow_none=True)
