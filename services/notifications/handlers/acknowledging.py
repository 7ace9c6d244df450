"""Acknowledging a message that went outside: in the application, or by its link."""

import hashlib
from datetime import datetime
from typing import Any

from services.notifications.domain.deliveries import DeliveryState
from services.notifications.models import Delivery
from services.notifications.ports import UnitOfWork
from shared.contracts.notifications.errors import LinkUsed
from shared.crypto import key_ring


def token_of(delivery_id: str) -> str:
    """Only who has the ring can make it, so that no table needs to hold it."""
    return key_ring().fingerprint("delivery", delivery_id)[:32]


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def settle_cause(uow: UnitOfWork, cause: str, account_id: str, at: datetime) -> None:
    """Who has been told needs to be told no more, by whatever channel."""
    for delivery in uow.deliveries.of_cause(cause, account_id):
        if delivery.state is not DeliveryState.ACKNOWLEDGED:
            delivery.state, delivery.acknowledged_at = DeliveryState.ACKNOWLEDGED, at


def acknowledge_by_link(uow: UnitOfWork, *, token: str, at: datetime) -> dict[str, Any]:
    """Raises LinkUnknown, or LinkUsed for one that was used or has expired."""
    delivery = uow.deliveries.by_token(hash_of(token))
    if link_state(delivery, at) != "open":
        raise LinkUsed()
    settle_cause(uow, delivery.cause, delivery.account_id, at)
    uow.messages.acknowledge_all(delivery.cause, delivery.account_id, at)
    uow.record(
        subject=f"delivery/{delivery.id}",
        version=delivery.attempts,
        operation="acknowledge_by_link",
        by=delivery.account_id,
        changes={},
    )
    return linked(delivery, at)


def linked(delivery: Delivery, at: datetime) -> dict[str, Any]:
    """What the page behind a link shows: the words that were sent, and nothing else."""
    shown = {"kind": delivery.kind, "version": delivery.version, "count": delivery.count}
    state = link_state(delivery, at)
    return {"state": state, **(shown if state == "open" else {})}


def link_state(delivery: Delivery, at: datetime) -> str:
    if delivery.acknowledged_at is not None:
        return "used"
    if delivery.link_until is None or delivery.link_until <= at:
        return "expired"
    return "open"
