"""Helpers: their applications, checks and names."""

from marshmallow import fields, validate

from shared.contracts.base import Request, View, between, length, matching
from shared.contracts.pairing.codes import (
    BondKind,
    Category,
    Condition,
    Dialect,
    HelperStatus,
    Hours,
    Record,
    TrainingTopic,
)
from shared.contracts.pairing.schemas.base import (
    REVEALED,
    SEX_WISHES,
    SEXES,
    Answer,
    Paged,
    an_area,
    an_id,
    code_of,
    codes_of,
    optional,
    some_text,
)


class Bond(Request):
    child_id = an_id(required=True)
    kind = code_of(BondKind, required=True)


class RegisterHelper(Request):
    """An application. Sex and age are read from the ID number."""

    category = code_of(Category, required=True)
    name = some_text(40, required=True)
    id_number = some_text(24, required=True)
    phone = some_text(24, required=True)
    area_code = fields.String(required=True, validate=matching(r"^\d{12}$"))
    school_id = optional(an_id)
    child_sex = code_of(SEX_WISHES, load_default="any")  # whom they wish to help
    # The most children they offer to take; None: as many as the policy pack allows.
    capacity = optional(fields.Integer, strict=True, validate=between(1, 50))
    bonds = fields.List(fields.Nested(Bond), load_default=list, validate=validate.Length(max=50))
    # The signed declaration: every record the applicant has; an empty list declares none.
    declared_records = codes_of(Record, required=True)


class Training(View):
    on_date = fields.String()  # ISO date
    topics = codes_of(TrainingTopic)
    hours = fields.Integer()


class HelperView(View):
    id = an_id()
    category = code_of(Category)
    status = code_of(HelperStatus)
    name = fields.String()  # full or masked, by the reader's rights
    phone = fields.String()
    id_number = fields.String()
    sex = code_of(SEXES)
    child_sex = code_of(SEX_WISHES)
    area_code = fields.String()
    school_id = an_id(allow_none=True)
    capacity = fields.Integer()  # in force: the smaller of the pack's and the helper's own
    # Active and suspended pairings. marshmallow keeps fields apart from its own methods.
    load = fields.Integer()  # type: ignore[assignment]
    conditions = fields.List(fields.String())  # confirmed ones
    disqualified = fields.Boolean()
    checked_on = fields.Date(allow_none=True)
    check_good_until = fields.Date(allow_none=True)  # the last day on which it counts
    why = fields.String(allow_none=True)  # of the refusal
    self_applied = fields.Boolean()  # from the public page
    dialects = codes_of(Dialect)
    available = codes_of(Hours)
    trainings = fields.List(fields.Nested(Training))
    about = fields.String(allow_none=True)  # what ties them to a child, in their own words
    declared_records = codes_of(Record)  # on the public page
    declaration_cleared = fields.String(allow_none=True)  # why they are none after all
    version = fields.Integer()


class ListHelpers(Paged):
    area = optional(an_area)
    category = optional(code_of, codes=Category)
    status = optional(code_of, codes=HelperStatus)
    school_id = optional(an_id)
    q = optional(fields.String)  # a whole phone or ID number; names are sealed


class HelperList(Answer):
    items = fields.List(fields.Nested(HelperView))


class GetHelper(Request):
    helper_id = an_id(required=True)
    purpose = optional(fields.String, validate=length(0, 200))
    reveal = codes_of(REVEALED, load_default=list)


class NameHelpers(Request):
    ids = fields.List(an_id(), required=True, validate=validate.Length(max=500))


class HelperName(View):
    id = an_id()
    name = fields.String()
    category = code_of(Category)


class HelperNames(View):
    items = fields.List(fields.Nested(HelperName))


class RecordCheck(Request):
    """What the police's answer says; no records means clear."""

    helper_id = an_id(required=True)
    checked_on = fields.Date(required=True)
    records = codes_of(Record, load_default=list)
    reference = optional(fields.String, validate=length(0, 60))


class ApproveHelper(Request):
    helper_id = an_id(required=True)
    conditions = codes_of(Condition, required=True)


class ClearDeclaration(Request):
    """What was declared on the public page is no record that excludes."""

    helper_id = an_id(required=True)
    why = some_text(500, required=True)


class RefuseHelper(Request):
    helper_id = an_id(required=True)
    why = some_text(500, required=True)
