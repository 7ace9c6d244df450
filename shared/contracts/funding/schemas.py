"""RPC requests and views of funding; the gateway validates its forms and JSON with the same.

Money is whole fen; who did something is an account id; children are ids, never names.
"""

from typing import Any

from marshmallow import Schema, fields

from shared.contracts.base import Request, View, area_code, between, length, line, matching, one_of
from shared.contracts.funding.codes import (
    Account,
    EntryKind,
    Fault,
    FundKind,
    LineState,
    PaymentState,
    RollState,
)

MOST_FEN = 10**13  # a hundred billion yuan: more is a slip of the finger


class Id(fields.UUID):
    """A UUID that stays text: so it lies in the tables, in events and in viewers."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        return str(super()._deserialize(value, attr, data, **options))


def _optional(field: type[fields.Field[Any]], **options: Any) -> Any:
    return field(load_default=None, allow_none=True, **options)


def _area(*, required: bool = True) -> fields.String:
    options: dict[str, Any] = {} if required else {"load_default": None, "allow_none": True}
    return area_code(required=required, **options)


def _scheme() -> fields.String:
    return line(40)


def _term() -> fields.String:
    return fields.String(required=True, validate=matching(r"^\d{4}-[a-z]+$"))


class _Page(Request):
    after = _optional(fields.String)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


def _list_of(view: type[Schema], **more: fields.Field[Any]) -> type[Schema]:
    """The answer of a list: its items and the `after` of the next page, None at the end."""
    items: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(view)),
        "next": fields.String(allow_none=True),
    }
    return View.from_dict({**items, **more}, name=f"{view.__name__}List")


class ListSchemes(Request):
    area = _area()


class RateView(View):
    stage = fields.String()
    per = fields.String(validate=one_of(("term", "month")))
    amount_fen = fields.Integer()
    months = fields.List(fields.Integer())  # of the year; only where paid per month


class SchemeView(View):
    scheme = fields.String()
    area_code = fields.String()
    pack = fields.String()
    pack_version = fields.String()
    pack_hash = fields.String()
    rates = fields.List(fields.Nested(RateView))
    hardships = fields.List(fields.String())  # one of them is needed
    terms = fields.List(fields.String())  # that a roll may be proposed for, the current one first


SchemeList = _list_of(SchemeView)


class ReceiveFunds(Request):
    """Into a fund that is there (`fund_id`), or a new one (`name`, `kind`, `area`)."""

    fund_id = _optional(Id)
    name = line(80, required=False, load_default=None, allow_none=True)
    kind = fields.String(
        load_default=None, allow_none=True, validate=one_of([k.value for k in FundKind])
    )
    area = fields.String(load_default=None, allow_none=True, validate=matching(r"^\d{6}$"))
    amount_fen = fields.Integer(required=True, strict=True, validate=between(1, MOST_FEN))
    # Who bears it together, in equal shares to the fen; the first ones bear what is left over.
    units = fields.List(line(80), load_default=list, validate=length(0, 100))
    document = line(80)  # number of the bank slip or receipt


class ShareView(View):
    unit = fields.String()
    amount_fen = fields.Integer()


class FundView(View):
    id = Id()
    name = fields.String()
    kind = fields.String(validate=one_of([k.value for k in FundKind]))
    area_code = fields.String()
    received_fen = fields.Integer()
    committed_fen = fields.Integer()  # approved, whether paid or not
    paid_fen = fields.Integer()
    left_fen = fields.Integer()
    shares = fields.List(fields.Nested(ShareView))
    version = fields.Integer()


class ListFunds(_Page):
    area = _area(required=False)


FundList = _list_of(FundView)


class ListEligible(_Page):
    scheme = _scheme()
    term = _term()
    area = _area()
    # True: only those in; False: only those out; None: all, each with the reasons.
    eligible = _optional(fields.Boolean)


class EligibleView(View):
    child_id = Id()
    area_code = fields.String()
    school_id = Id(allow_none=True)
    stage = fields.String()
    eligible = fields.Boolean()
    reasons = fields.List(fields.String())
    amount_fen = fields.Integer()
    months = fields.List(fields.String())  # "2025-09", only where paid per month


EligibleList = _list_of(EligibleView)


class ProposeRoll(Request):
    scheme = _scheme()
    term = _term()
    area = _area()
    fund_id = Id(required=True)
    # None: all who are eligible in the area.
    child_ids = fields.List(Id(), load_default=None, allow_none=True, validate=length(1, 20_000))


class LineView(View):
    child_id = Id()
    area_code = fields.String()
    stage = fields.String()
    amount_fen = fields.Integer()
    months = fields.List(fields.String())
    reasons = fields.List(fields.String())  # why in
    state = fields.String(validate=one_of([s.value for s in LineState]))
    dropped = fields.List(fields.String())  # why out at the approval


class RollView(View):
    id = Id()
    scheme = fields.String()
    term = fields.String()
    area_code = fields.String()
    fund_id = Id()
    state = fields.String(validate=one_of([s.value for s in RollState]))
    children = fields.Integer()
    total_fen = fields.Integer()
    dropped = fields.Integer()
    pack = fields.String()
    pack_version = fields.String()
    pack_hash = fields.String()
    proposed_by = fields.String()
    proposed_at = fields.AwareDateTime()
    decided_by = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    refusal = fields.String(allow_none=True)  # why it was refused
    paid_by = fields.String(allow_none=True)
    paid_at = fields.AwareDateTime(allow_none=True)
    version = fields.Integer()


class RollWithLines(RollView):
    lines = fields.List(fields.Nested(LineView))
    next = fields.String(allow_none=True)


class ListRolls(_Page):
    area = _area(required=False)
    state = fields.String(
        load_default=None, allow_none=True, validate=one_of([s.value for s in RollState])
    )
    scheme = _optional(fields.String)
    term = _optional(fields.String)


RollList = _list_of(RollView)


class GetRoll(Request):
    """The roll and a page of its lines."""

    roll_id = Id(required=True)
    after = _optional(fields.String)
    limit = fields.Integer(load_default=200, validate=between(1, 500))


class ApproveRoll(Request):
    roll_id = Id(required=True)
    total_fen = _optional(fields.Integer)  # as the approver saw it; another one is refused


class RefuseRoll(Request):
    roll_id = Id(required=True)
    why = line(300)


class PayRoll(Request):
    roll_id = Id(required=True)


class PublicList(Request):
    """What may hang on the wall: no ID number, phone, address or reason (LAW "Money")."""

    roll_id = Id(required=True)
    after = _optional(fields.String)
    limit = fields.Integer(load_default=200, validate=between(1, 500))


class PublicLine(View):
    """The name is the registry's, and only its masked form goes with this."""

    child_id = Id()
    township_code = fields.String()
    stage = fields.String()
    amount_fen = fields.Integer()


