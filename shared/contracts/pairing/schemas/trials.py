"""What if, what the weights are, and who else could take a place."""

from marshmallow import fields, validate

from shared.contracts.base import Request, View, between
from shared.contracts.pairing.codes import Category, MatchingStatus, Tier
from shared.contracts.pairing.schemas.base import Answer, an_area, an_id, code_of
from shared.contracts.pairing.schemas.matchings import MatchingSummary

WEIGHTS = (
    *("village", "township", "county"),
    *("kin", "bond", "stranger", "per_child", "below_least"),
)
POINTS = between(0, 100_000)


class TryMatching(Request):
    """Weights by name and the most children by category; what is left out is as the rules say.
    `applicants`: as if everybody who applied were approved; `renewed`: as if every check that ran
    out were renewed."""

    area = an_area(required=True)
    cost = fields.Dict(
        keys=fields.String(validate=validate.OneOf(WEIGHTS)),
        values=fields.Integer(strict=True, validate=POINTS),
        load_default=dict,
    )
    capacity = fields.Dict(
        keys=code_of(Category),
        values=fields.Integer(strict=True, validate=between(0, 50)),
        load_default=dict,
    )
    applicants = fields.Boolean(load_default=False)
    renewed = fields.Boolean(load_default=False)


class GetTrial(Request):
    trial_id = an_id(required=True)


class TrialView(View):
    id = an_id()
    area_code = fields.String()
    changes = fields.Dict(keys=fields.String(), values=fields.Raw())
    status = code_of(MatchingStatus)
    requested_at = fields.AwareDateTime()
    before = fields.Nested(MatchingSummary, allow_none=True)
    after = fields.Nested(MatchingSummary, allow_none=True)
    problem = fields.String(allow_none=True)
    version = fields.Integer()


class GetMatchingRules(Request):
    area = an_area(required=True)


class CapacityRule(View):
    category = code_of(Category)
    side = fields.String()
    least = fields.Integer()
    most = fields.Integer()


class MatchingRules(View):
    area_code = fields.String()
    pack = fields.String()
    pack_version = fields.String()
    cost = fields.Dict(keys=fields.String(), values=fields.Integer())
    capacity = fields.List(fields.Nested(CapacityRule))
    pairing_days = fields.Integer()


class ListCandidates(Request):
    """Who else could take the place of a proposal, the nearest first."""

    proposal_id = an_id(required=True)
    limit = fields.Integer(load_default=20, validate=between(1, 50))


class CandidateView(View):
    helper_id = an_id()
    name = fields.String()  # full or masked, by the reader's rights
    category = code_of(Category)
    area_code = fields.String()
    tier = code_of(Tier)
    children = fields.Integer()
    most = fields.Integer()
    relation = fields.String()  # kin, bond, same_school or stranger


class CandidateList(Answer):
    items = fields.List(fields.Nested(CandidateView))
