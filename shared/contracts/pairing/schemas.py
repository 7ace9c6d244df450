"""RPC requests and views of pairing; the gateway validates its forms and JSON with the same."""

from typing import Any

from marshmallow import fields, validate

from shared.contracts.base import Request, View, between, length, matching, one_of
from shared.contracts.pairing.codes import (
    OWN_REASONS,
    BondKind,
    Category,
    Condition,
    Coverage,
    EndReason,
    HelperStatus,
    MatchingStatus,
    OwnView,
    PairingStatus,
    ProposalStatus,
    Record,
    Signer,
)
from shared.texts.schemas import FIELD

SEXES = ("male", "female")
SEX_WISHES = ("any", *SEXES)
SLOTS = ("cadre", "teacher", "any")
REVEALED = ("phone", "id_number")


def _id(**options: Any) -> fields.String:
    """A UUID, kept as text: so it stands in events, viewers and tables."""
    uuid = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    return fields.String(validate=matching(uuid, FIELD["invalid_uuid"]), **options)


def _one_of(codes: Any, **options: Any) -> fields.String:
    return fields.String(validate=one_of(codes), **options)


def _some_of(codes: Any, **options: Any) -> fields.List[Any]:
    return fields.List(_one_of(codes), **options)


def _text(most: int, **options: Any) -> fields.String:
    """Text that says something: blank is refused."""
    return fields.String(
        validate=[length(1, most), matching(r"(?s).*\S", FIELD["required"])], **options
    )


def _optional(field: Any, **options: Any) -> Any:
    return field(load_default=None, allow_none=True, **options)


def _area(**options: Any) -> fields.String:
    """A county (6 digits), township (9) or village (12)."""
    return fields.String(validate=matching(r"^\d{6}(\d{3}){0,2}$"), **options)


class _Paged(Request):
    after = _optional(fields.String)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class _Answer(View):
    next = fields.String(allow_none=True)


# --- helpers ---------------------------------------------------------------------------------


class Bond(Request):
    child_id = _id(required=True)
    kind = _one_of(BondKind, required=True)


class RegisterHelper(Request):
    """An application. Sex and age are read from the ID number."""

    category = _one_of(Category, required=True)
    name = _text(40, required=True)
    id_number = _text(24, required=True)
    phone = _text(24, required=True)
    area_code = fields.String(required=True, validate=matching(r"^\d{12}$"))
    school_id = _optional(_id)
    child_sex = _one_of(SEX_WISHES, load_default="any")  # whom they wish to help
    # The most children they offer to take; None: as many as the policy pack allows.
    capacity = _optional(fields.Integer, strict=True, validate=between(1, 50))
    bonds = fields.List(fields.Nested(Bond), load_default=list, validate=validate.Length(max=50))
    # The signed declaration: every record the applicant has; an empty list declares none.
    declared_records = _some_of(Record, required=True)


class HelperView(View):
    id = _id()
    category = _one_of(Category)
    status = _one_of(HelperStatus)
    name = fields.String()  # full or masked, by the reader's rights
    phone = fields.String()
    id_number = fields.String()
    sex = _one_of(SEXES)
    child_sex = _one_of(SEX_WISHES)
    area_code = fields.String()
    school_id = _id(allow_none=True)
    capacity = fields.Integer()  # in force: the smaller of the pack's and the helper's own
    # Active and suspended pairings. marshmallow keeps fields apart from its own methods.
    load = fields.Integer()  # type: ignore[assignment]
    conditions = fields.List(fields.String())  # confirmed ones
    disqualified = fields.Boolean()
    checked_on = fields.Date(allow_none=True)
    check_good_until = fields.Date(allow_none=True)  # the last day on which it counts
    why = fields.String(allow_none=True)  # of the refusal
    version = fields.Integer()


class ListHelpers(_Paged):
    area = _optional(fields.String)
    category = _optional(_one_of, codes=Category)
    status = _optional(_one_of, codes=HelperStatus)
    school_id = _optional(_id)
    q = _optional(fields.String)  # a whole phone or ID number; names are sealed


class HelperList(_Answer):
    items = fields.List(fields.Nested(HelperView))


class GetHelper(Request):
    helper_id = _id(required=True)
    purpose = _optional(fields.String, validate=length(0, 200))
    reveal = _some_of(REVEALED, load_default=list)


class NameHelpers(Request):
    ids = fields.List(_id(), required=True, validate=validate.Length(max=500))


class HelperName(View):
    id = _id()
    name = fields.String()
    category = _one_of(Category)


class HelperNames(View):
    items = fields.List(fields.Nested(HelperName))


class RecordCheck(Request):
    """What the police's answer says; no records means clear."""

    helper_id = _id(required=True)
    checked_on = fields.Date(required=True)
    records = _some_of(Record, load_default=list)
    reference = _optional(fields.String, validate=length(0, 60))


class ApproveHelper(Request):
    helper_id = _id(required=True)
    conditions = _some_of(Condition, required=True)


class RefuseHelper(Request):
    helper_id = _id(required=True)
    why = _text(500, required=True)


# --- consent ---------------------------------------------------------------------------------


