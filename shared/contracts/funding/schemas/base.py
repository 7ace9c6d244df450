"""What the requests and views of funding are made of."""

from typing import Any

from marshmallow import Schema, fields

from shared.contracts.base import Request, View, area_code, between, line, matching

MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])\Z"  # "2025-10"
COUNTY = r"^[0-9]{6}\Z"
MOST_FEN = 10**13  # a hundred billion yuan: more is a slip of the finger


class Id(fields.UUID):
    """A UUID that stays text: so it lies in the tables, in events and in viewers."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        return str(super()._deserialize(value, attr, data, **options))


def optional(field: type[fields.Field[Any]], **options: Any) -> Any:
    return field(load_default=None, allow_none=True, **options)


def an_area(*, required: bool = True) -> fields.String:
    options: dict[str, Any] = {} if required else {"load_default": None, "allow_none": True}
    return area_code(required=required, **options)


def a_scheme() -> fields.String:
    return line(40)


def a_term() -> fields.String:
    return fields.String(required=True, validate=matching(r"^[0-9]{4}-[a-z]+\Z"))


class Page(Request):
    after = optional(fields.String)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


def list_of(view: type[Schema], **more: fields.Field[Any]) -> type[Schema]:
    """The answer of a list: its items and the `after` of the next page, None at the end."""
    items: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(view)),
        "next": fields.String(allow_none=True),
    }
    return View.from_dict({**items, **more}, name=f"{view.__name__}List")
