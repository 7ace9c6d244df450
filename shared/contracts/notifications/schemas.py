"""RPC requests and views of notifications.

A message holds a template key and ids. `shared.texts.notifications` has the wording and says
which names the reader's page must fetch (under the reader's rights) to fill it in.
"""

from marshmallow import Schema, fields, validate

STATES = ("queued", "delivered", "read", "acknowledged")
URGENCIES = ("normal", "important", "urgent")


class ListMessages(Schema):
    unread = fields.Boolean(load_default=False)  # True: only what the viewer has not read
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class MessageView(Schema):
    id = fields.UUID()
    template = fields.String()  # key in shared.texts.notifications
    template_version = fields.Integer()
    params = fields.Dict(keys=fields.String())  # ids, codes, dates and numbers, never a name
    urgency = fields.String(validate=validate.OneOf(URGENCIES))
    state = fields.String(validate=validate.OneOf(STATES))  # as this viewer has it
    needs_acknowledgement = fields.Boolean()
    address = fields.String()
    event_id = fields.UUID()  # the fact that caused it
    event_type = fields.String()  # source.wire_name
    link = fields.String(allow_none=True)  # path of the page about it
    created_at = fields.AwareDateTime()
    read_at = fields.AwareDateTime(allow_none=True)
    acknowledged_at = fields.AwareDateTime(allow_none=True)


class MessageList(Schema):
    items = fields.List(fields.Nested(MessageView))
    next = fields.String(allow_none=True)


class CountUnread(Schema): ...


class UnreadCount(Schema):
    unread = fields.Integer()
    urgent = fields.Integer()


class ReadMessage(Schema):
    message_id = fields.UUID(required=True)


class AcknowledgeMessage(Schema):
    message_id = fields.UUID(required=True)
