"""Reads of one's own inbox: session in, plain data out."""

from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from services.notifications.domain.addresses import of_viewer
from services.notifications.domain.messages import Urgency
from services.notifications.models import Message, Receipt
from services.notifications.views import message_view
from shared.access.grant import Grant
from shared.cursors import position


def list_messages(
    session: Session, grant: Grant, *, unread: bool, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first."""
    query = (
        select(Message, Receipt)
        .outerjoin(Receipt, _of_viewer(grant))
        .where(Message.address.in_(of_viewer(grant.viewer)))
    )
    if unread:
        query = query.where(Receipt.message_seq.is_(None))
    if (last := position(after)) is not None:
        query = query.where(Message.seq < last)
    found = session.execute(query.order_by(Message.seq.desc()).limit(limit + 1)).all()
    items = [message_view(message, receipt) for message, receipt in found[:limit]]
    return {"items": items, "next": str(found[limit - 1][0].seq) if len(found) > limit else None}


def count_unread(session: Session, grant: Grant) -> dict[str, int]:
    query = (
        select(Message.urgency, func.count())
        .outerjoin(Receipt, _of_viewer(grant))
        .where(Message.address.in_(of_viewer(grant.viewer)), Receipt.message_seq.is_(None))
        .group_by(Message.urgency)
    )
    counts = {urgency: count for urgency, count in session.execute(query)}
    return {"unread": sum(counts.values()), "urgent": counts.get(Urgency.URGENT, 0)}


def _of_viewer(grant: Grant) -> Any:
    return and_(Receipt.message_seq == Message.seq, Receipt.account_id == grant.viewer.account_id)
