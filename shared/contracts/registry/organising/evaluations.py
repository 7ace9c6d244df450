"""Requests and views of the yearly evaluation."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.organising.departments import area_asked, year_asked
from shared.contracts.registry.schemas.base import AREA

EVALUATED = (
    *("village", "township", "school"),
    *("village_officer", "township_officer", "principal"),
)
MEASURES = (
    *("dossiers", "quarters", "visits", "case_duties"),
    *("findings", "plan_steps", "letters", "deeds"),
)


class ListEvaluations(Schema):
    evaluated = fields.String(required=True, validate=validate.OneOf(EVALUATED))
    year = year_asked()
    area = area_asked()


class GetEvaluation(Schema):
    """`subject` is the code of a place or the id of a school, also where a post is asked for."""

    evaluated = fields.String(required=True, validate=validate.OneOf(EVALUATED))
    subject = fields.String(required=True, validate=validate.Length(min=6, max=36))
    year = year_asked()


class SignEvaluations(Schema):
    """Of all of a kind under an area; who is signed for already stays as it is."""

    evaluated = fields.String(required=True, validate=validate.OneOf(EVALUATED))
    year = fields.Integer(required=True, validate=validate.Range(min=2000, max=2999))
    area = fields.String(required=True, validate=AREA)


class EvaluationPart(Schema):
    measure = fields.String()
    done = fields.Integer()
    of = fields.Integer()
    weight = fields.Integer()
    points = fields.Integer()  # tenths


class EvaluationView(Schema):
    evaluated = fields.String()
    subject = fields.String()
    area_code = fields.String()
    school_id = fields.String(allow_none=True)
    name = fields.String()
    year = fields.Integer()
    points = fields.Integer()  # tenths of a hundred
    counted = fields.Boolean()  # false: nothing asked for anything yet
    commended = fields.Boolean(allow_none=True)  # none: not signed for, nor beside the others
    parts = fields.List(fields.Nested(EvaluationPart))
    signed_on = fields.Date(allow_none=True)
    signed_by = fields.String(allow_none=True)


class EvaluationList(Schema):
    items = fields.List(fields.Nested(EvaluationView))  # most points first
    next = fields.String(allow_none=True)
    evaluated = fields.String()
    year = fields.Integer()
    area = fields.String()
    name = fields.String()
    unsigned = fields.Integer()
    may_sign = fields.Boolean()
    sign_from = fields.Date()
    kinds = fields.List(fields.String())  # that the viewer may look at


class EvaluationsSigned(Schema):
    signed = fields.Integer()
    commended = fields.Integer()
