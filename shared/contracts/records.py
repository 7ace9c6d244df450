"""Requests and views of the records that every service keeps: who looked, and whether it holds."""

from marshmallow import fields

from shared.contracts.base import Request, View, between


class ListAccessLog(Request):
    subject = fields.String(load_default=None, allow_none=True)  # whose record was shown
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class AccessView(View):
    position = fields.Integer()
    at = fields.AwareDateTime()
    account_id = fields.String()
    roles = fields.String()
    operation = fields.String()
    subject = fields.String()
    purpose = fields.String(allow_none=True)


class AccessList(View):
    items = fields.List(fields.Nested(AccessView))
    next = fields.String(allow_none=True)


class VerifyRecords(Request): ...


class ChainCheck(View):
    chain = fields.String()
    sound = fields.Boolean()
    position = fields.Integer(allow_none=True)  # of the first row that does not hold
    fault = fields.String(allow_none=True)  # "changed", "missing" or "head"


class RecordsCheck(View):
    sound = fields.Boolean()
    chains = fields.List(fields.Nested(ChainCheck))
