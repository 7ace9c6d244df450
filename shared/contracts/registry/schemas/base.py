"""Shapes that several requests share."""

from marshmallow import Schema, fields, validate

from shared.contracts.base import matching

AREA = matching(r"^[0-9]{2,12}$")
COUNTY, TOWNSHIP, VILLAGE = (matching(rf"^[0-9]{{{digits}}}$") for digits in (6, 9, 12))


def nonblank(most: int) -> list[validate.Validator]:
    """Text that says something: blank is refused."""
    return [validate.Length(min=1, max=most), validate.Regexp(r".*\S")]


class Page(Schema):
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))
