"""Use cases of notifications: tell, read, acknowledge."""

from datetime import datetime
from typing import Any

from services.notifications.domain import addresses, routing
from services.notifications.domain.messages import MessageState, further
from services.notifications.handlers.acknowledging import settle_cause
from services.notifications.ports import UnitOfWork
from services.notifications.views import message_view
from shared.access.grant import Grant
from shared.messaging.events import Event


def tell(uow: UnitOfWork, event: Event) -> None:
    """Put a fact into every inbox that the routing table names, each of them once."""
    event_type = f"{event.source}.{event.wire_name()}"
    for draft in routing.drafts(event):
        uow.messages.tell(uow.cause, event_type, draft)


def read_message(uow: UnitOfWork, grant: Grant, *, message_id: str, at: datetime) -> dict[str, Any]:
    """Note that the viewer has read it; again changes nothing. Raises MessageNotFound."""
    return _receive(uow, grant, message_id, at, MessageState.READ)


def acknowledge_message(
    uow: UnitOfWork, grant: Grant, *, message_id: str, at: datetime
) -> dict[str, Any]:
    """Note that the viewer stands to it; whoever acknowledges has read. Raises MessageNotFound."""
    return _receive(uow, grant, message_id, at, MessageState.ACKNOWLEDGED)


def _receive(
    uow: UnitOfWork, grant: Grant, message_id: str, at: datetime, reached: MessageState
) -> dict[str, Any]:
    message = uow.messages.get(message_id, addresses.of_viewer(grant.viewer))
    receipt = uow.messages.receipt(message, grant.viewer.account_id, at)
    if reached is MessageState.ACKNOWLEDGED:
        receipt.acknowledged_at = receipt.acknowledged_at or at
    message.state = further(message.state, reached)
    if reached is MessageState.ACKNOWLEDGED or not message.needs_acknowledgement:
        settle_cause(uow, message.event_id, grant.viewer.account_id, at)
    return message_view(message, receipt)
