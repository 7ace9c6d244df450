"""Requests and views of leading groups."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.organising.departments import area_asked
from shared.contracts.registry.schemas.base import nonblank

GROUP_POSTS = ("head", "deputy", "member")


class _Place(Schema):
    """A school, or an area; without either the viewer's own."""

    area = area_asked()
    school_id = fields.UUID(load_default=None, allow_none=True)


class GetGroup(_Place):
    on = fields.Date(load_default=None, allow_none=True)  # None: today


class AppointMember(_Place):
    post = fields.String(required=True, validate=validate.OneOf(GROUP_POSTS))
    name = fields.String(required=True, validate=nonblank(30))
    title = fields.String(required=True, validate=nonblank(60))
    duties = fields.String(required=True, validate=nonblank(500))
    from_on = fields.Date(required=True)


class ReleaseMember(Schema):
    member_id = fields.UUID(required=True)
    to_on = fields.Date(required=True)  # last day in post
    why = fields.String(required=True, validate=nonblank(300))


class MemberView(Schema):
    id = fields.UUID()
    post = fields.String()
    name = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    duties = fields.String()
    from_on = fields.Date()
    to_on = fields.Date(allow_none=True)
    may_release = fields.Boolean()


class GroupPart(Schema):
    area = fields.String()
    school_id = fields.UUID(allow_none=True)
    name = fields.String()
    head = fields.String(allow_none=True)
    members = fields.Integer()


class GroupView(Schema):
    area = fields.String()
    school_id = fields.UUID(allow_none=True)
    name = fields.String()
    on = fields.Date()
    members = fields.List(fields.Nested(MemberView))  # in post on that day
    former = fields.List(fields.Nested(MemberView))  # who had left by that day
    parts = fields.List(fields.Nested(GroupPart))  # the places and schools right below
    may_change = fields.Boolean()
