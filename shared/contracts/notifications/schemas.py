"""RPC requests and views of notifications.

A message holds a template key and ids. `shared.message_wording` says which names the reader's page
must fetch (under the reader's rights) and fills in the wording.
"""

from marshmallow import fields

from shared.contracts.base import Request, View, between, line, matching, one_of
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


# -- one's own channels --------------------------------------------------------------------------

CHANNELS = ("email", "sms", "wecom", "dingtalk", "webhook")
POINT_STATES = ("unconfirmed", "confirmed", "dropped")
MOMENT = matching(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")


class GetMyChannels(Request): ...


class ChannelView(View):
    id = fields.String()
    channel = fields.String(validate=one_of(CHANNELS))
    address = fields.String()  # masked
    state = fields.String(validate=one_of(POINT_STATES))
    code_open = fields.Boolean()  # whether a code is waited for


class MyChannels(View):
    """Those that are tried first come first."""

    items = fields.List(fields.Nested(ChannelView))
    offered = fields.List(fields.String())  # channels of this installation that are not used yet
    quiet_from = fields.String()
    quiet_to = fields.String()
    digest_at = fields.String()


class AddChannel(Request):
    channel = fields.String(required=True, validate=one_of(CHANNELS))
    address = line(300)


class ChannelOfMine(Request):
    point_id = fields.String(required=True, validate=UUID)


class ConfirmChannel(Request):
    point_id = fields.String(required=True, validate=UUID)
    code = fields.String(required=True, validate=matching(r"^[0-9]{6}$"))


class ChannelConfirmed(ChannelView):
    confirmed = fields.Boolean()  # False: the code was wrong, or too old


class SetReceivingHours(Request):
    """Times of the day in China; a quiet time that ends when it begins is none."""

    quiet_from = fields.String(required=True, validate=MOMENT)
    quiet_to = fields.String(required=True, validate=MOMENT)
    digest_at = fields.String(required=True, validate=MOMENT)


class ReceivingHoursView(View):
    quiet_from = fields.String()
    quiet_to = fields.String()
    digest_at = fields.String()


# -- deliveries ----------------------------------------------------------------------------------

DELIVERY_STATES = ("queued", "sending", "delivered", "failed", "unknown", "acknowledged")
KINDS = ("emergency_child", "emergency", "important_child", "important", "digest", "code")


class ListDeliveries(Request):
    channel = fields.String(load_default=None, allow_none=True, validate=one_of(CHANNELS))
    state = fields.String(load_default=None, allow_none=True, validate=one_of(DELIVERY_STATES))
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class DeliveryView(View):
    """No address and no name: who it is stands in the application alone."""

    id = fields.String()
    cause = fields.String()  # the event's id, or the digest or contact point
    event_type = fields.String(allow_none=True)
    post = fields.String(allow_none=True)  # what the reader was told as
    channel = fields.String(validate=one_of(CHANNELS))
    kind = fields.String(validate=one_of(KINDS))
    emergency = fields.Boolean()
    state = fields.String(validate=one_of(DELIVERY_STATES))
    attempts = fields.Integer()
    problem = fields.String(allow_none=True)
    due_at = fields.AwareDateTime()
    created_at = fields.AwareDateTime()
    acknowledged_at = fields.AwareDateTime(allow_none=True)
    may_go_again = fields.Boolean()  # if somebody says so


class DeliveryList(View):
    items = fields.List(fields.Nested(DeliveryView))
    next = fields.String(allow_none=True)


class DeliveryOverview(Request): ...


class ProviderView(View):
    channel = fields.String(validate=one_of(CHANNELS))
    configured = fields.Boolean()
    failures = fields.Integer()  # in a row
    problem = fields.String(allow_none=True)
    down_until = fields.AwareDateTime(allow_none=True)
    worked_at = fields.AwareDateTime(allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())  # by state


class DeliveryOverviewView(View):
    items = fields.List(fields.Nested(ProviderView))


class DeliveryById(Request):
    delivery_id = fields.String(required=True, validate=UUID)


# -- the link in a message -----------------------------------------------------------------------


class ByLink(Request):
    token = fields.String(required=True, validate=matching(r"^[0-9a-f]{32}$"))


class LinkedView(View):
    """What was sent, and no more; nothing of it once the link is used or has expired."""

    state = fields.String(validate=one_of(("open", "used", "expired")))
    kind = fields.String(validate=one_of(KINDS))
    version = fields.Integer()
    count = fields.Integer()
