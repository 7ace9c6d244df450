"""What was paid to whom."""

from marshmallow import fields

from shared.contracts.base import Request, View, line, one_of
from shared.contracts.funding.codes import (
    PaymentState,
)
from shared.contracts.funding.schemas.base import Id, Page, an_area, list_of, optional


class ListPayments(Page):
    payment_id = optional(Id)
    roll_id = optional(Id)
    child_id = optional(Id)
    area = an_area(required=False)
    scheme = optional(fields.String)
    term = optional(fields.String)
    state = fields.String(
        load_default=None, allow_none=True, validate=one_of([s.value for s in PaymentState])
    )


class PaymentView(View):
    id = Id()
    roll_id = Id()
    child_id = Id()
    area_code = fields.String()
    scheme = fields.String()
    term = fields.String()
    amount_fen = fields.Integer()
    months = fields.List(fields.String())
    state = fields.String(validate=one_of([s.value for s in PaymentState]))
    refunded_fen = fields.Integer()
    due_on = fields.Date(allow_none=True)  # of instalments
    payee = fields.String()  # a reference; account numbers are not kept here
    paid_by = fields.String(allow_none=True)
    paid_at = fields.AwareDateTime(allow_none=True)
    entry = fields.Integer(allow_none=True)  # number in the journal
    reversed_by = fields.String(allow_none=True)
    reversed_at = fields.AwareDateTime(allow_none=True)
    reversal = fields.String(allow_none=True)  # why it was reversed


PaymentList = list_of(PaymentView)


class ReversePayment(Request):
    payment_id = Id(required=True)
    why = line(300)
