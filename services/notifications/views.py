"""Records as their readers see them."""

from typing import Any

from services.notifications.domain.contact_points import key_of, masked
from services.notifications.domain.messages import MessageState
from services.notifications.domain.outside import may_go_again
from services.notifications.models import (
    ContactPoint,
    Delivery,
    Message,
    Receipt,
    ReceivingHours,
)
from shared.addresses import post_of

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


HOURS = ("quiet_from", "quiet_to", "digest_at")


def hours_view(hours: ReceivingHours) -> dict[str, Any]:
    return {name: getattr(hours, name) for name in HOURS}


def channel_view(vault: Any, point: ContactPoint) -> dict[str, Any]:
    """Masked also for its owner: a screen is looked at by others."""
    address = vault.open(key_of(point.account_id), point.sealed_address)["address"]
    return {
        "id": point.id,
        "channel": point.channel,
        "address": masked(point.channel, address),
        "state": point.state,
        "code_open": point.code is not None,
    }


def delivery_view(delivery: Delivery) -> dict[str, Any]:
    names = ("id", "cause", "event_type", "channel", "kind", "emergency", "state", "attempts")
    more = ("problem", "due_at", "created_at", "acknowledged_at")
    seen = {name: getattr(delivery, name) for name in (*names, *more)}
    again = may_go_again(delivery.state, delivery.kind)
    post = delivery.address and post_of(delivery.address)
    return {**seen, "post": post, "may_go_again": again}
