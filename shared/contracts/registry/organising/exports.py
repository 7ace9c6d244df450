"""Lists of the organising as they are exported."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.organising.departments import year_asked
from shared.contracts.registry.organising.evaluations import EVALUATED

EXPORTED = (
    *("departments", "adoptions", "groups", "letters"),
    *("plans", "findings", "evaluations"),
)


class ExportOrganising(Schema):
    what = fields.String(required=True, validate=validate.OneOf(EXPORTED))
    year = year_asked()
    evaluated = fields.String(load_default="village", validate=validate.OneOf(EVALUATED))


class OrganisingBook(Schema):
    """`rows` are those of the list's own view."""

    what = fields.String()
    year = fields.Integer()
    place = fields.String()
    evaluated = fields.String(allow_none=True)
    rows = fields.List(fields.Dict())
    more = fields.Boolean()  # more than one workbook takes
