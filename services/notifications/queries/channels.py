"""Reads of one's own channels."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain.deliveries import Hours
from services.notifications.models import ContactPoint, ReceivingHours
from services.notifications.views import HOURS, channel_view
from shared.access.grant import Grant
from shared.vault import Vault


def get_my_channels(
    session: Session, vault: Vault, grant: Grant, channels: tuple[str, ...]
) -> dict[str, Any]:
    """The viewer's own, whatever they may see elsewhere."""
    account = grant.viewer.account_id
    mine = select(ContactPoint).where(ContactPoint.account_id == account)
    points = list(session.scalars(mine.order_by(ContactPoint.position)))
    hours = session.get(ReceivingHours, account)
    usual = {name: f"{getattr(Hours(), name):%H:%M}" for name in HOURS}
    return {
        "items": [channel_view(vault, point) for point in points],
        "offered": [name for name in channels if name not in {p.channel for p in points}],
        **{name: getattr(hours, name) if hours else usual[name] for name in HOURS},
    }
