"""What a policy pack must say, after it was merged with the packs that it extends."""

import itertools
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.contracts.registry.case_codes import FINDINGS, REPORTABLE
from shared.contracts.registry.fields import GROUP_OF, PLAIN
from shared.pack_care import Care, HealthCheck, ParentContact, Vaccination
from shared.pack_fields import Strict, is_day, section, sections, texts, whole
from shared.pack_money import MONTH, STAGES, Bank, Calendar, Notice, Relief, Scheme
from shared.pack_organising import Evaluation, Letters, Plans
from shared.pack_pairing import Commendation, Contacts, Duty, EarlyWarning, Scoring
from shared.pack_protection import Protection

YEARS = validate.Range(min=1, max=9)
FIELDS = (*PLAIN, *GROUP_OF)  # of a dossier
SIDES = ("cadre", "teacher", "any")


class LeftBehind(Strict):
    min_age = whole()
    under_age = whole()
    one_away_other_unable = fields.String(
        required=True,
        validate=validate.OneOf(("left_behind", "not_left_behind", "in_difficulty")),
    )
    unable = texts(validate=validate.OneOf(("deceased", "missing", "imprisoned", "no_capacity")))
    continuous_months = whole()
    months_in_year = whole()
    stages = texts(validate=validate.OneOf(STAGES))


class Ages(Strict):
    reached_day_after_birthday = fields.Boolean(required=True)
    school_entry = whole()
    own_view = whole()
    own_consent = whole()
    leaves_register = whole()
    majority = whole()


class Validity(Strict):
    """Between what a record of a family can be true: years, days, and a YYYY-MM-DD."""

    youngest_parent = whole()
    guardian_from = whole()
    earliest = fields.String(required=True, validate=is_day)
    longest_pregnancy_days = whole()
    age_may_differ = whole()


class Followed(Strict):
    pairing_until_age = whole()
    scheme_until_stage = fields.String(required=True, validate=validate.OneOf(STAGES))


class Band(Strict):
    level = fields.Integer(required=True, strict=True, validate=validate.Range(1, 4))
    up_to = whole()


class Heart(Strict):
    max_score = whole()
    key_dimensions = texts()
    key_score = whole()
    key_level = fields.Integer(required=True, strict=True, validate=validate.Range(1, 4))
    bands = fields.List(fields.Nested(Band), required=True, validate=validate.Length(min=1))

    @validates_schema(skip_on_field_errors=True)
    def rises(self, data: dict[str, Any], **_: Any) -> None:
        bands = [(band["level"], band["up_to"]) for band in data["bands"]]
        if any(a[0] >= b[0] or a[1] >= b[1] for a, b in itertools.pairwise(bands)):
            raise ValidationError("levels and totals must rise", "bands")
        if bands[-1][1] < 5 * data["max_score"]:
            raise ValidationError("the highest total has no level", "bands")


class Cost(Strict):
    village = whole()
    township = whole()
    county = whole()
    kin = whole()
    bond = whole()
    stranger = whole()
    sex_preference_missed = whole()
    per_child_already = whole()
    below_least = whole()


class Capacity(Strict):
    side = fields.String(required=True, validate=validate.OneOf(SIDES))
    least = whole()
    most = whole()

    @validates_schema(skip_on_field_errors=True)
    def possible(self, data: dict[str, Any], **_: Any) -> None:
        if data["least"] > data["most"]:
            raise ValidationError("more than most", "least")


class Matching(Strict):
    pairing_days = whole()
    statuses = texts()
    over_statuses = texts()
    until_age = whole()
    helper_min_age = whole()
    slots = fields.Dict(
        keys=fields.String(validate=validate.OneOf(("1", "2", "3", "4"))),
        values=fields.List(fields.String(validate=validate.OneOf(SIDES))),
        required=True,
        validate=validate.Length(equal=4),
    )
    cost = section(Cost)
    capacity = sections(Capacity)


class RecordChecks(Strict):
    valid_months = whole()
    remind_days = fields.List(whole(), required=True)


