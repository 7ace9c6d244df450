"""The schemas' common ground: unknown fields are refused, and refusals speak Chinese."""

import re
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from shared.texts import schemas as texts

INVALID = texts.FIELD["invalid"]
SAID_BY_KIND: tuple[tuple[Any, str], ...] = (
    (fields.String, INVALID),
    (fields.List, INVALID),
    (fields.Nested, INVALID),
    (fields.Number, INVALID),
    (fields.Dict, INVALID),
    (fields.UUID, INVALID),
    (fields.DateTime, texts.DATE),
    (fields.Date, texts.DATE),
    (fields.Time, texts.TIME),
    (fields.Integer, texts.INTEGER),
    (fields.Boolean, texts.BOOLEAN),
)


def speak_chinese() -> None:
    """marshmallow's own messages are English; a user sees these."""
    fields.Field.default_error_messages.update(texts.FIELD)
    for kind, said in SAID_BY_KIND:
        known = {**kind.default_error_messages, "invalid": said, "format": said}
        kind.default_error_messages = {
            key: said if key in ("invalid", "format") else texts.FIELD.get(key, INVALID)
            for key in known
        }
    for validator, said_by in (
        (validate.Length, {"min": texts.TOO_SHORT, "max": texts.TOO_LONG, "all": texts.LENGTH}),
        (validate.Range, {"min": texts.AT_LEAST, "max": texts.AT_MOST, "all": texts.RANGE}),
    ):
        for bound, said in said_by.items():
            # Range fills in its operators first, so that its own braces must stand twice.
            twice = said.replace("{", "{{").replace("}", "}}")
            setattr(validator, f"message_{bound}", twice if validator is validate.Range else said)
    validate.Length.message_equal = texts.LENGTH_EQUAL
    validate.OneOf.default_message = texts.CHOICE
    validate.Regexp.default_message = texts.PATTERN
    Schema.error_messages = {"unknown": texts.FIELD["unknown"], "type": texts.FIELD["type"]}


speak_chinese()


class Request(Schema):
    """What a caller sends; a field that is not known is refused."""

    class Meta:
        unknown = RAISE
        ordered = True


class View(Schema):
    """What a service answers."""


def line(longest: int = 200, *, required: bool = True, **options: Any) -> fields.String:
    """A line of text, 1 to `longest` characters."""
    return fields.String(required=required, validate=length(1, longest), **options)


def length(low: int, high: int) -> validate.Length:
    return validate.Length(min=low, max=high, error=texts.LENGTH)


def between(low: int, high: int) -> validate.Range:
    return validate.Range(min=low, max=high, error=texts.RANGE)


def one_of(choices: Any) -> validate.OneOf:
    return validate.OneOf([str(c) for c in choices], error=texts.CHOICE)


class _Whole(validate.Regexp):
    """For a pattern that ends with `$`: Python's own takes any script's digits for `\\d`, and a
    line break after the end."""

    def __init__(self, pattern: str, error: str) -> None:
        super().__init__(re.compile(pattern, re.ASCII), error=error)

    def __call__(self, value: Any) -> Any:
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


def matching(pattern: str, error: str = texts.PATTERN) -> validate.Regexp:
    """The whole of the text in ASCII where the pattern ends with `$`, else its beginning."""
    return (_Whole if pattern.endswith("$") else validate.Regexp)(pattern, error=error)


def area_code(*, required: bool = True, **options: Any) -> fields.String:
    """6 digits county, 9 township, 12 village."""
    return fields.String(
        required=required, validate=matching(r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$"), **options
    )
