"""What is told inside also goes outside: as rows, in the transaction that tells it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from services.notifications.domain.deliveries import Channel, DeliveryState
from services.notifications.domain.messages import Urgency
from services.notifications.domain.outside import Kind, kind_of
from services.notifications.handlers.acknowledging import hash_of, token_of
from services.notifications.models import ContactPoint
from services.notifications.ports import Told, UnitOfWork
from shared.clock import now
from shared.texts.outside import newest

DUE, DIGEST = "deliveries", "digest"
ORDER = (Urgency.URGENT, Urgency.IMPORTANT, Urgency.NORMAL)


def plan(uow: UnitOfWork, told: Sequence[Told]) -> None:
    """An emergency by every channel of each reader at once, what is important by their first one
    outside their quiet time, the rest in their digest."""
    if not told or not uow.channels:
        return
    readers = uow.points.readers({one.address for one in told})
    accounts = {account for each in readers.values() for account in each}
    points = uow.points.confirmed(accounts, uow.channels)
    hours, at = uow.points.hours_of(points), now()
    rows, aside = [], set()
    for one, account in _once(told, readers):
        if not (own := points.get(account)):
            continue
        if one.urgency is Urgency.NORMAL:
            aside.add((account, one.event_id))
            continue
        emergency = one.urgency is Urgency.URGENT
        due = at if emergency else hours[account].quiet_until(at)
        rows += [
            delivery(
                one.event_id,
                point,
                kind_of(one.urgency, one.address),
                due,
                emergency=emergency,
                event_type=one.event_type,
                address=one.address,
            )
            for point in (own if emergency else own[:1])
        ]
    send(uow, rows)
    uow.deliveries.put_aside(aside)
    for account in {account for account, _ in aside}:
        due = hours[account].next_digest(at)
        uow.set_timer(DIGEST, f"{account} {due.isoformat()}", due)


def _once(told: Iterable[Told], readers: Any) -> list[tuple[Told, str]]:
    """Whoever holds two posts that are told of one event is told once, of the more urgent."""
    found: dict[tuple[str, str], Told] = {}
    for one in sorted(told, key=lambda each: ORDER.index(each.urgency)):
        for account in readers.get(one.address, ()):
            found.setdefault((one.event_id, account), one)
    return [(one, account) for (_, account), one in found.items()]


def delivery(
    cause: str,
    point: ContactPoint,
    kind: Kind,
    due: datetime,
    *,
    emergency: bool = False,
    event_type: str | None = None,
    address: str | None = None,
    delivery_id: str | None = None,
    count: int = 1,
) -> dict[str, Any]:
    made = delivery_id or str(uuid4())
    return {
        "id": made,
        "cause": cause,
        "event_type": event_type,
        "address": address,
        "account_id": point.account_id,
        "channel": point.channel,
        "kind": kind,
        "version": newest(kind),
        "count": count,
        "emergency": emergency,
        "state": DeliveryState.QUEUED,
        "due_at": due,
        "attempts": 0,
        "unknown_attempts": 0,
        "token_hash": hash_of(token_of(made)),
        "created_at": now(),
    }


def send(uow: UnitOfWork, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Queue them, and have someone look when they are due."""
    made = uow.deliveries.queue(rows)
    for channel, due in {(row["channel"], row["due_at"]) for row in rows if row["id"] in made}:
        wake(uow, channel, due)
    return made


def wake(uow: UnitOfWork, channel: Channel, due: datetime) -> None:
    """A timer fires once for its subject, so each has one of its own."""
    uow.set_timer(DUE, f"{channel} {uuid4()}", due)


def send_digest(uow: UnitOfWork, subject: str, at: datetime) -> None:
    """One message that says how many wait in the application."""
    account, _, day = subject.partition(" ")
    points = uow.points.confirmed([account], uow.channels).get(account)
    digest = str(uuid4())
    if not points or not (count := uow.deliveries.collect(account, digest)):
        return
    cause = f"digest:{day}"
    send(uow, [delivery(cause, points[0], Kind.DIGEST, at, delivery_id=digest, count=count)])


def look_for_due(uow: UnitOfWork, subject: str) -> None:
    """Start the channel's sender, unless one is about to begin anyhow."""
    channel = subject.partition(" ")[0]
    kind = job_of(channel)
    if channel in uow.channels and not uow.deliveries.sender_waits(kind):
        uow.start_job(kind, channel)


def job_of(channel: str) -> str:
    return f"send_{channel}"
