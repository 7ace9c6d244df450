"""What a policy pack says of how the work is organised."""

from marshmallow import fields, validate

from shared.contracts.registry.organising.evaluations import EVALUATED, MEASURES
from shared.pack_fields import Strict, is_day_of_each_year, whole


class Plans(Strict):
    """Steps of a work plan, and findings of an inspection: days before and after their last one."""

    remind_days = fields.List(whole(), required=True)
    chase_days = fields.List(whole(), required=True)


class Letters(Plans):
    """Responsibility letters: signed within so many days after they were made."""

    sign_days = whole()


class Evaluation(Strict):
    """`weights`: who is evaluated -> measure -> whole points. `sign_from` is month-day."""

    sign_from = fields.String(required=True, validate=is_day_of_each_year)
    commend_percent = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100))
    commend_least = fields.Integer(required=True, strict=True, validate=validate.Range(0, 100))
    commend_weight = fields.Integer(required=True, strict=True, validate=validate.Range(0, 100))
    weights = fields.Dict(
        keys=fields.String(validate=validate.OneOf(EVALUATED)),
        values=fields.Dict(keys=fields.String(validate=validate.OneOf(MEASURES)), values=whole()),
        required=True,
        validate=validate.Length(equal=len(EVALUATED)),
    )
