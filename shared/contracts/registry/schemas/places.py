"""Areas and schools."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import LEVELS
from shared.contracts.registry.schemas.base import AREA, TOWNSHIP, Page, nonblank


class ImportAreas(Schema):
    """A CSV with the columns code, name, level, parent; `content` is base64."""

    content = fields.String(required=True)
    valid_from = fields.Date(load_default=None, allow_none=True)  # None: today


class AreasImported(Schema):
    added = fields.Integer()
    changed = fields.Integer()
    unchanged = fields.Integer()


class ChangeArea(Schema):
    """A new name, or the end of an area, from a day on; the older name stays known."""

    code = fields.String(required=True, validate=AREA)
    valid_from = fields.Date(required=True)
    name = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 60))
    closed = fields.Boolean(load_default=False)


class ListAreas(Schema):
    """The areas directly under `parent`; without it, the top of what the viewer may see."""

    parent = fields.String(load_default=None, allow_none=True, validate=AREA)
    on = fields.Date(load_default=None, allow_none=True)


class GetArea(Schema):
    code = fields.String(required=True, validate=AREA)


class AreaRef(Schema):
    code = fields.String()
    name = fields.String()
    level = fields.String(validate=validate.OneOf(LEVELS))


class AreaView(AreaRef):
    parent = fields.String(allow_none=True)


class AreaList(Schema):
    items = fields.List(fields.Nested(AreaView))
    next = fields.String(allow_none=True)


class AreaWithPath(AreaView):
    valid_from = fields.Date()
    closed_from = fields.Date(allow_none=True)
    breadcrumb = fields.List(fields.Nested(AreaRef))  # from the top down, itself last


class SearchPlaces(Schema):
    """Villages, townships and schools by a part of the name, pinyin or initials."""

    q = fields.String(required=True, validate=nonblank(60))
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=50))


class PlaceView(Schema):
    kind = fields.String(validate=validate.OneOf(("area", "school")))
    id = fields.String()  # area code or school id
    name = fields.String()
    full_name = fields.String()  # with the township in front: names repeat inside a county
    area_code = fields.String()


class PlaceList(Schema):
    items = fields.List(fields.Nested(PlaceView))
    next = fields.String(allow_none=True)


class RegisterSchool(Schema):
    name = fields.String(required=True, validate=nonblank(80))
    township_code = fields.String(required=True, validate=TOWNSHIP)


class ListSchools(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    q = fields.String(load_default=None, allow_none=True)


class GetSchool(Schema):
    school_id = fields.UUID(required=True)


class SchoolView(Schema):
    id = fields.UUID()
    name = fields.String()
    township_code = fields.String()
    township_name = fields.String()


class SchoolList(Schema):
    items = fields.List(fields.Nested(SchoolView))
    next = fields.String(allow_none=True)
