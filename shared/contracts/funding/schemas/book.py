"""The double-entry book and its proof."""

from marshmallow import fields

from shared.contracts.base import Request, View, one_of
from shared.contracts.funding.codes import (
    Account,
    EntryKind,
    Fault,
)
from shared.contracts.funding.schemas.base import Id, Page, an_area, list_of, optional


class TrialBalance(Request):
    area = an_area(required=False)
    fund_id = optional(Id)


class BalanceView(View):
    account = fields.String(validate=one_of([a.value for a in Account]))
    debit_fen = fields.Integer()
    credit_fen = fields.Integer()
    balance_fen = fields.Integer()  # debit less credit


class TrialBalanceView(View):
    items = fields.List(fields.Nested(BalanceView))
    debit_fen = fields.Integer()
    credit_fen = fields.Integer()
    difference_fen = fields.Integer()  # 0, always


class Journal(Page):
    area = an_area(required=False)
    fund_id = optional(Id)
    roll_id = optional(Id)


class PostingView(View):
    account = fields.String(validate=one_of([a.value for a in Account]))
    debit_fen = fields.Integer()
    credit_fen = fields.Integer()


class EntryView(View):
    number = fields.Integer()
    at = fields.AwareDateTime()
    kind = fields.String(validate=one_of([k.value for k in EntryKind]))
    by = fields.String()
    area_code = fields.String()
    fund_id = Id()
    roll_id = Id(allow_none=True)
    payment_id = Id(allow_none=True)
    document = fields.String(allow_none=True)
    postings = fields.List(fields.Nested(PostingView))
    hash = fields.String()


JournalView = list_of(EntryView)


class VerifyBook(Request): ...


class FaultView(View):
    entry = fields.Integer(allow_none=True)  # number of the touched entry
    fault = fields.String(validate=one_of([f.value for f in Fault]))
    until = fields.Integer(allow_none=True)  # the last that may be touched, from `entry` on
    subject = fields.String(allow_none=True)  # "payment/<id>", "roll/<id>", "fund/<id>"


class BookCheck(View):
    sound = fields.Boolean()
    entries = fields.Integer()
    head = fields.String()  # hash of the last entry: note it down elsewhere
    signed = fields.Integer()  # heads that were signed and published
    signed_until = fields.Integer()  # the last entry that one of them covers
    faults = fields.List(fields.Nested(FaultView))
    difference_fen = fields.Integer()  # of the trial balance
