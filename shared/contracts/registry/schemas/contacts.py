"""Contact between a child and its parents: the log of a child, and who has had none."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.contact_codes import CONTACT_METHODS, PARENTS
from shared.contracts.registry.schemas.base import AREA, Page, nonblank
from shared.contracts.registry.schemas.places import AreaRef

__all__ = [
    "ContactList",
    "ContactView",
    "CountWithoutContact",
    "ListParentContacts",
    "ListWithoutContact",
    "LogParentContact",
    "ParentLast",
    "StrikeParentContact",
    "WithoutContact",
    "WithoutContactCount",
    "WithoutContactCounts",
    "WithoutContactList",
]


class LogParentContact(Schema):
    """`parents`: with whom; a call with both at once names both."""

    child_id = fields.UUID(required=True)
    parents = fields.List(
        fields.String(validate=validate.OneOf(PARENTS)),
        required=True,
        validate=validate.Length(min=1, max=2),
    )
    method = fields.String(required=True, validate=validate.OneOf(CONTACT_METHODS))
    contacted_on = fields.Date(required=True)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=500))


class StrikeParentContact(Schema):
    """Noted by mistake: it does not count any more, and is kept."""

    contact_id = fields.UUID(required=True)
    why = fields.String(required=True, validate=nonblank(500))


class ListParentContacts(Page):
    child_id = fields.UUID(required=True)


class ParentLast(Schema):
    """`owes`: works away, and is asked to be in touch; `since` when, `last` when they were."""

    parent = fields.String(validate=validate.OneOf(PARENTS))
    owes = fields.Boolean()
    since = fields.Date(allow_none=True)
    last = fields.Date(allow_none=True)
    without_days = fields.Integer()  # full days without; 0 where none is asked
    missing = fields.Boolean()


class ContactView(Schema):
    id = fields.UUID()
    child_id = fields.UUID()
    parent = fields.String(validate=validate.OneOf(PARENTS))
    method = fields.String(validate=validate.OneOf(CONTACT_METHODS))
    contacted_on = fields.Date()
    source = fields.String()  # "hand", or the service whose register says so
    logged_as = fields.String(allow_none=True)  # the role in which somebody noted it
    by = fields.String()  # account
    recorded_at = fields.AwareDateTime()
    note = fields.String(allow_none=True)  # None where hidden
    struck_at = fields.AwareDateTime(allow_none=True)
    why = fields.String(allow_none=True)
    may_strike = fields.Boolean()


class ContactList(Schema):
    """`days`: so many without contact are too many."""

    child_id = fields.UUID()
    days = fields.Integer()
    parents = fields.List(fields.Nested(ParentLast))
    items = fields.List(fields.Nested(ContactView))
    next = fields.String(allow_none=True)


class ListWithoutContact(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    school_id = fields.UUID(load_default=None, allow_none=True)


class WithoutContact(Schema):
    child_id = fields.UUID()
    name = fields.String()  # masked where the viewer's rights do not reach the full one
    area_code = fields.String()
    area_name = fields.String()
    school_name = fields.String(allow_none=True)
    class_name = fields.String(allow_none=True)
    parents = fields.List(fields.Nested(ParentLast))  # those who owe it


class WithoutContactList(Schema):
    items = fields.List(fields.Nested(WithoutContact))
    next = fields.String(allow_none=True)


class CountWithoutContact(Schema):
    """Of an area and each area under it; for a school's staff, of the school."""

    area = fields.String(load_default=None, allow_none=True, validate=AREA)


class WithoutContactCount(AreaRef):
    watched = fields.Integer()  # children whose parents are asked to be in touch
    without = fields.Integer()


class WithoutContactCounts(Schema):
    days = fields.Integer()
    watched = fields.Integer()
    without = fields.Integer()
    area = fields.Nested(WithoutContactCount, allow_none=True)  # None: of a school
    items = fields.List(fields.Nested(WithoutContactCount))
    next = fields.String(allow_none=True)
