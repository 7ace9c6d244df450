"""Schemes with their rates, and the funds that are drawn on."""

from marshmallow import fields

from shared.contracts.base import Request, View, between, length, line, matching, one_of
from shared.contracts.funding.codes import (
    FundKind,
)
from shared.contracts.funding.schemas.base import (
    COUNTY,
    MOST_FEN,
    Id,
    Page,
    a_scheme,
    an_area,
    list_of,
    optional,
)


class ListSchemes(Request):
    area = an_area()


class RateView(View):
    stage = fields.String()
    per = fields.String(validate=one_of(("term", "month", "year", "day")))
    amount_fen = fields.Integer()
    months = fields.List(fields.Integer())  # of the year; only where paid per month


class SchemeView(View):
    scheme = fields.String()
    area_code = fields.String()
    pack = fields.String()
    pack_version = fields.String()
    pack_hash = fields.String()
    rates = fields.List(fields.Nested(RateView))
    hardships = fields.List(fields.String())  # one of them is needed; none named: every pupil
    boarding = fields.String(validate=one_of(("any", "boarder", "day")))
    excludes = fields.List(fields.String())  # schemes of which a child has one in a term
    months = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))  # of each term
    terms = fields.List(fields.String())  # that a roll may be proposed for, the current one first


SchemeList = list_of(SchemeView)


class ReceiveFunds(Request):
    """Into a fund that is there (`fund_id`), or a new one (`name`, `kind`, `area`)."""

    fund_id = optional(Id)
    name = line(80, required=False, load_default=None, allow_none=True)
    kind = fields.String(
        load_default=None, allow_none=True, validate=one_of([k.value for k in FundKind])
    )
    area = fields.String(load_default=None, allow_none=True, validate=matching(COUNTY))
    amount_fen = fields.Integer(required=True, strict=True, validate=between(1, MOST_FEN))
    # Who bears it together, in equal shares to the fen; the first ones bear what is left over.
    units = fields.List(line(80), load_default=list, validate=length(0, 100))
    document = line(80)  # number of the bank slip or receipt


class ShareView(View):
    unit = fields.String()
    amount_fen = fields.Integer()


class SetBudget(Request):
    """From the first budget on a fund grants what has one, and no more than it says."""

    fund_id = Id(required=True)
    scheme = a_scheme()
    amount_fen = fields.Integer(required=True, strict=True, validate=between(0, MOST_FEN))


class BudgetView(View):
    scheme = fields.String()
    amount_fen = fields.Integer()
    committed_fen = fields.Integer()
    left_fen = fields.Integer()


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
    budgets = fields.List(fields.Nested(BudgetView))  # none: it may be granted to any scheme
    version = fields.Integer()


class ListFunds(Page):
    area = an_area(required=False)


FundList = list_of(FundView)