PublicLineList = _list_of(
    PublicLine,
    scheme=fields.String(),
    term=fields.String(),
    children=fields.Integer(),
    total_fen=fields.Integer(),
)


class ListPayments(_Page):
    roll_id = _optional(Id)
    child_id = _optional(Id)
    area = _area(required=False)
    scheme = _optional(fields.String)
    term = _optional(fields.String)
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
    payee = fields.String()  # a reference; account numbers are not kept here
    paid_by = fields.String(allow_none=True)
    paid_at = fields.AwareDateTime(allow_none=True)
    entry = fields.Integer(allow_none=True)  # number in the journal
    reversed_by = fields.String(allow_none=True)
    reversed_at = fields.AwareDateTime(allow_none=True)
    reversal = fields.String(allow_none=True)  # why it was reversed


PaymentList = _list_of(PaymentView)


class ReversePayment(Request):
    payment_id = Id(required=True)
    why = line(300)


class TrialBalance(Request):
    area = _area(required=False)
    fund_id = _optional(Id)


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


class Journal(_Page):
    area = _area(required=False)
    fund_id = _optional(Id)
    roll_id = _optional(Id)


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


JournalView = _list_of(EntryView)


class VerifyBook(Request): ...


class FaultView(View):
    entry = fields.Integer(allow_none=True)  # number of the touched entry
    fault = fields.String(validate=one_of([f.value for f in Fault]))
    subject = fields.String(allow_none=True)  # "payment/<id>" or "fund/<id>"


class BookCheck(View):
    sound = fields.Boolean()
    entries = fields.Integer()
    head = fields.String()  # hash of the last entry: note it down elsewhere
    faults = fields.List(fields.Nested(FaultView))
    difference_fen = fields.Integer()  # of the trial balance
