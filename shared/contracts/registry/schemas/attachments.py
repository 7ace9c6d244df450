"""Files attached to a dossier or a protection case."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.file_codes import ABOUT, KINDS, OF_CASE
from shared.contracts.registry.schemas.base import nonblank


class _AttachFile(Schema):
    """`content` is the file in base64; what it is, is read from its content."""

    filename = fields.String(required=True, validate=nonblank(200))
    content = fields.String(required=True)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))


class AttachToChild(_AttachFile):
    child_id = fields.UUID(required=True)
    about = fields.String(required=True, validate=validate.OneOf(ABOUT))


class AttachToCase(_AttachFile):
    case_id = fields.UUID(required=True)


class ListAttachmentsOfChild(Schema):
    child_id = fields.UUID(required=True)


class ListAttachmentsOfCase(Schema):
    case_id = fields.UUID(required=True)


class GetAttachmentOfChild(ListAttachmentsOfChild):
    attachment_id = fields.UUID(required=True)


class GetAttachmentOfCase(ListAttachmentsOfCase):
    attachment_id = fields.UUID(required=True)


class TakeBackOfChild(GetAttachmentOfChild):
    why = fields.String(required=True, validate=nonblank(500))


class TakeBackOfCase(GetAttachmentOfCase):
    why = fields.String(required=True, validate=nonblank(500))


class AttachmentView(Schema):
    id = fields.UUID()
    child_id = fields.UUID(allow_none=True)  # the dossier that it was attached to
    case_id = fields.UUID(allow_none=True)
    about = fields.String(validate=validate.OneOf((*ABOUT, OF_CASE)))
    kind = fields.String(validate=validate.OneOf(KINDS))
    size = fields.Integer()  # bytes
    filename = fields.String()
    note = fields.String(allow_none=True)
    added_by = fields.String()
    added_at = fields.AwareDateTime()
    taken_back_by = fields.String(allow_none=True)
    taken_back_at = fields.AwareDateTime(allow_none=True)
    why = fields.String(allow_none=True)  # it was taken back
    version = fields.Integer()


class AttachmentList(Schema):
    items = fields.List(fields.Nested(AttachmentView))
    next = fields.String(allow_none=True)


class AttachmentFile(Schema):
    filename = fields.String()
    kind = fields.String(validate=validate.OneOf(KINDS))
    content = fields.String()  # base64
