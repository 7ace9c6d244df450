"""Who is eligible, and the rolls that are proposed, decided on, paid and shown."""

from marshmallow import fields

from shared.contracts.base import Request, View, between, length, line, matching, one_of
from shared.contracts.funding.codes import (
    LineState,
    RollKind,
    RollState,
)
from shared.contracts.funding.schemas.base import (
    MONTH,
    MOST_FEN,
    Id,
    Page,
    a_scheme,
    a_term,
    an_area,
    list_of,
    optional,
)


class ListEligible(Page):
    scheme = a_scheme()
    term = a_term()
    area = an_area()
    # True: only those in; False: only those out; None: all, each with the reasons.
    eligible = optional(fields.Boolean)


class EligibleView(View):
    child_id = Id()
    area_code = fields.String()
    school_id = Id(allow_none=True)
    stage = fields.String()
    eligible = fields.Boolean()
    reasons = fields.List(fields.String())
    amount_fen = fields.Integer()
    months = fields.List(fields.String())  # "2025-09", only where paid per month


EligibleList = list_of(EligibleView)


class ProposeRoll(Request):
    scheme = a_scheme()
    term = a_term()
    area = an_area()
    fund_id = Id(required=True)
    # None: all who are eligible in the area.
    child_ids = fields.List(Id(), load_default=None, allow_none=True, validate=length(1, 20_000))
    # Of a partial term, for the children that are named; none: the whole term.
    months = fields.List(fields.String(validate=matching(MONTH)), load_default=list)
    why = line(300, required=False, load_default=None, allow_none=True)


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
    kind = fields.String(validate=one_of([k.value for k in RollKind]))
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
    decided_for = fields.String(allow_none=True)  # who was away, if somebody stood in
    notice_from = fields.Date(allow_none=True)
    notice_until = fields.Date(allow_none=True)  # the last day
    waiver = fields.String(allow_none=True)  # why the notice was cut short
    refusal = fields.String(allow_none=True)  # why it was refused
    months = fields.List(fields.String())  # of a partial term
    why = fields.String(allow_none=True)  # of back-pay or a partial term
    paid_by = fields.String(allow_none=True)
    paid_at = fields.AwareDateTime(allow_none=True)
    version = fields.Integer()


class RollWithLines(RollView):
    lines = fields.List(fields.Nested(LineView))
    next = fields.String(allow_none=True)


class ListRolls(Page):
    area = an_area(required=False)
    state = fields.String(
        load_default=None, allow_none=True, validate=one_of([s.value for s in RollState])
    )
    scheme = optional(fields.String)
    term = optional(fields.String)


RollList = list_of(RollView)


class GetRoll(Request):
    """The roll and a page of its lines."""

    roll_id = Id(required=True)
    after = optional(fields.String)
    limit = fields.Integer(load_default=200, validate=between(1, 500))


class ApproveRoll(Request):
    roll_id = Id(required=True)
    waiver = line(300, required=False, load_default=None, allow_none=True)  # of the notice
    # As the approver saw it; another one is refused.
    total_fen = optional(fields.Integer, strict=True, validate=between(0, MOST_FEN))


class RefuseRoll(Request):
    roll_id = Id(required=True)
    why = line(300)


class PayRoll(Request):
    roll_id = Id(required=True)


class PublicList(Request):
    """What may hang on the wall: no ID number, phone, address or reason (LAW "Money")."""

    roll_id = Id(required=True)
    after = optional(fields.String)
    limit = fields.Integer(load_default=200, validate=between(1, 500))


class PublicLine(View):
    """The name is the registry's, and only its masked form goes with this."""

    child_id = Id()
    township_code = fields.String()
    stage = fields.String()
    amount_fen = fields.Integer()


PublicLineList = list_of(
    PublicLine,
    scheme=fields.String(),
    term=fields.String(),
    children=fields.Integer(),
    total_fen=fields.Integer(),
)
