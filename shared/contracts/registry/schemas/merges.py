"""Requests and views of two dossiers that are one child's, and of one that two people correct."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import STATUSES
from shared.contracts.registry.schemas.base import AREA, Page, nonblank


class CompareChildren(Schema):
    child_id = fields.UUID(required=True)
    other_id = fields.UUID(required=True)


class ComparedFile(Schema):
    id = fields.UUID()
    version = fields.Integer()
    name = fields.String()
    area_code = fields.String()
    place = fields.String()
    school_name = fields.String(allow_none=True)
    status = fields.String(validate=validate.OneOf(STATUSES))
    level = fields.Integer(allow_none=True)
    registered_on = fields.Date()
    merged_into = fields.UUID(allow_none=True)
    has_absorbed = fields.Boolean()  # then it must be the one that is kept


class ComparedField(Schema):
    field = fields.String()
    values = fields.List(fields.Raw(allow_none=True))  # of the first and the second, masked
    same = fields.Boolean()


class Comparison(Schema):
    files = fields.List(fields.Nested(ComparedFile))  # two
    rows = fields.List(fields.Nested(ComparedField))


class MergeChildren(Schema):
    """`take` names the fields whose value is taken from the file that goes."""

    survivor_id = fields.UUID(required=True)
    absorbed_id = fields.UUID(required=True)
    take = fields.List(fields.String(), load_default=list, validate=validate.Length(max=100))
    why = fields.String(required=True, validate=nonblank(500))
    survivor_version = fields.Integer(load_default=None, allow_none=True)
    absorbed_version = fields.Integer(load_default=None, allow_none=True)


class UndoMerge(Schema):
    merge_id = fields.UUID(required=True)
    why = fields.String(required=True, validate=nonblank(500))


class ListMerges(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)


class MergeView(Schema):
    id = fields.UUID()
    survivor_id = fields.UUID()
    absorbed_id = fields.UUID()
    name = fields.String()
    absorbed_name = fields.String()
    area_code = fields.String()
    why = fields.String()
    merged_at = fields.AwareDateTime()
    undone_at = fields.AwareDateTime(allow_none=True)
    may_undo = fields.Boolean()


class MergeList(Schema):
    items = fields.List(fields.Nested(MergeView))
    next = fields.String(allow_none=True)


class DismissDuplicate(Schema):
    duplicate_id = fields.UUID(required=True)


class DuplicateSettled(Schema):
    id = fields.UUID()


class ChangesSince(Schema):
    """`version` is the one that a form was opened with."""

    child_id = fields.UUID(required=True)
    version = fields.Integer(required=True, validate=validate.Range(min=0))


class ChangedField(Schema):
    field = fields.String()
    old = fields.Raw(allow_none=True)
    new = fields.Raw(allow_none=True)
    at = fields.AwareDateTime()


class ChangedFields(Schema):
    version = fields.Integer()  # of the dossier now
    items = fields.List(fields.Nested(ChangedField))
    next = fields.String(allow_none=True)
