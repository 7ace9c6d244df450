"""Dossiers and lists of children."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.child import ChildFacts
from shared.contracts.registry.codes import SEXES, STATUSES
from shared.contracts.registry.fields import SECTIONS
from shared.contracts.registry.schemas.base import AREA, VILLAGE, Page, nonblank
from shared.contracts.registry.schemas.places import AreaRef, SchoolView


class RegisterChild(ChildFacts):
    """A child that no roster brings: name, sex, birth date and village at least."""

    name = fields.String(required=True, validate=nonblank(60))
    sex = fields.String(required=True, validate=validate.OneOf(SEXES))
    birth_date = fields.Date(required=True)
    area_code = fields.String(required=True, validate=VILLAGE)


class CorrectChild(Schema):
    """`changes` maps a field of ChildFacts to its new value; `version` is the one shown. With a
    `section` only its fields are changed, whatever became of the others since that version."""

    child_id = fields.UUID(required=True)
    changes = fields.Nested(ChildFacts, required=True)
    why = fields.String(required=True, validate=nonblank(500))
    version = fields.Integer(load_default=None, allow_none=True)
    section = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(tuple(SECTIONS))
    )


class ChildRef(Schema):
    """The answer of a change."""

    id = fields.UUID()
    version = fields.Integer()
    status = fields.String(validate=validate.OneOf(STATUSES))
    level = fields.Integer()


class ReasonView(Schema):
    code = fields.String()
    text = fields.String()


class GetDossier(Schema):
    """`reveal` names masked fields to show in full, which needs a `purpose`; `as_of` a past day."""

    child_id = fields.UUID(required=True)
    purpose = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    reveal = fields.List(fields.String(), load_default=list)
    as_of = fields.Date(load_default=None, allow_none=True)


class PrintDossier(Schema):
    """The dossier to file on paper; `full` with whole numbers. Either way the purpose is logged."""

    child_id = fields.UUID(required=True)
    purpose = fields.String(required=True, validate=nonblank(200))
    full = fields.Boolean(load_default=False)


class DossierView(Schema):
    id = fields.UUID()
    version = fields.Integer()
    as_of = fields.Date()
    name = fields.String()
    sex = fields.String()
    birth_date = fields.Date()
    age = fields.Integer()
    area = fields.Nested(AreaRef)
    breadcrumb = fields.List(fields.Nested(AreaRef))
    school = fields.Nested(SchoolView, allow_none=True)
    class_name = fields.String(allow_none=True)
    stage = fields.String()
    boarder = fields.Boolean(allow_none=True)
    hardships = fields.List(fields.String())
    status = fields.String(validate=validate.OneOf(STATUSES))
    reasons = fields.List(fields.Nested(ReasonView))
    pack = fields.String()
    pack_version = fields.String()
    pack_hash = fields.String()
    judged_on = fields.Date()
    level = fields.Integer(allow_none=True)  # None where hidden
    groups = fields.Dict(keys=fields.String(), values=fields.Dict())  # group -> field -> value
    merged_into = fields.UUID(allow_none=True)  # the dossier that goes on in this one's place
    hidden = fields.List(fields.String())  # groups that the viewer may not see
    masked = fields.List(fields.String())  # fields that `reveal` would show


class ListChildren(Page):
    """`q`: a name, its pinyin or initials, an ID number or a phone, each in full."""

    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    school_id = fields.UUID(load_default=None, allow_none=True)
    status = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STATUSES))
    level = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=0, max=4)
    )
    q = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))


class ChildView(Schema):
    id = fields.UUID()
    name = fields.String()  # masked where the viewer's rights do not reach the full one
    sex = fields.String()
    birth_date = fields.Date()
    age = fields.Integer()
    area_code = fields.String()
    area_name = fields.String()
    school_id = fields.UUID(allow_none=True)
    school_name = fields.String(allow_none=True)
    class_name = fields.String(allow_none=True)
    stage = fields.String()
    boarder = fields.Boolean(allow_none=True)
    hardships = fields.List(fields.String())
    status = fields.String(validate=validate.OneOf(STATUSES))
    level = fields.Integer(allow_none=True)  # None where hidden
    version = fields.Integer()
    hidden = fields.List(fields.String())  # groups that the viewer may not see of this child


class SearchChildren(Page):
    """`q`: a name, its beginning or the given name in characters, pinyin or initials; an ID number
    or a phone in full; a village or school may stand beside it, apart by a blank."""

    q = fields.String(required=True, validate=nonblank(60))
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    school_id = fields.UUID(load_default=None, allow_none=True)


class FoundChild(ChildView):
    sounds_alike = fields.Boolean()  # a homophone of what was typed, not the same characters


class FoundList(Schema):
    items = fields.List(fields.Nested(FoundChild))
    next = fields.String(allow_none=True)


class ChildList(Schema):
    items = fields.List(fields.Nested(ChildView))
    next = fields.String(allow_none=True)


class NameChildren(Schema):
    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(max=500))


class NamedView(Schema):
    id = fields.UUID()
    name = fields.String()


class NameList(Schema):
    items = fields.List(fields.Nested(NamedView))
    next = fields.String(allow_none=True)
