"""What the requests and views of pairing are made of."""

from typing import Any

from marshmallow import fields

from shared.contracts.base import Request, View, between, length, matching, one_of
from shared.texts.schemas import FIELD

SEXES = ("male", "female")
SEX_WISHES = ("any", *SEXES)
SLOTS = ("cadre", "teacher", "any")
REVEALED = ("phone", "id_number")


def an_id(**options: Any) -> fields.String:
    """A UUID, kept as text: so it stands in events, viewers and tables."""
    uuid = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    return fields.String(validate=matching(uuid, FIELD["invalid_uuid"]), **options)


def code_of(codes: Any, **options: Any) -> fields.String:
    return fields.String(validate=one_of(codes), **options)


def codes_of(codes: Any, **options: Any) -> fields.List[Any]:
    return fields.List(code_of(codes), **options)


def some_text(most: int, **options: Any) -> fields.String:
    """Text that says something: blank is refused."""
    return fields.String(
        validate=[length(1, most), matching(r"(?s).*\S", FIELD["required"])], **options
    )


def optional(field: Any, **options: Any) -> Any:
    return field(load_default=None, allow_none=True, **options)


def an_area(**options: Any) -> fields.String:
    """A county (6 digits), township (9) or village (12)."""
    return fields.String(validate=matching(r"^\d{6}(\d{3}){0,2}$"), **options)


class Paged(Request):
    after = optional(fields.String)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class Answer(View):
    next = fields.String(allow_none=True)
