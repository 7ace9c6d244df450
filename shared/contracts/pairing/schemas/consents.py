"""Consents of guardians and children."""

from marshmallow import fields

from shared.contracts.base import Request, View, length
from shared.contracts.pairing.codes import (
    OwnView,
    Signer,
)
from shared.contracts.pairing.schemas.base import SEX_WISHES, Answer, an_id, code_of, optional


class RecordConsent(Request):
    child_id = an_id(required=True)
    signer = code_of(Signer, required=True)
    signed_on = fields.Date(required=True)
    # Needed from 8 on: what the child says about it; and from 14 on whether it consents.
    own_view = code_of(OwnView, load_default=None, allow_none=True)
    own_consent = fields.Boolean(load_default=False)
    helper_sex = code_of(SEX_WISHES, load_default="any")  # the family's wish


class WithdrawConsent(Request):
    """`consent_id`, or the child whose consents are all taken back."""

    consent_id = optional(an_id)
    child_id = optional(an_id)
    why = optional(fields.String, validate=length(0, 500))


class ConsentView(View):
    id = an_id()
    child_id = an_id()
    signer = code_of(Signer)
    signed_on = fields.Date()
    own_view = fields.String(allow_none=True)
    own_consent = fields.Boolean()
    helper_sex = code_of(SEX_WISHES)
    lawful_basis = fields.String()
    withdrawn_on = fields.Date(allow_none=True)
    ended_pairings = fields.Integer()  # that this call ended; 0 in lists
    version = fields.Integer()


class ListConsents(Request):
    child_id = an_id(required=True)


class ConsentList(Answer):
    """With the ages, in years, from which the child is heard and from which it consents itself."""

    items = fields.List(fields.Nested(ConsentView))
    own_view_age = fields.Integer()
    own_consent_age = fields.Integer()
