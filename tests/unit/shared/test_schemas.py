"""A form's refusals are Chinese and name the field."""

import re

import pytest
from marshmallow import Schema, fields, validate

from shared.contracts.base import Request, area_code, between, length, line, one_of


class Form(Request):
    name = line(5)
    born = fields.Date()
    count = fields.Integer(strict=True, validate=between(1, 3))
    area = area_code(required=False)
    child = fields.UUID()
    tags = fields.List(fields.String(validate=length(1, 3)))
    kind = fields.String(validate=one_of(["a", "b"]))
    yes = fields.Boolean()
    at = fields.Time()
    more = fields.Dict()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "六个字的名字"),
        ("name", None),
        ("name", 3),
        ("born", "soon"),
        ("born", 1.5),
        ("count", 4),
        ("count", "2.5"),
        ("count", 10**400),
        ("area", "52"),
        ("child", "x"),
        ("tags", "x"),
        ("tags", ["long"]),
        ("kind", "c"),
        ("yes", "perhaps"),
        ("at", "25:00"),
        ("more", 1),
        ("unknown", 1),
    ],
)
def test_a_wrong_field_is_told_in_chinese(field: str, value: object) -> None:
    if (field, value) == ("area", "52"):
        value = "5203301"
    refusals = Form().validate({"name": "张三", field: value})
    assert list(refusals) == [field]
    assert not re.search("[A-Za-z]", str(list(refusals.values())))


def test_a_missing_field_is_named() -> None:
    assert list(Form().validate({})) == ["name"]


class Plain(Schema):
    name = fields.String(validate=validate.Length(min=2, max=3))
    short = fields.String(validate=validate.Length(min=2))
    exact = fields.String(validate=validate.Length(equal=2))
    count = fields.Integer(validate=validate.Range(min=1, max=3))
    kind = fields.String(validate=validate.OneOf(["a"]))
    code = fields.String(validate=validate.Regexp("[0-9]"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "x"), ("short", "x"), ("exact", "x"), ("count", 4), ("kind", "b"), ("code", "x")],
)
def test_a_plain_validator_speaks_chinese_too(field: str, value: object) -> None:
    [refusals] = Plain().validate({field: value}).values()
    assert not re.search("[A-Za-z]", str(refusals))
