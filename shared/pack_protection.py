"""The section `protection` of a policy pack: what is to be done in danger, by whom, how soon."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.contracts.registry.case_codes import (
    FINDINGS,
    ORDER,
    PETITION,
    POSTS,
    REPORTABLE,
    WARNING_VISIT,
)
from shared.contracts.registry.codes import IMPROPER_CARE
from shared.pack_fields import Strict, section, sections, texts, whole

POST = validate.OneOf(POSTS)
ONE = validate.Length(min=1)
POSITIVE = validate.Range(min=1)


def positive() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=POSITIVE)


class Hotline(Strict):
    title = fields.String(required=True)
    number = fields.String(required=True, validate=validate.Regexp(r"^\d[\d-]{2,15}$"))


class CaseDuty(Strict):
    """`by`: any one of these posts; `escalate`: the posts of each level above. `remind` minutes
    before it is due, 0 for never; `every` so many minutes the next level is called."""

    title = fields.String(required=True)
    by = fields.List(fields.String(validate=POST), required=True, validate=ONE)
    escalate = fields.List(
        fields.List(fields.String(validate=POST), validate=ONE), required=True, validate=ONE
    )
    minutes = positive()
    remind = whole()
    every = positive()

    @validates_schema(skip_on_field_errors=True)
    def reminded_before(self, data: dict[str, Any], **_: Any) -> None:
        if data["remind"] >= data["minutes"]:
            raise ValidationError("not before it is due", "remind")


class ByHand(Strict):
    """The rhythm of duties that an office sets with a day of its own."""

    remind = whole()
    every = positive()
    escalate = fields.List(
        fields.List(fields.String(validate=POST), validate=ONE), required=True, validate=ONE
    )


class Ages(Strict):
    """Under these ages the fact in a dossier opens a case (Minors Protection Law, article 21)."""

    unattended = whole()
    alone = whole()
    improper = whole()  # cared for improperly


class Protection(Strict):
    hotlines = fields.List(fields.Nested(Hotline), required=True, validate=ONE)
    under_ages = section(Ages)
    always = texts()
    reported = texts()
    letterbox = texts()
    situations = fields.Dict(
        keys=fields.String(validate=validate.OneOf(REPORTABLE)),
        values=fields.List(fields.String(validate=validate.OneOf(FINDINGS))),
        required=True,
        validate=validate.Length(equal=len(REPORTABLE)),
    )
    improper_care = fields.Dict(
        keys=fields.String(validate=validate.OneOf(IMPROPER_CARE)),
        values=fields.String(validate=validate.OneOf(REPORTABLE)),
        required=True,
        validate=validate.Length(equal=len(IMPROPER_CARE)),
    )
    findings = fields.Dict(
        keys=fields.String(validate=validate.OneOf(FINDINGS)),
        values=fields.List(fields.String(), validate=ONE),
        required=True,
        validate=validate.Length(equal=len(FINDINGS)),
    )
    duties = sections(CaseDuty)
    by_hand = section(ByHand)
    same_danger_days = whole()
    repeat_minutes = positive()
    warning_visits = positive()
    warning_visit_days = positive()
    petition_after_months = positive()

    @validates_schema(skip_on_field_errors=True)
    def duties_are_known(self, data: dict[str, Any], **_: Any) -> None:
        named = {
            *data["always"],
            *data["reported"],
            *data["letterbox"],
            WARNING_VISIT,
            ORDER,
            PETITION,
        }
        named |= {duty for duties in data["findings"].values() for duty in duties}
        if unknown := sorted(named - set(data["duties"])):
            raise ValidationError(f"no such duty: {', '.join(unknown)}", "duties")
