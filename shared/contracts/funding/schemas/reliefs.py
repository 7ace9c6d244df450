"""Relief and allowances of one child, paid in instalments against receipts."""

from typing import Any

from marshmallow import fields

from shared.contracts.base import Request, View, between, length, line, matching, one_of
from shared.contracts.funding.codes import (
    ONE_CHILD,
    PayeeKind,
    PaymentState,
    Purpose,
    RollState,
)
from shared.contracts.funding.schemas.base import (
    MONTH,
    MOST_FEN,
    Id,
    Page,
    an_area,
    list_of,
    optional,
)

KINDS = tuple(kind.value for kind in ONE_CHILD)


def a_month() -> fields.String:
    """ "2025-10"; None: now."""
    return fields.String(load_default=None, allow_none=True, validate=matching(MONTH))


def an_amount(**options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=between(1, MOST_FEN), **options)


class ReliefPartRequest(Request):
    """One purpose; of relief with `months` the amount is split over them, else paid at once."""

    purpose = fields.String(required=True, validate=one_of([p.value for p in Purpose]))
    payee_kind = fields.String(required=True, validate=one_of([p.value for p in PayeeKind]))
    payee = line(80, required=False, load_default=None, allow_none=True)  # of a third party
    amount_fen = an_amount(required=True)
    months = fields.List(
        fields.String(validate=matching(MONTH)), load_default=list, validate=length(0, 36)
    )


class ProposeRelief(Request):
    kind = fields.String(required=True, validate=one_of(KINDS))
    child_id = Id(required=True)
    fund_id = Id(required=True)
    amount_fen = an_amount(required=True)  # in all, or of an allowance each month
    former_fen = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=between(0, MOST_FEN)
    )
    first_month = a_month()
    last_month = a_month()
    why = line(300)
    parts = fields.List(fields.Nested(ReliefPartRequest), required=True, validate=length(1, 9))


class GetRelief(Request):
    roll_id = Id(required=True)


class ListReliefs(Page):
    child_id = optional(Id)
    area = an_area(required=False)
    state = fields.String(
        load_default=None, allow_none=True, validate=one_of([s.value for s in RollState])
    )


class ReliefPartView(View):
    line = fields.Integer()
    purpose = fields.String(validate=one_of([p.value for p in Purpose]))
    payee_kind = fields.String(validate=one_of([p.value for p in PayeeKind]))
    payee = fields.String(allow_none=True)
    amount_fen = fields.Integer()
    months = fields.List(fields.String())


class InstalmentView(View):
    id = Id()  # of the payment
    line = fields.Integer()  # of the part
    month = fields.String()
    due_on = fields.Date()
    amount_fen = fields.Integer()
    state = fields.String(validate=one_of([s.value for s in PaymentState]))
    paid_at = fields.AwareDateTime(allow_none=True)
    receipt = fields.String(allow_none=True)  # its number
    paper_id = Id(allow_none=True)


class ReliefRow(View):
    roll_id = Id()
    kind = fields.String(validate=one_of(KINDS))
    state = fields.String(validate=one_of([s.value for s in RollState]))
    child_id = Id()
    area_code = fields.String()
    scheme = fields.String()
    amount_fen = fields.Integer()
    former_fen = fields.Integer(allow_none=True)
    first_month = fields.String()
    last_month = fields.String()
    ended_before = fields.String(allow_none=True)
    proposed_at = fields.AwareDateTime()


ReliefList = list_of(ReliefRow)


class ReliefView(ReliefRow):
    fund_id = Id()
    pay_day = fields.Integer()
    why = fields.String(allow_none=True)
    parts = fields.List(fields.Nested(ReliefPartView))
    instalments = fields.List(fields.Nested(InstalmentView))


class PayInstalment(Request):
    """A third party is paid against a receipt: its number, and a picture or PDF of it (base64)."""

    payment_id = Id(required=True)
    receipt = line(40, required=False, load_default=None, allow_none=True)
    filename = line(200, required=False, load_default=None, allow_none=True)
    content = optional(fields.String)


class GetPaper(Request):
    paper_id = Id(required=True)


class PaperFile(View):
    filename = fields.String()
    kind = fields.String()
    content = fields.String()  # base64


class ListInstalments(Page):
    """What is due and not paid yet, the oldest first."""

    area = an_area(required=False)
    until = optional(fields.Date)  # default: today


class DueView(View):
    id = Id()
    roll_id = Id()
    child_id = Id()
    area_code = fields.String()
    scheme = fields.String()
    term = fields.String()
    due_on = fields.Date()
    amount_fen = fields.Integer()


DueList = list_of(DueView)
