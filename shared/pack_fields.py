"""The words that the schema of a policy pack is written in."""

from typing import Any

from marshmallow import RAISE, Schema, fields, validate

WHOLE = validate.Range(min=0)


def whole(**options: Any) -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=WHOLE, **options)


def texts(**options: Any) -> fields.List[Any]:
    return fields.List(fields.String(**options), required=True)


def section(schema: type[Schema]) -> fields.Nested:
    return fields.Nested(schema, required=True)


def sections(schema: type[Schema]) -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.Nested(schema), required=True)


class Strict(Schema):
    class Meta:
        unknown = RAISE  # a misspelt setting would silently not count
