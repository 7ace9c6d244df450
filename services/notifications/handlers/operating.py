"""What an operator decides of a delivery."""

from datetime import datetime

from services.notifications.domain.deliveries import DeliveryState
from services.notifications.domain.outside import may_go_again
from services.notifications.handlers.outside import wake
from services.notifications.models import Delivery
from services.notifications.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.notifications.errors import NothingToSendAgain


def send_again(uow: UnitOfWork, grant: Grant, *, delivery_id: str, at: datetime) -> Delivery:
    """Although it may have arrived: somebody has asked, and stands for it. Raises
    DeliveryNotFound, NothingToSendAgain."""
    delivery = uow.deliveries.get(delivery_id)
    if not may_go_again(delivery.state, delivery.kind):
        raise NothingToSendAgain()
    before = delivery.state.value
    delivery.state, delivery.due_at, delivery.link_until = DeliveryState.QUEUED, at, None
    wake(uow, delivery.channel, at)
    uow.record(
        subject=f"delivery/{delivery.id}",
        version=delivery.attempts,
        operation="send_again",
        by=grant.viewer.account_id,
        changes={"state": [before, delivery.state.value]},
    )
    return delivery
