"""The words that the schema of a policy pack is written in."""

from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

WHOLE = validate.Range(min=0)


def whole(**options: Any) -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=WHOLE, **options)


def texts(**options: Any) -> fields.List[Any]:
    return fields.List(fields.String(**options), required=True)


def section(schema: type[Schema]) -> fields.Nested:
    return fields.Nested(schema, required=True)


def sections(schema: type[Schema]) -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.Nested(schema), required=True)


def is_day(text: str) -> None:
    """YYYY-MM-DD. Raises ValidationError also for a day that there is not."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValidationError("no such day") from None
    if found.isoformat() != text:  # it reads other ways to write a day too
        raise ValidationError("not YYYY-MM-DD")


def is_day_of_each_year(text: str) -> None:
    """MM-DD; not February 29th."""
    is_day(f"2001-{text}")


class Strict(Schema):
    class Meta:
        unknown = RAISE  # a misspelt setting would silently not count
