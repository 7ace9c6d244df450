"""A message as its reader sees it."""

from typing import Any

from services.notifications.domain.messages import MessageState
from services.notifications.models import Message, Receipt

FIELDS = (
    "id",
    "template",
    "template_version",
    "params",
    "urgency",
    "needs_acknowledgement",
    "address",
    "event_id",
    "event_type",
    "link",
    "created_at",
)


def message_view(message: Message, receipt: Receipt | None) -> dict[str, Any]:
    """`state` is the viewer's own: what another holder of the post has read is unread here."""
    return {
        **{name: getattr(message, name) for name in FIELDS},
        "state": _state(message, receipt).value,
        "read_at": receipt and receipt.read_at,
        "acknowledged_at": receipt and receipt.acknowledged_at,
    }


def _state(message: Message, receipt: Receipt | None) -> MessageState:
    if receipt is None:
        queued = message.state is MessageState.QUEUED
        return MessageState.QUEUED if queued else MessageState.DELIVERED
    return MessageState.ACKNOWLEDGED if receipt.acknowledged_at else MessageState.READ
