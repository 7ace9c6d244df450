"""Requests and views of dropping out."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import SEXES
from shared.contracts.registry.schemas.base import AREA, Page, nonblank

STATES = ("absent", "dropped_out", "reported", "over")
METHODS = ("home_visit", "call", "meeting", "other")
RESULTS = ("agreed", "undecided", "refused", "not_met")
ENDS = ("returned", "elsewhere", "explained")


class NoteAbsence(Schema):
    child_id = fields.UUID(required=True)
    since = fields.Date(required=True)  # first day away
    known = fields.String(required=True, validate=nonblank(500))


class GetDropout(Schema):
    dropout_id = fields.UUID(required=True)


class RegisterDropout(GetDropout):
    on = fields.Date(required=True)


class LogPersuasion(GetDropout):
    on = fields.Date(required=True)
    who = fields.String(required=True, validate=nonblank(100))
    method = fields.String(required=True, validate=validate.OneOf(METHODS))
    result = fields.String(required=True, validate=validate.OneOf(RESULTS))
    note = fields.String(required=True, validate=nonblank(500))


class ReportDropout(GetDropout):
    report = fields.String(required=True, validate=nonblank(1000))


class CloseDropout(GetDropout):
    outcome = fields.String(required=True, validate=validate.OneOf(ENDS))
    on = fields.Date(required=True)
    why = fields.String(required=True, validate=nonblank(500))


class ListDropouts(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    state = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STATES))
    child_id = fields.UUID(load_default=None, allow_none=True)


class DropoutRow(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    name = fields.String()
    sex = fields.String(validate=validate.OneOf(SEXES))
    age = fields.Integer()
    area_code = fields.String()
    school_name = fields.String(allow_none=True)
    class_name = fields.String(allow_none=True)
    state = fields.String(validate=validate.OneOf(STATES))
    absent_since = fields.Date()
    days = fields.Integer()  # away, the first day counted
    dropped_on = fields.Date(allow_none=True)
    reported_on = fields.Date(allow_none=True)
    over_on = fields.Date(allow_none=True)
    outcome = fields.String(allow_none=True, validate=validate.OneOf(ENDS))
    known = fields.String()
    report = fields.String(allow_none=True)
    attempts = fields.Integer()
    attempts_wanted = fields.Integer()  # before the report
    version = fields.Integer()


class PersuasionView(Schema):
    number = fields.Integer()
    on_day = fields.Date()
    who = fields.String()
    method = fields.String(validate=validate.OneOf(METHODS))
    result = fields.String(validate=validate.OneOf(RESULTS))
    note = fields.String()
    by = fields.String()
    at = fields.AwareDateTime()


class DropoutView(DropoutRow):
    place = fields.String()
    persuasions = fields.List(fields.Nested(PersuasionView))


class DropoutList(Schema):
    items = fields.List(fields.Nested(DropoutRow))
    next = fields.String(allow_none=True)
