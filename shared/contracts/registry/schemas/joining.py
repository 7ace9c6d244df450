"""Cases of one danger joined and parted, thanks to reporters, and the numbers to call."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.schemas.base import AREA, nonblank
from shared.contracts.registry.schemas.cases import CaseRef, CaseRow, words

__all__ = [
    "CommendReporter",
    "GetHotlines",
    "HotlineList",
    "HotlineView",
    "JoinCase",
    "LikeCase",
    "LikeCases",
    "ListLikeCases",
    "PartCase",
]


class LikeCase(CaseRow):
    like = fields.String()  # "same_child", "same_school" or "same_place"


class LikeCases(Schema):
    items = fields.List(fields.Nested(LikeCase))
    next = fields.String(allow_none=True)


class ListLikeCases(CaseRef): ...


class JoinCase(CaseRef):
    """It is about the same danger: it goes on as part of `into`."""

    into = fields.UUID(required=True)
    why = words(500)


class PartCase(CaseRef):
    """They are two after all."""

    why = fields.String(required=True, validate=nonblank(500))


class CommendReporter(CaseRef):
    """`report` is the number of the report in the case, by its time, from 1; who made it is shown
    to nobody by this."""

    report = fields.Integer(required=True, validate=validate.Range(min=1, max=9999))
    words = fields.String(required=True, validate=nonblank(300))


class GetHotlines(Schema):
    area = fields.String(required=True, validate=AREA)


class HotlineView(Schema):
    title = fields.String()
    number = fields.String()


class HotlineList(Schema):
    items = fields.List(fields.Nested(HotlineView))
    next = fields.String(allow_none=True)
