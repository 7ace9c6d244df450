"""Matchings, their proposals, and who was left without."""

from marshmallow import fields

from shared.contracts.base import Request, View, between
from shared.contracts.pairing.codes import (
    Category,
    Coverage,
    MatchingStatus,
    ProposalStatus,
)
from shared.contracts.pairing.schemas.base import (
    SLOTS,
    Answer,
    Paged,
    an_area,
    an_id,
    code_of,
    optional,
    some_text,
)


class StartMatching(Request):
    area = an_area(required=True)


class GetMatching(Request):
    matching_id = an_id(required=True)


class ListMatchings(Paged):
    area = optional(an_area)


class MatchingSummary(View):
    """What the optimum reaches, pairings that stand included."""

    children4 = fields.Integer()
    full4 = fields.Integer()
    half4 = fields.Integer()
    none4 = fields.Integer()
    children3 = fields.Integer()
    covered3 = fields.Integer()
    children2 = fields.Integer()
    covered2 = fields.Integer()
    children1 = fields.Integer()
    covered1 = fields.Integer()
    cost = fields.Integer()
    helpers = fields.Integer()  # who could be proposed
    pairs_weighed = fields.Integer()  # allowed pairs that the optimum is over: all there are
    ungraded = fields.Integer()  # left behind without a heart level: not matched
    withdrawn = fields.Integer()  # whose families took their consent back: not matched
    below_least = fields.Integer()  # helpers with fewer children than the pack's least (soft)
    seconds = fields.Float()


class MatchingView(View):
    id = an_id()
    area_code = fields.String()
    status = code_of(MatchingStatus)
    requested_by = fields.String()
    requested_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    proposed = fields.Integer()
    uncovered = fields.Integer()
    pack = fields.String(allow_none=True)
    pack_version = fields.String(allow_none=True)
    pack_hash = fields.String(allow_none=True)
    summary = fields.Nested(MatchingSummary, allow_none=True)
    problem = fields.String(allow_none=True)  # a code, when it failed
    version = fields.Integer()


class MatchingList(Answer):
    items = fields.List(fields.Nested(MatchingView))


class Reason(View):
    code = fields.String()
    params = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class ListProposals(Paged):
    matching_id = an_id(required=True)
    status = optional(code_of, codes=ProposalStatus)
    level = optional(fields.Integer, validate=between(1, 4))


class ProposalView(View):
    id = an_id()
    matching_id = an_id()
    child_id = an_id()
    helper_id = an_id()
    category = code_of(Category)
    area_code = fields.String()
    level = fields.Integer()
    slot = code_of(SLOTS)
    status = code_of(ProposalStatus)
    cost = fields.Integer()
    reasons = fields.List(fields.Nested(Reason))
    why = fields.String()  # the reasons as a sentence
    consented = fields.Boolean()  # a consent that allows acceptance today is on file
    pairing_id = an_id(allow_none=True)
    version = fields.Integer()


class ProposalList(Answer):
    items = fields.List(fields.Nested(ProposalView))


class ListUnmatched(Paged):
    matching_id = an_id(required=True)
    level = optional(fields.Integer, validate=between(1, 4))


class UnmatchedView(View):
    child_id = an_id()
    area_code = fields.String()
    level = fields.Integer()
    coverage = code_of(Coverage)
    missing = fields.List(code_of(SLOTS))
    reasons = fields.List(fields.Nested(Reason))
    why = fields.String()


class UnmatchedList(Answer):
    items = fields.List(fields.Nested(UnmatchedView))


class AcceptProposal(Request):
    proposal_id = an_id(required=True)


class ChangeProposal(Request):
    """Accept the place, but with another helper; the pair proposed is refused."""

    proposal_id = an_id(required=True)
    helper_id = an_id(required=True)
    why = some_text(500, required=True)


class RefuseProposal(Request):
    proposal_id = an_id(required=True)
    why = some_text(500, required=True)
