"""Requests and views of responsibility letters."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.organising.departments import YEAR, area_asked, year_asked
from shared.contracts.registry.schemas.base import Page, nonblank

LETTER_KINDS = ("township", "village", "school", "teacher", "guardian")
LETTER_STATES = ("open", "signed", "void")


class PrepareLetters(Schema):
    """Of one kind, or of all that the viewer's office issues; `names` are teachers besides those
    of the year before."""

    year = fields.Integer(required=True, validate=YEAR)
    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(LETTER_KINDS))
    area = area_asked()
    names = fields.List(
        fields.String(validate=nonblank(30)), load_default=list, validate=validate.Length(max=200)
    )


class LettersPrepared(Schema):
    made = fields.Integer()
    there = fields.Integer()  # that stood already


class GetLetter(Schema):
    letter_id = fields.UUID(required=True)


class SignLetter(GetLetter):
    signer = fields.String(required=True, validate=nonblank(30))
    signed_on = fields.Date(required=True)


class VoidLetter(GetLetter):
    why = fields.String(required=True, validate=nonblank(300))


class ListLetters(Page):
    year = year_asked()
    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(LETTER_KINDS))
    state = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(LETTER_STATES)
    )
    area = area_asked()


class LetterView(Schema):
    id = fields.UUID()
    kind = fields.String()
    year = fields.Integer()
    state = fields.String()
    template = fields.Integer()  # version of the text
    issuer = fields.String()
    party = fields.String()  # place, school, teacher or guardian
    child_id = fields.UUID(allow_none=True)
    child_name = fields.String(allow_none=True)
    place = fields.String()
    signer = fields.String(allow_none=True)
    signed_on = fields.Date(allow_none=True)
    void_why = fields.String(allow_none=True)
    may_sign = fields.Boolean()
    may_void = fields.Boolean()
    version = fields.Integer()


class LetterTotal(Schema):
    kind = fields.String()
    letters = fields.Integer()
    signed = fields.Integer()


class LetterList(Schema):
    items = fields.List(fields.Nested(LetterView))
    next = fields.String(allow_none=True)
    year = fields.Integer()
    totals = fields.List(fields.Nested(LetterTotal))
    own_kinds = fields.List(fields.String())  # that the viewer's office issues
