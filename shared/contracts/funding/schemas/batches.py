"""Checks, notice and objections of a roll; accounts, bank batches, delegations, periods."""

from marshmallow import fields

from shared.access.roles import Role
from shared.contracts.base import Request, View, between, line, matching, one_of
from shared.contracts.funding.codes import BatchState, CheckSide, LineOutcome, ObjectionState
from shared.contracts.funding.schemas.base import (
    COUNTY,
    MONTH,
    MOST_FEN,
    Id,
    Page,
    an_area,
    list_of,
    optional,
)

POSTS = (Role.FINANCE_APPROVER.value, Role.FINANCE_PAYER.value)


class CheckRoll(Request):
    roll_id = Id(required=True)
    agreed = fields.Boolean(required=True)
    note = line(300, required=False, load_default=None, allow_none=True)


class PostNotice(Request):
    roll_id = Id(required=True)


class ReceiveObjection(Request):
    roll_id = Id(required=True)
    child_id = optional(Id)
    what = line(500)


class AnswerObjection(Request):
    objection_id = Id(required=True)
    upheld = fields.Boolean(required=True)
    answer = line(500)


class CheckView(View):
    side = fields.String(validate=one_of([s.value for s in CheckSide]))
    by = fields.String()
    at = fields.AwareDateTime()
    agreed = fields.Boolean()
    note = fields.String(allow_none=True)


class ObjectionView(View):
    id = Id()
    roll_id = Id()
    child_id = Id(allow_none=True)
    received_at = fields.AwareDateTime()
    what = fields.String()
    state = fields.String(validate=one_of([s.value for s in ObjectionState]))
    answered_at = fields.AwareDateTime(allow_none=True)
    answer = fields.String(allow_none=True)


class GetProgress(Request):
    """How far a roll has come on its way."""

    roll_id = Id(required=True)


class BatchView(View):
    id = Id()
    number = fields.String()  # as the bank's files name it
    roll_id = Id()
    area_code = fields.String()
    bank = fields.String()
    state = fields.String(validate=one_of([s.value for s in BatchState]))
    lines = fields.Integer()
    total_fen = fields.Integer()
    paid = fields.Integer()
    failed = fields.Integer()
    made_by = fields.String()
    made_at = fields.AwareDateTime()
    settled_at = fields.AwareDateTime(allow_none=True)
    withdrawal = fields.String(allow_none=True)  # why
    version = fields.Integer()


class MadeBatch(BatchView):
    left_out = fields.Integer()  # due, and without an account on file
    shared_accounts = fields.Integer()  # children whose account is another child's too


class BankView(View):
    bank = fields.String()
    title = fields.String()


class ProgressView(View):
    checks = fields.List(fields.Nested(CheckView))
    needed = fields.List(fields.String())  # sides that must agree
    checked = fields.Boolean()  # all of them have
    working_days = fields.Integer()  # of the notice
    noticed = fields.Boolean()  # the notice has ended, or none is asked for
    may_waive = fields.Boolean()
    objections = fields.List(fields.Nested(ObjectionView))
    open_objections = fields.Integer()
    batches = fields.List(fields.Nested(BatchView))
    banks = fields.List(fields.Nested(BankView))
    due = fields.Integer()
    failed = fields.Integer()
    without_account = fields.Integer()  # children of the roll
    shared_accounts = fields.Integer()


class SetAccount(Request):
    """An account number has 8 to 30 digits."""

    child_id = Id(required=True)
    holder = line(60)
    number = fields.String(required=True, validate=matching(r"^[0-9]{8,30}\Z"))
    bank = line(60)


class AccountView(View):
    child_id = Id()
    holder = fields.String()
    tail = fields.String()  # the last four digits
    shared_with = fields.Integer()  # other children with the same account


class ListAccounts(Page):
    """Of the children of a roll."""

    roll_id = Id(required=True)


class AccountRow(View):
    child_id = Id()
    area_code = fields.String()
    holder = fields.String(allow_none=True)  # None: no account on file
    tail = fields.String(allow_none=True)
    bank = fields.String(allow_none=True)
    shared_with = fields.Integer()


AccountList = list_of(AccountRow)


class MakeBatch(Request):
    roll_id = Id(required=True)
    bank = line(40)


class GetBatchFile(Request):
    batch_id = Id(required=True)


class BankFile(View):
    filename = fields.String()
    content = fields.String()  # base64


class TakeInResult(Request):
    batch_id = Id(required=True)
    content = fields.String(required=True)  # base64


class WithdrawBatch(Request):
    batch_id = Id(required=True)
    why = line(300)


class ListBatchLines(Page):
    batch_id = Id(required=True)
    outcome = fields.String(
        load_default=None, allow_none=True, validate=one_of([o.value for o in LineOutcome])
    )


class BatchLineView(View):
    line = fields.Integer()
    payment_id = Id()
    child_id = Id()
    amount_fen = fields.Integer()
    tail = fields.String()
    outcome = fields.String(validate=one_of([o.value for o in LineOutcome]))
    reason = fields.String(allow_none=True)


BatchLineList = list_of(BatchLineView, batch=fields.Nested(BatchView))


class ReissuePayment(Request):
    payment_id = Id(required=True)


class ReturnPayment(Request):
    payment_id = Id(required=True)
    why = line(300)


class RefundPayment(Request):
    payment_id = Id(required=True)
    amount_fen = fields.Integer(required=True, strict=True, validate=between(1, MOST_FEN))
    document = line(80)
    why = line(300)


class Delegate(Request):
    role = fields.String(required=True, validate=one_of(POSTS))
    to_account = line(64)
    area = an_area()
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    why = line(300)


class DelegationView(View):
    id = Id()
    area_code = fields.String()
    role = fields.String(validate=one_of(POSTS))
    for_account = fields.String()
    to_account = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    why = fields.String()
    made_at = fields.AwareDateTime()


class ListDelegations(Page): ...


DelegationList = list_of(DelegationView)


class ClosePeriod(Request):
    area = fields.String(required=True, validate=matching(COUNTY))
    month = fields.String(required=True, validate=matching(MONTH))


class PeriodView(View):
    area_code = fields.String()
    month = fields.String()
    closed_by = fields.String()
    closed_at = fields.AwareDateTime()


class ListPeriods(Page): ...


PeriodList = list_of(PeriodView)


class Statement(Request):
    """What was granted and paid, summed up by one of these."""

    by = fields.String(
        required=True, validate=one_of(("fund", "scheme", "township", "school", "term"))
    )
    area = an_area(required=False)
    fund_id = optional(Id)
    scheme = optional(fields.String)
    term = optional(fields.String)


class StatementRow(View):
    key = fields.String()  # fund id, scheme, township's code, school id ("" for none), term
    children = fields.Integer()
    granted_fen = fields.Integer()
    paid_fen = fields.Integer()
    open_fen = fields.Integer()  # granted, and not paid yet
    returned_fen = fields.Integer()  # reversed or refunded


class StatementView(View):
    by = fields.String()
    items = fields.List(fields.Nested(StatementRow))
    granted_fen = fields.Integer()
    paid_fen = fields.Integer()
    open_fen = fields.Integer()
    returned_fen = fields.Integer()