class RecordConsent(Request):
    child_id = _id(required=True)
    signer = _one_of(Signer, required=True)
    signed_on = fields.Date(required=True)
    # Needed from 8 on: what the child says about it; and from 14 on whether it consents.
    own_view = _one_of(OwnView, load_default=None, allow_none=True)
    own_consent = fields.Boolean(load_default=False)
    helper_sex = _one_of(SEX_WISHES, load_default="any")  # the family's wish


class WithdrawConsent(Request):
    """`consent_id`, or the child whose consents are all taken back."""

    consent_id = _optional(_id)
    child_id = _optional(_id)
    why = _optional(fields.String, validate=length(0, 500))


class ConsentView(View):
    id = _id()
    child_id = _id()
    signer = _one_of(Signer)
    signed_on = fields.Date()
    own_view = fields.String(allow_none=True)
    own_consent = fields.Boolean()
    helper_sex = _one_of(SEX_WISHES)
    lawful_basis = fields.String()
    withdrawn_on = fields.Date(allow_none=True)
    ended_pairings = fields.Integer()  # that this call ended; 0 in lists
    version = fields.Integer()


class ListConsents(Request):
    child_id = _id(required=True)


class ConsentList(_Answer):
    items = fields.List(fields.Nested(ConsentView))


# --- matching --------------------------------------------------------------------------------


class StartMatching(Request):
    area = _area(required=True)


class GetMatching(Request):
    matching_id = _id(required=True)


class ListMatchings(_Paged):
    area = _optional(fields.String)


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
    below_least = fields.Integer()  # helpers with fewer children than the pack's least (soft)
    seconds = fields.Float()


class MatchingView(View):
    id = _id()
    area_code = fields.String()
    status = _one_of(MatchingStatus)
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


class MatchingList(_Answer):
    items = fields.List(fields.Nested(MatchingView))


class Reason(View):
    code = fields.String()
    params = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))


class ListProposals(_Paged):
    matching_id = _id(required=True)
    status = _optional(_one_of, codes=ProposalStatus)
    level = _optional(fields.Integer, validate=between(1, 4))


class ProposalView(View):
    id = _id()
    matching_id = _id()
    child_id = _id()
    helper_id = _id()
    category = _one_of(Category)
    area_code = fields.String()
    level = fields.Integer()
    slot = _one_of(SLOTS)
    status = _one_of(ProposalStatus)
    cost = fields.Integer()
    reasons = fields.List(fields.Nested(Reason))
    why = fields.String()  # the reasons as a sentence
    consented = fields.Boolean()  # a consent that allows acceptance today is on file
    pairing_id = _id(allow_none=True)
    version = fields.Integer()


class ProposalList(_Answer):
    items = fields.List(fields.Nested(ProposalView))


class ListUnmatched(_Paged):
    matching_id = _id(required=True)
    level = _optional(fields.Integer, validate=between(1, 4))


class UnmatchedView(View):
    child_id = _id()
    area_code = fields.String()
    level = fields.Integer()
    coverage = _one_of(Coverage)
    missing = fields.List(_one_of(SLOTS))
    reasons = fields.List(fields.Nested(Reason))
    why = fields.String()


class UnmatchedList(_Answer):
    items = fields.List(fields.Nested(UnmatchedView))


class AcceptProposal(Request):
    proposal_id = _id(required=True)


class ChangeProposal(Request):
    """Accept the place, but with another helper; the pair proposed is refused."""

    proposal_id = _id(required=True)
    helper_id = _id(required=True)
    why = _text(500, required=True)


class RefuseProposal(Request):
    proposal_id = _id(required=True)
    why = _text(500, required=True)


# --- pairings --------------------------------------------------------------------------------


class ArrangePairing(Request):
    """A pairing made by hand: kin, a peer partner, a second volunteer."""

    child_id = _id(required=True)
    helper_id = _id(required=True)
    slot = _one_of(SLOTS, load_default="any")


class PairingView(View):
    id = _id()
    child_id = _id()
    helper_id = _id()
    category = _one_of(Category)
    slot = _one_of(SLOTS)
    status = _one_of(PairingStatus)
    area_code = fields.String()
    school_id = _id(allow_none=True)
    level = fields.Integer()  # the child's, today
    proposal_id = _id(allow_none=True)
    started_on = fields.Date()
    ended_on = fields.Date(allow_none=True)
    end_reason = _one_of(EndReason, allow_none=True)
    version = fields.Integer()


class ListPairings(_Paged):
    area = _optional(fields.String)
    school_id = _optional(_id)
    helper_id = _optional(_id)
    child_id = _optional(_id)
    status = _optional(_one_of, codes=PairingStatus)


class PairingList(_Answer):
    items = fields.List(fields.Nested(PairingView))


class EndPairing(Request):
    pairing_id = _id(required=True)
    reason = _one_of([reason for reason in EndReason if reason not in OWN_REASONS], required=True)
    handover = _optional(fields.String, validate=length(0, 1000))


class GetCoverage(Request):
    area = _area(required=True)


class CoverageRow(View):
    area_code = fields.String()
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


class CoverageView(View):
    """The area's own figures and those of the places just below it."""

    total = fields.Nested(CoverageRow)
    items = fields.List(fields.Nested(CoverageRow))