class Consent(Strict):
    own_view_age = whole()
    own_consent_age = whole()


class Letterbox(Strict):
    """Words in a child's letter that mean a danger, by the reportable situation."""

    danger = fields.Dict(
        keys=fields.String(validate=validate.OneOf(REPORTABLE)),
        values=fields.List(fields.String(), validate=validate.Length(min=1)),
        required=True,
    )


class Deadlines(Strict):
    quarters = fields.List(
        fields.String(validate=validate.Regexp(r"^\d{2}-\d{2}$")),
        required=True,
        validate=validate.Length(equal=4),
    )
    remind_days = fields.List(whole(), required=True)
    chase_days = fields.List(whole(), required=True)
    letterbox_school_days = whole()
    wish_claim_days = whole()
    wish_confirm_days = whole()
    wish_claims_open = whole()
    application_days = whole()


class Term(Strict):
    title = fields.String(required=True)
    first_month = fields.Integer(required=True, strict=True, validate=MONTH)
    last_month = fields.Integer(required=True, strict=True, validate=MONTH)


class Years(Strict):
    kindergarten = fields.Integer(required=True, strict=True, validate=YEARS)
    primary = fields.Integer(required=True, strict=True, validate=YEARS)
    junior = fields.Integer(required=True, strict=True, validate=YEARS)
    senior = fields.Integer(required=True, strict=True, validate=YEARS)


class SchoolYear(Strict):
    opens = fields.String(
        required=True, validate=validate.Regexp(r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$")
    )
    years = section(Years)


class Dropout(Strict):
    absent_days = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    persuasions = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class Statistics(Strict):
    bands_from = fields.List(whole(), required=True, validate=validate.Length(min=2))

    @validates_schema(skip_on_field_errors=True)
    def rises(self, data: dict[str, Any], **_: Any) -> None:
        ages = data["bands_from"]
        if ages[0] != 0 or any(a >= b for a, b in itertools.pairwise(ages)):
            raise ValidationError("bands begin at 0 and rise", "bands_from")


class Targets(Strict):
    dossier_percent = whole()
    enrolment_percent = whole()
    kindergarten_percent = whole()
    vaccination_percent = whole()
    legal_aid_percent = whole()
    legal_aid_findings = texts(validate=validate.OneOf(FINDINGS))
    legal_aid_duties = texts()
    family_education_percent = whole()
    dossier_fields = texts(validate=validate.OneOf(FIELDS))
    kindergarten_from_age = whole()
    enrolment_until_age = whole()


class Moves(Strict):
    accept_days = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class Retention(Strict):
    access_log_years = fields.Integer(required=True, strict=True, validate=validate.Range(min=3))
    network_log_months = fields.Integer(required=True, strict=True, validate=validate.Range(min=6))
    closed_dossier_years = whole()
    impact_assessment_years = whole()


class PackValues(Strict):
    left_behind = section(LeftBehind)
    ages = section(Ages)
    followed = section(Followed)
    validity = section(Validity)
    heart = section(Heart)
    matching = section(Matching)
    record_checks = section(RecordChecks)
    consent = section(Consent)
    duties = sections(Duty)
    contacts = section(Contacts)
    early_warning = section(EarlyWarning)
    scoring = section(Scoring)
    commendation = section(Commendation)
    deadlines = section(Deadlines)
    letterbox = section(Letterbox)
    protection = section(Protection)
    terms = sections(Term)
    school_year = section(SchoolYear)
    dropout = section(Dropout)
    vaccination = section(Vaccination)
    health_check = section(HealthCheck)
    statistics = section(Statistics)
    notice = section(Notice)
    calendar = section(Calendar)
    banks = sections(Bank)
    targets = section(Targets)
    care = section(Care)
    plans = section(Plans)
    inspections = section(Plans)
    letters = section(Letters)
    evaluation = section(Evaluation)
    parent_contact = section(ParentContact)
    moves = section(Moves)
    retention = section(Retention)
    relief = section(Relief)
    schemes = sections(Scheme)
