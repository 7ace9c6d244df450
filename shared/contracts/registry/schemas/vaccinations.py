"""Requests and views of a child's vaccination card."""

from marshmallow import Schema, fields, validate

DOSE_STATES = ("given", "later", "due", "overdue")


class GetVaccinations(Schema):
    child_id = fields.UUID(required=True)


class GivenDose(Schema):
    """`on` None takes the dose back."""

    vaccine = fields.String(required=True, validate=validate.Regexp(r"^[a-z_]{2,16}$"))
    dose = fields.Integer(required=True, validate=validate.Range(min=1, max=9))
    on = fields.Date(required=True, allow_none=True)


class RecordVaccinations(GetVaccinations):
    doses = fields.List(
        fields.Nested(GivenDose), required=True, validate=validate.Length(min=1, max=60)
    )


class DoseView(Schema):
    vaccine = fields.String()
    title = fields.String()
    dose = fields.Integer()
    due_on = fields.Date()
    on = fields.Date(allow_none=True)
    state = fields.String(validate=validate.OneOf(DOSE_STATES))


class VaccinationsView(Schema):
    child_id = fields.UUID()
    name = fields.String()
    birth_date = fields.Date()
    recorded = fields.Boolean()  # whether there is a card at all
    complete = fields.Boolean()  # nothing is overdue at the child's age
    doses = fields.List(fields.Nested(DoseView))
