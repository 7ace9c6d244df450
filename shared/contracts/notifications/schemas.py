"""RPC requests and views of notifications.

A message holds a template key and ids. `shared.message_wording` says which names the reader's page
must fetch (under the reader's rights) and fills in the wording.
"""

from marshmallow import fields

from shared.contracts.base import Request, View, between, matching, one_of
from shared.texts.schemas import FIELD

STATES = ("queued", "delivered", "read", "acknowledged")
URGENCIES = ("normal", "important", "urgent")


UUID = matching(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", FIELD["invalid_uuid"])


class ListMessages(Request):
    unread = fields.Boolean(load_default=False)  # True: only what the viewer has not read
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class MessageView(View):
    id = fields.String()
    template = fields.String()  # for shared.message_wording
    template_version = fields.Integer()
    params = fields.Dict(keys=fields.String())  # ids, codes, dates and numbers, never a name
    urgency = fields.String(validate=one_of(URGENCIES))
    state = fields.String(validate=one_of(STATES))  # as this viewer has it
    needs_acknowledgement = fields.Boolean()
    address = fields.String()
    event_id = fields.String()  # the fact that caused it
    event_type = fields.String()  # source.wire_name
    link = fields.String(allow_none=True)  # path of the page about it
    created_at = fields.AwareDateTime()
    read_at = fields.AwareDateTime(allow_none=True)
    acknowledged_at = fields.AwareDateTime(allow_none=True)


class MessageList(View):
    items = fields.List(fields.Nested(MessageView))
    next = fields.String(allow_none=True)


class CountUnread(Request): ...


class UnreadCount(View):
    """Each counted up to 100."""

    unread = fields.Integer()
    urgent = fields.Integer()


class ReadMessage(Request):
    message_id = fields.String(required=True, validate=UUID)


class AcknowledgeMessage(Request):
    message_id = fields.String(required=True, validate=UUID)
