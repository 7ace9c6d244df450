"""Reads of one's own inbox: session in, plain data out."""

from typing import Any

from sqlalchemy import Select, and_, func, select, union_all
from sqlalchemy.orm import Session

from services.notifications.domain.addresses import of_viewer
from services.notifications.domain.messages import Urgency
from services.notifications.models import Message, Receipt
from services.notifications.views import message_view
from shared.access.grant import Grant
from shared.cursors import position

ENOUGH = 100


def list_messages(
    session: Session, grant: Grant, *, unread: bool, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first."""
    mine = select(Message.seq).outerjoin(Receipt, _of_viewer(grant))
    if unread:
        mine = mine.where(Receipt.message_seq.is_(None))
    if (last := position(after)) is not None:
        mine = mine.where(Message.seq < last)
    newest = _of_each(grant, mine.order_by(Message.seq.desc()).limit(limit + 1))
    query = select(Message, Receipt).outerjoin(Receipt, _of_viewer(grant))
    query = query.where(Message.seq.in_(newest)).order_by(Message.seq.desc())
    found = session.execute(query.limit(limit + 1)).all()
    items = [message_view(message, receipt) for message, receipt in found[:limit]]
    return {"items": items, "next": str(found[limit - 1][0].seq) if len(found) > limit else None}


def count_unread(session: Session, grant: Grant) -> dict[str, int]:
    """Each at most `ENOUGH`: nobody reads that many from a number. What has been read is passed on
    the way to the newest unread ones, so that who has read all pays for all their messages."""
    unread = select(Message.seq).outerjoin(Receipt, _of_viewer(grant))
    unread = unread.where(Receipt.message_seq.is_(None))

    def counted(query: Select[int]) -> int:
        some = _of_each(grant, query.limit(ENOUGH)).subquery()
        return min(session.scalar(select(func.count()).select_from(some)) or 0, ENOUGH)

    urgent = unread.where(Message.urgency == Urgency.URGENT)
    return {"unread": counted(unread), "urgent": counted(urgent)}


def _of_each(grant: Grant, query: Select[int]) -> Any:
    """The query of each address by itself: each is one walk along the index of addresses, the
    newest first, which ends when it has enough, and at the address's first message otherwise; one
    for all would read and sort everything always."""
    addresses = of_viewer(grant.viewer)
    each = [query.where(Message.address == address).subquery() for address in addresses]
    return union_all(*(select(one.c.seq) for one in each))


def _of_viewer(grant: Grant) -> Any:
    return and_(Receipt.message_seq == Message.seq, Receipt.account_id == grant.viewer.account_id)
