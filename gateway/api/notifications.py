"""/api/v1/notifications: the viewer's own inbox and channels; deliveries for operators."""

from gateway.access import open_to_all
from gateway.api.routes import Area
from shared.contracts.notifications import schemas

AREA = Area("notifications")

MESSAGE = "/notifications/<uuid:message_id>"

AREA.query("/notifications", "list_messages", schemas.ListMessages, schemas.MessageList)
AREA.query("/notifications/unread", "count_unread", schemas.CountUnread, schemas.UnreadCount)
AREA.command(f"{MESSAGE}/reading", "read_message", schemas.ReadMessage, schemas.MessageView)
AREA.command(
    f"{MESSAGE}/acknowledgement",
    "acknowledge_message",
    schemas.AcknowledgeMessage,
    schemas.MessageView,
)

CHANNEL, DELIVERY = "/my-channels/<uuid:point_id>", "/deliveries/<uuid:delivery_id>"
LINK = "/message-links/<token>"
OF_MINE = schemas.ChannelOfMine, schemas.ChannelView

AREA.query("/my-channels", "get_my_channels", schemas.GetMyChannels, schemas.MyChannels)
AREA.command("/my-channels", "add_channel", schemas.AddChannel, schemas.ChannelView, status=201)
AREA.command(f"{CHANNEL}/code", "resend_code", *OF_MINE)
AREA.command(
    f"{CHANNEL}/confirmation", "confirm_channel", schemas.ConfirmChannel, schemas.ChannelConfirmed
)
AREA.command(f"{CHANNEL}/first", "put_channel_first", *OF_MINE)
AREA.command(CHANNEL, "remove_channel", *OF_MINE, method="DELETE")
AREA.command(
    "/my-receiving-hours",
    "set_receiving_hours",
    schemas.SetReceivingHours,
    schemas.ReceivingHoursView,
    method="PUT",
)
AREA.query(
    "/deliveries/overview",
    "delivery_overview",
    schemas.DeliveryOverview,
    schemas.DeliveryOverviewView,
)
AREA.query("/deliveries", "list_deliveries", schemas.ListDeliveries, schemas.DeliveryList)
AREA.query(DELIVERY, "get_delivery", schemas.DeliveryById, schemas.DeliveryView)
AREA.command(f"{DELIVERY}/again", "send_again", schemas.DeliveryById, schemas.DeliveryView)
AREA.query(LINK, "open_link", schemas.ByLink, schemas.LinkedView, access=open_to_all)
AREA.command(
    f"{LINK}/acknowledgement",
    "acknowledge_by_link",
    schemas.ByLink,
    schemas.LinkedView,
    access=open_to_all,
)
