"""Shapes that several requests share."""

from marshmallow import Schema, fields, validate

AREA = validate.Regexp(r"^\d{2,12}$")


def nonblank(most: int) -> list[validate.Validator]:
    """Text that says something: blank is refused."""
    return [validate.Length(min=1, max=most), validate.Regexp(r".*\S")]


class Page(Schema):
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
