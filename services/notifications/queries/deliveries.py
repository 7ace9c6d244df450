"""Reads of what went outside: session in, plain data out."""

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notifications.domain.deliveries import Channel
from services.notifications.models import Delivery, Provider
from services.notifications.views import delivery_view
from shared.cursors import position


def list_deliveries(
    session: Session,
    *,
    channel: str | None,
    state: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """Newest first."""
    query = select(Delivery).order_by(Delivery.seq.desc())
    if channel is not None:
        query = query.where(Delivery.channel == channel)
    if state is not None:
        query = query.where(Delivery.state == state)
    if (last := position(after)) is not None:
        query = query.where(Delivery.seq < last)
    found = list(session.scalars(query.limit(limit + 1)))
    following = str(found[limit - 1].seq) if len(found) > limit else None
    return {"items": [delivery_view(each) for each in found[:limit]], "next": following}


def delivery_overview(session: Session, channels: tuple[str, ...]) -> dict[str, Any]:
    """Every channel that is set, or that once was."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    by_state = select(Delivery.channel, Delivery.state, func.count()).group_by(
        Delivery.channel, Delivery.state
    )
    for channel, state, count in session.execute(by_state):
        counts[channel][state] = count
    known = {provider.channel: provider for provider in session.scalars(select(Provider))}
    shown = [each for each in Channel if each in channels or each in counts or each in known]
    return {
        "items": [
            {
                "channel": each,
                "configured": each in channels,
                "counts": counts[each],
                "failures": 0,
                "problem": None,
                "down_until": None,
                "worked_at": None,
                **(_faring(known[each]) if each in known else {}),
            }
            for each in shown
        ]
    }


def _faring(provider: Provider) -> dict[str, Any]:
    names = ("failures", "problem", "down_until", "worked_at")
    return {name: getattr(provider, name) for name in names}
