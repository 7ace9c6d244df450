"""Entrusted care: the agreement between parents and carer (Minors Protection Law, article 22)."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.care_codes import (
    AGREEMENT_STATES,
    BY_ITSELF,
    ENDINGS,
    FAILINGS,
    GROUNDS,
    NOTICE_TO,
    OWN_VIEWS,
    SIGNERS,
)
from shared.contracts.registry.schemas.base import nonblank


class RecordCareAgreement(Schema):
    """`asked` says for each of the law's grounds whether it is there; all are to be asked."""

    child_id = fields.UUID(required=True)
    carer_name = fields.String(required=True, validate=nonblank(60))
    carer_id_number = fields.String(required=True, validate=nonblank(30))
    carer_relation = fields.String(required=True, validate=nonblank(30))
    carer_occupation = fields.String(required=True, validate=nonblank(60))
    carer_health = fields.String(required=True, validate=nonblank(100))
    carer_phone = fields.String(required=True, validate=nonblank(40))
    carer_address = fields.String(required=True, validate=nonblank(200))
    asked = fields.Dict(
        keys=fields.String(validate=validate.OneOf(GROUNDS)),
        values=fields.Boolean(required=True),
        required=True,
        validate=validate.Length(equal=len(GROUNDS)),
    )
    own_view = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(OWN_VIEWS))
    own_words = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))
    # Why one who was refused before is no more excluded.
    despite = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))
    from_date = fields.Date(required=True)
    to_date = fields.Date(required=True)  # the last day
    signed_on = fields.Date(required=True)
    signers = fields.List(
        fields.String(validate=validate.OneOf(SIGNERS)),
        required=True,
        validate=validate.Length(min=1, max=2),
    )
    guide = fields.String(required=True, validate=nonblank(60))  # the village officer's name


class ListCareAgreements(Schema):
    child_id = fields.UUID(required=True)


class GetCareAgreement(Schema):
    """With a `purpose` the carer's numbers are shown in full."""

    agreement_id = fields.UUID(required=True)
    purpose = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))


class EndCareAgreement(Schema):
    agreement_id = fields.UUID(required=True)
    ending = fields.String(required=True, validate=validate.OneOf(ENDINGS))
    why = fields.String(required=True, validate=nonblank(500))


class ReportCarer(Schema):
    """The village found the carer unable or idle (article 43)."""

    agreement_id = fields.UUID(required=True)
    failing = fields.String(required=True, validate=validate.OneOf(FAILINGS))
    note = fields.String(required=True, validate=nonblank(500))


class CarerReported(Schema):
    case_id = fields.UUID()


class NoteCareNotice(Schema):
    """The parents' written notice (article 23)."""

    agreement_id = fields.UUID(required=True)
    to = fields.String(required=True, validate=validate.OneOf(NOTICE_TO))
    on = fields.Date(required=True)


class CareAgreementView(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    state = fields.String(validate=validate.OneOf(AGREEMENT_STATES))
    carer_name = fields.String(allow_none=True)
    carer_id_number = fields.String(allow_none=True)
    carer_relation = fields.String(allow_none=True)
    carer_occupation = fields.String(allow_none=True)
    carer_health = fields.String(allow_none=True)
    carer_phone = fields.String(allow_none=True)
    carer_address = fields.String(allow_none=True)
    asked = fields.Dict(keys=fields.String(), values=fields.Boolean(allow_none=True))
    grounds = fields.List(fields.String(validate=validate.OneOf(GROUNDS)))  # why it was refused
    own_view = fields.String(allow_none=True, validate=validate.OneOf(OWN_VIEWS))
    own_words = fields.String(allow_none=True)
    from_date = fields.Date()
    to_date = fields.Date()
    signed_on = fields.Date()
    signers = fields.List(fields.String(validate=validate.OneOf(SIGNERS)))
    guide = fields.String(allow_none=True)
    notices = fields.Dict(keys=fields.String(), values=fields.String())  # to whom -> ISO date
    recorded_by = fields.String()
    recorded_at = fields.AwareDateTime()
    ending = fields.String(allow_none=True, validate=validate.OneOf((*ENDINGS, *BY_ITSELF)))
    ended_on = fields.Date(allow_none=True)
    why = fields.String(allow_none=True)
    version = fields.Integer()
    full = fields.Boolean()  # numbers are not masked


class CareAgreementList(Schema):
    items = fields.List(fields.Nested(CareAgreementView))
    next = fields.String(allow_none=True)
