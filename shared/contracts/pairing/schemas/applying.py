"""Public applications, what changes about a helper, certificates."""

from marshmallow import fields, validate

from shared.contracts.base import Request, View, between, length, matching
from shared.contracts.pairing.codes import Category, Dialect, Hours, Record, TrainingTopic
from shared.contracts.pairing.schemas.base import (
    SEX_WISHES,
    Answer,
    an_id,
    code_of,
    codes_of,
    optional,
    some_text,
)

STANDINGS = ("received", "approved", "refused")  # the public learns of nothing later


class ApplyAsHelper(Request):
    """From the public page. `about` says what ties the applicant to a child: kin, neighbour."""

    # A pupil who is to be a peer partner is registered by an office, with the family.
    category = code_of([one for one in Category if one is not Category.PEER], required=True)
    name = some_text(40, required=True)
    id_number = some_text(24, required=True)
    phone = some_text(24, required=True)
    area_code = fields.String(required=True, validate=matching(r"^\d{12}$"))
    child_sex = code_of(SEX_WISHES, load_default="any")
    capacity = optional(fields.Integer, strict=True, validate=between(1, 50))
    dialects = codes_of(Dialect, load_default=list)
    available = codes_of(Hours, load_default=list)
    about = optional(fields.String, validate=length(0, 300))
    declared_records = codes_of(Record, required=True)


class GetApplication(Request):
    code = some_text(20, required=True)


class ApplicationView(View):
    code = fields.String()
    status = fields.String(validate=validate.OneOf(STANDINGS))


class UpdateHelper(Request):
    """What is left out stays."""

    helper_id = an_id(required=True)
    phone = optional(fields.String, validate=length(1, 24))
    child_sex = optional(code_of, codes=SEX_WISHES)
    capacity = optional(fields.Integer, strict=True, validate=between(1, 50))
    dialects = optional(codes_of, codes=Dialect)
    available = optional(codes_of, codes=Hours)
    area_code = optional(fields.String, validate=matching(r"^\d{12}$"))
    school_id = optional(an_id)
    without_school = fields.Boolean(load_default=False)  # teaches at none any more


class RecordTraining(Request):
    helper_id = an_id(required=True)
    on_date = fields.Date(required=True)
    topics = codes_of(TrainingTopic, required=True, validate=validate.Length(min=1))
    hours = fields.Integer(required=True, strict=True, validate=between(1, 100))


class IssueCertificate(Request):
    helper_id = an_id(required=True)
    from_day = fields.Date(required=True)
    to_day = fields.Date(required=True)


class RevokeCertificate(Request):
    certificate_id = an_id(required=True)
    why = some_text(500, required=True)


class ListCertificates(Request):
    helper_id = an_id(required=True)


class CertificateView(View):
    id = an_id()
    helper_id = an_id()
    area_code = fields.String()
    category = code_of(Category)
    name = fields.String()
    code = fields.String()
    from_day = fields.Date()
    to_day = fields.Date()
    children = fields.Integer()
    contacts = fields.Integer()
    kept = fields.Integer()  # contact duties done
    issued_on = fields.Date()
    revoked_on = fields.Date(allow_none=True)


class CertificateList(Answer):
    items = fields.List(fields.Nested(CertificateView))


class VerifyCertificate(Request):
    code = some_text(20, required=True)


class VerifiedCertificate(View):
    """For a stranger: the name masked, the county alone."""

    valid = fields.Boolean()
    serving = fields.Boolean()  # still a helper whose check is good; if not, the reason is not said
    category = code_of(Category)
    name = fields.String()
    county_code = fields.String()
    from_day = fields.Date()
    to_day = fields.Date()
    children = fields.Integer()
    contacts = fields.Integer()
    kept = fields.Integer()
    issued_on = fields.Date()
