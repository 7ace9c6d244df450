"""Pairings, and how far an area is covered."""

from marshmallow import fields

from shared.contracts.base import Request, View, between, length
from shared.contracts.pairing.codes import (
    OWN_REASONS,
    Category,
    EndReason,
    PairingStatus,
)
from shared.contracts.pairing.schemas.base import (
    SLOTS,
    Answer,
    Paged,
    an_area,
    an_id,
    code_of,
    optional,
)


class ArrangePairing(Request):
    """A pairing made by hand: kin, a peer partner, a second volunteer. `started_on`, of one that
    runs already, kept on paper until now."""

    child_id = an_id(required=True)
    helper_id = an_id(required=True)
    slot = code_of(SLOTS, load_default="any")
    started_on = optional(fields.Date)
    # What a love mother bears of the child's costs, a year.
    sponsor_fen = fields.Integer(load_default=0, strict=True, validate=between(0, 10_000_000))


class ExportPairings(Request):
    """All of a place or a school on one sheet."""

    area = optional(an_area)
    school_id = optional(an_id)
    status = optional(code_of, codes=PairingStatus)


class PairingView(View):
    id = an_id()
    child_id = an_id()
    helper_id = an_id()
    category = code_of(Category)
    slot = code_of(SLOTS)
    status = code_of(PairingStatus)
    area_code = fields.String()
    school_id = an_id(allow_none=True)
    level = fields.Integer(allow_none=True)  # the child's, today; None if not for the viewer
    proposal_id = an_id(allow_none=True)
    started_on = fields.Date()
    last_contact_on = fields.Date(allow_none=True)
    sponsor_fen = fields.Integer()
    ended_on = fields.Date(allow_none=True)
    end_reason = code_of(EndReason, allow_none=True)
    version = fields.Integer()


class ListPairings(Paged):
    area = optional(an_area)
    school_id = optional(an_id)
    helper_id = optional(an_id)
    child_id = optional(an_id)
    status = optional(code_of, codes=PairingStatus)


class PairingList(Answer):
    items = fields.List(fields.Nested(PairingView))


class PairingBook(View):
    items = fields.List(fields.Nested(PairingView))
    more = fields.Boolean()


class EndPairing(Request):
    pairing_id = an_id(required=True)
    reason = code_of([reason for reason in EndReason if reason not in OWN_REASONS], required=True)
    handover = optional(fields.String, validate=length(0, 1000))


class GetCoverage(Request):
    area = an_area(required=True)


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
