"""Fields that requests of activities are made of."""

from typing import Any

from marshmallow import fields, validate

from shared.contracts.base import Request, between, length, matching, one_of
from shared.texts.schemas import FIELD, RANGE


def ident(**options: Any) -> fields.String:
    """A UUID, kept as text: so it stands in events, viewers and tables."""
    uuid = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    return fields.String(validate=matching(uuid, FIELD["invalid_uuid"]), **options)


def clock_time(**options: Any) -> fields.String:
    """An hour and minute of the school day, HH:MM."""
    return fields.String(validate=matching(r"^([01]\d|2[0-3]):[0-5]\d$"), **options)


def text(most: int, **options: Any) -> fields.String:
    """Text that says something: blank is refused."""
    return fields.String(
        validate=[length(1, most), matching(r"(?s).*\S", FIELD["required"])], **options
    )


def why_text(**options: Any) -> fields.String:
    return text(500, **options)


def how_many(low: int, high: int) -> validate.Length:
    """How many entries a list may have."""
    return validate.Length(min=low, max=high, error=RANGE)


def codes(choices: Any, **options: Any) -> fields.List[str]:
    return fields.List(fields.String(validate=one_of(choices)), **options)


def optional(field: Any, **options: Any) -> Any:
    return field(load_default=None, allow_none=True, **options)


def teachers_field(**options: Any) -> fields.List[str]:
    """Ids of persons or accounts, never names: they go into events."""
    return fields.List(ident(), validate=how_many(1, 10), **options)


class Paged(Request):
    after = optional(fields.String)
    limit = fields.Integer(load_default=50, validate=between(1, 200))
