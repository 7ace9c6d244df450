"""Imports of rosters."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.codes import IMPORT_STATES, LEFT_BEHIND, OUTCOMES
from shared.contracts.registry.schemas.base import AREA, Page, nonblank


class StartImport(Schema):
    """`content` is the file in base64. `area` and `school_id` say where rows without one belong."""

    filename = fields.String(required=True, validate=nonblank(200))
    content = fields.String(required=True)
    kind = fields.String(load_default="children")
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    school_id = fields.UUID(load_default=None, allow_none=True)


class GetImport(Schema):
    import_id = fields.UUID(required=True)


class RestartImport(GetImport): ...


class DropImport(GetImport): ...


class ImportView(Schema):
    id = fields.UUID()
    kind = fields.String()
    filename = fields.String()
    area = fields.String()
    school_id = fields.UUID(allow_none=True)
    status = fields.String(validate=validate.OneOf(IMPORT_STATES))
    total = fields.Integer()  # rows found; 0 while reading
    done = fields.Integer()
    accepted = fields.Integer()
    merged = fields.Integer()
    rejected = fields.Integer()
    problem = fields.String(allow_none=True)  # code of a refusal of the whole file
    message = fields.String(allow_none=True)  # its Chinese sentence
    by = fields.String()  # account
    started_at = fields.AwareDateTime()
    finished_at = fields.AwareDateTime(allow_none=True)
    # Set where it stopped by our fault: until then it can be restarted or dropped.
    kept_until = fields.AwareDateTime(allow_none=True)


class ListImports(Page): ...


class ImportList(Schema):
    items = fields.List(fields.Nested(ImportView))
    next = fields.String(allow_none=True)


class ListImportRows(Page):
    import_id = fields.UUID(required=True)
    outcome = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(OUTCOMES))


class RowRemark(Schema):
    """What is wrong or doubtful in one cell."""

    column = fields.String(allow_none=True)  # letter; None if the sheet has no such column
    heading = fields.String(allow_none=True)  # as in the sheet, the group's heading first
    code = fields.String()
    message = fields.String()


class ImportRowView(Schema):
    sheet = fields.String()
    row = fields.Integer()  # as numbered in the sheet
    outcome = fields.String(validate=validate.OneOf(OUTCOMES))
    left_behind = fields.String(allow_none=True, validate=validate.OneOf(LEFT_BEHIND))
    child_id = fields.UUID(allow_none=True)
    problems = fields.List(fields.Nested(RowRemark))
    warnings = fields.List(fields.Nested(RowRemark))


class ImportRowList(Schema):
    items = fields.List(fields.Nested(ImportRowView))
    next = fields.String(allow_none=True)


class CorrectionWorkbook(Schema):
    import_id = fields.UUID(required=True)


class FileView(Schema):
    filename = fields.String()
    content = fields.String()  # base64
