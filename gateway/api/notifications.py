"""/api/v1/notifications: the viewer's own inbox."""

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
