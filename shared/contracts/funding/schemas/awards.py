"""Awards for pupils' results."""

from marshmallow import fields

from shared.contracts.base import Request, View, one_of
from shared.contracts.funding.codes import AwardState
from shared.contracts.funding.schemas.base import Id, Page, a_term, an_area, list_of, optional

STATES = [state.value for state in AwardState]


class ListAwards(Page):
    area = an_area(required=False)
    state = optional(fields.String, validate=one_of(STATES))


class ProposeAwards(Request):
    """All that are due in the area, of the school year that ended with that term."""

    term = a_term()
    area = an_area()
    fund_id = Id(required=True)


class AwardView(View):
    """`term` is the last one of the school year; `title` what the pack calls the award."""

    id = Id()
    child_id = Id()
    area_code = fields.String()
    school_id = Id()
    term = fields.String()
    award = fields.String()
    title = fields.String()
    amount_fen = fields.Integer()
    state = fields.String(validate=one_of(STATES))
    version = fields.Integer()


class AwardsOfTerm(View):
    term = fields.String()
    children = fields.Integer()
    amount_fen = fields.Integer()


AwardList = list_of(AwardView, due=fields.List(fields.Nested(AwardsOfTerm)))
