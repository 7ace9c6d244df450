"""Policy packs in force."""

from marshmallow import Schema, fields

from shared.contracts.registry.schemas.base import AREA, COUNTY


class ListPacks(Schema):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)


class PackView(Schema):
    id = fields.String()
    version = fields.String()
    hash = fields.String()
    title = fields.String()
    valid_from = fields.Date()
    in_force = fields.Boolean()  # for the area asked about, today


class PackList(Schema):
    items = fields.List(fields.Nested(PackView))
    next = fields.String(allow_none=True)


class AdoptPack(Schema):
    """From `valid_from` on, decisions in the county are made under the pack."""

    area = fields.String(required=True, validate=COUNTY)
    pack = fields.String(required=True)
    valid_from = fields.Date(required=True)


class PackAdopted(Schema):
    area = fields.String()
    pack = fields.String()
    version = fields.String()
    hash = fields.String()
    valid_from = fields.Date()


class VerifyRecords(Schema): ...
