"""What a policy pack says of money: schemes, relief, public notice, working days, banks."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.pack_fields import Strict, is_day, texts, whole

MONTH = validate.Range(min=1, max=12)
HARDSHIPS = validate.OneOf(
    (
        "single_parent",
        "parent_disabled",
        "parent_ill",
        "low_income",
        "orphan",
        "child_disabled",
        "poverty_alleviated",
    )
)
STAGES = ("none", "kindergarten", "primary", "junior", "senior", "college")


class Notice(Strict):
    working_days = whole()
    may_waive = fields.Boolean(required=True)


class Calendar(Strict):
    holidays = texts(validate=is_day)
    made_up = texts(validate=is_day)


class Bank(Strict):
    """How a bank writes its files; the first line sums them up."""

    title = fields.String(required=True)
    encoding = fields.String(required=True, validate=validate.OneOf(("gb18030", "utf-8")))
    separator = fields.String(required=True, validate=validate.OneOf(("|", ",", "\t")))
    ending = fields.String(required=True, validate=validate.OneOf(("txt", "csv")))
    summary = texts(validate=validate.OneOf(("batch", "count", "total")))
    columns = texts(validate=validate.OneOf(("line", "holder", "number", "amount", "note")))
    result_columns = texts(
        validate=validate.OneOf(("line", "number", "amount", "outcome", "reason"))
    )
    paid = texts()
    failed = texts()
    note = fields.String(required=True)

    @validates_schema(skip_on_field_errors=True)
    def complete(self, data: dict[str, Any], **_: Any) -> None:
        for name, needed in (
            ("summary", {"batch", "count", "total"}),
            ("columns", {"line", "holder", "number", "amount"}),
            ("result_columns", {"line", "number", "amount", "outcome"}),
        ):
            if needed - set(data[name]) or len(set(data[name])) < len(data[name]):
                raise ValidationError("a column is missing or stands twice", name)
        if not data["paid"] or set(data["paid"]) & set(data["failed"]):
            raise ValidationError("paid and failed differ", "paid")


class Relief(Strict):
    pay_day = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=31))
    longest_months = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1, max=36)
    )
    most_fen = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


def rates() -> fields.Dict:
    return fields.Dict(
        keys=fields.String(validate=validate.OneOf(STAGES)), values=whole(), required=True
    )


class Rates(Strict):
    """Rates that hold for terms which begin on a day or later."""

    valid_from = fields.String(required=True, validate=is_day)
    rates_fen = rates()


class Scheme(Strict):
    """A rate is for a term, or per what the scheme says of its stage."""

    title = fields.String(required=True)
    # One of them is needed; none named: every pupil of a stage that has a rate.
    hardships = texts(validate=HARDSHIPS)
    boarding = fields.String(load_default="any", validate=validate.OneOf(("any", "boarder", "day")))
    rates_fen = rates()
    changes = fields.List(fields.Nested(Rates), load_default=list)
    monthly = texts(validate=validate.OneOf(STAGES))
    months = fields.List(fields.Integer(strict=True, validate=MONTH), required=True)
    yearly = fields.List(fields.String(validate=validate.OneOf(STAGES)), load_default=list)
    daily = fields.List(fields.String(validate=validate.OneOf(STAGES)), load_default=list)
    days = fields.Dict(keys=fields.String(), values=whole(), load_default=dict)  # by season
    # Schemes of one benefit exclude each other: a child has one of them in a term.
    benefit = fields.String(load_default=None, allow_none=True)
    applied_by = texts()
    checked_by = texts()

    @validates_schema(skip_on_field_errors=True)
    def one_rhythm(self, data: dict[str, Any], **_: Any) -> None:
        named = [*data["monthly"], *data["yearly"], *data["daily"]]
        if len(set(named)) < len(named):
            raise ValidationError("a stage is paid in two ways", "monthly")
        if data["daily"] and not data["days"]:
            raise ValidationError("how many days a term has", "days")
        days = [change["valid_from"] for change in data["changes"]]
        if days != sorted(set(days)):
            raise ValidationError("in order of their days", "changes")
