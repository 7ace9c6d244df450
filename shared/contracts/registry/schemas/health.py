"""Requests and views of a term's health check."""

from typing import Any

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import OUTCOMES, SEXES
from shared.contracts.registry.schemas.base import AREA, Page, nonblank

MEASURED = (
    *("height_cm", "weight_kg", "systolic", "diastolic", "vision_left", "vision_right"),
    *("lung_ml", "chest_cm"),
)
WHOLE = ("systolic", "diastolic", "lung_ml")
FOUND = ("vision", "pressure", "thin", "heavy", "lung", "ent")
HEALTH_STATES = ("normal", "follow", "treated")
ENT = ("normal", "abnormal")


def _measured(name: str) -> fields.Field[Any]:
    if name in WHOLE:
        return fields.Integer(load_default=None, allow_none=True)
    return fields.Float(load_default=None, allow_none=True)


class HealthValues(Schema):
    """cm, kg, mmHg, the five-grade scale of vision, ml."""

    height_cm = _measured("height_cm")
    weight_kg = _measured("weight_kg")
    systolic = _measured("systolic")
    diastolic = _measured("diastolic")
    vision_left = _measured("vision_left")
    vision_right = _measured("vision_right")
    lung_ml = _measured("lung_ml")
    chest_cm = _measured("chest_cm")
    ent = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(ENT))
    ent_note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))


class HealthRow(HealthValues):
    child_id = fields.UUID(required=True)


class RecordHealthChecks(Schema):
    school_id = fields.UUID(required=True)
    checked_on = fields.Date(required=True)
    rows = fields.List(
        fields.Nested(HealthRow), required=True, validate=validate.Length(min=1, max=200)
    )


class HealthChecksRecorded(Schema):
    recorded = fields.Integer()
    to_follow = fields.Integer()


class ListClassChecks(Schema):
    school_id = fields.UUID(required=True)
    class_name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=40))


class GetGrowth(Schema):
    child_id = fields.UUID(required=True)


class FollowHealthCheck(Schema):
    check_id = fields.UUID(required=True)
    on = fields.Date(required=True)
    note = fields.String(required=True, validate=nonblank(500))
    treated = fields.Boolean(load_default=False)


class ListHealthFollowUps(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)


class HealthCheckView(Schema):
    id = fields.UUID()
    term = fields.String()
    checked_on = fields.Date()
    state = fields.String(validate=validate.OneOf(HEALTH_STATES))
    values = fields.Nested(HealthValues)
    abnormal = fields.List(fields.String(validate=validate.OneOf(FOUND)))
    bmi = fields.Float(allow_none=True)  # kg/m²


class ClassCheckView(Schema):
    child_id = fields.UUID()
    name = fields.String()
    sex = fields.String(validate=validate.OneOf(SEXES))
    check = fields.Nested(HealthCheckView, allow_none=True)


class ClassChecks(Schema):
    school_id = fields.UUID()
    school_name = fields.String()
    term = fields.String()
    from_day = fields.Date()
    to_day = fields.Date()
    classes = fields.List(fields.String())
    items = fields.List(fields.Nested(ClassCheckView))


class HealthFollowUpView(Schema):
    on_day = fields.Date()
    note = fields.String()
    treated = fields.Boolean()
    at = fields.AwareDateTime()


class GrowthCheckView(HealthCheckView):
    follow_ups = fields.List(fields.Nested(HealthFollowUpView))


class GrowthView(Schema):
    child_id = fields.UUID()
    name = fields.String()
    sex = fields.String(validate=validate.OneOf(SEXES))
    age = fields.Integer()
    items = fields.List(fields.Nested(GrowthCheckView))


class ToFollowView(Schema):
    check_id = fields.UUID()
    child_id = fields.UUID()
    name = fields.String()
    area_name = fields.String()
    school_name = fields.String(allow_none=True)
    class_name = fields.String(allow_none=True)
    term = fields.String()
    checked_on = fields.Date()
    abnormal = fields.List(fields.String(validate=validate.OneOf(FOUND)))


class HealthFollowUpList(Schema):
    items = fields.List(fields.Nested(ToFollowView))
    next = fields.String(allow_none=True)


class StartHealthSheet(Schema):
    """`content` is the workbook in base64."""

    filename = fields.String(required=True, validate=nonblank(200))
    content = fields.String(required=True)
    school_id = fields.UUID(required=True)
    checked_on = fields.Date(required=True)


class GetHealthSheet(Schema):
    import_id = fields.UUID(required=True)


class HealthCorrections(GetHealthSheet): ...


class ListHealthSheets(Page): ...


class ListHealthSheetRows(Page):
    import_id = fields.UUID(required=True)
    outcome = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(OUTCOMES))


class HealthTemplate(Schema):
    school_id = fields.UUID(required=True)


class TemplateRow(Schema):
    class_name = fields.String()
    name = fields.String()
    birth_date = fields.Date()


class HealthTemplateView(Schema):
    school = fields.String()
    term = fields.String()
    rows = fields.List(fields.Nested(TemplateRow))
