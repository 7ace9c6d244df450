"""The sections of a policy pack about a child's health and care: checks, vaccines, carers."""

import itertools
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.contracts.registry.codes import SITUATIONS, STATUSES
from shared.pack_fields import Strict, sections, texts, whole

MEASURED = (
    *("height_cm", "weight_kg", "systolic", "diastolic", "vision_left", "vision_right"),
    *("lung_ml", "chest_cm"),
)


class HealthBand(Strict):
    """Limits from an age on; the last band is open."""

    from_age = whole()
    vision_least = fields.Float(required=True)
    systolic_most = whole()
    diastolic_most = whole()
    bmi_least = fields.Float(required=True)
    bmi_most = fields.Float(required=True)
    lung_least = whole()


class HealthCheck(Strict):
    ranges = fields.Dict(
        keys=fields.String(validate=validate.OneOf(MEASURED)),
        values=fields.List(fields.Float(), validate=validate.Length(equal=2)),
        required=True,
        validate=validate.Length(equal=len(MEASURED)),
    )
    bands = fields.List(fields.Nested(HealthBand), required=True, validate=validate.Length(min=1))

    @validates_schema(skip_on_field_errors=True)
    def rises(self, data: dict[str, Any], **_: Any) -> None:
        ages = [band["from_age"] for band in data["bands"]]
        if ages[0] != 0 or any(a >= b for a, b in itertools.pairwise(ages)):
            raise ValidationError("bands begin at 0 and rise", "bands")


class Vaccine(Strict):
    title = fields.String(required=True)
    months = fields.List(whole(), required=True, validate=validate.Length(min=1, max=9))


class Vaccination(Strict):
    grace_months = whole()
    schedule = sections(Vaccine)


class Care(Strict):
    """Entrusted care: days before its last one."""

    remind_days = fields.List(whole(), required=True)


class ParentContact(Strict):
    """Children of which statuses hear from parents in which situations within so many days."""

    days = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    statuses = texts(validate=validate.OneOf(STATUSES))
    situations = texts(validate=validate.OneOf(SITUATIONS))
