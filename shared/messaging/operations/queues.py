"""How many messages wait where, and whether anybody takes them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.clock import now
from shared.messaging.connections import CONNECTION_ERRORS
from shared.messaging.operations.counter import Counter, Waiting
from shared.messaging.operations.place import Heard, Place


def status(place: Place) -> dict[str, Any]:
    """What waits at this service now. Reads downstream last, so that nothing on its way is missed:
    outbox, work, quarantine, retries, dead letters."""
    outbox = _outbox(place)
    try:
        with place.connection() as connection:
            counter = Counter(connection)
            subscriptions = [_subscription(counter, heard) for heard in place.heard]
            retries = _retries(counter, place)
        broker = True
    except CONNECTION_ERRORS:
        subscriptions, retries, broker = [], [], False
    return {
        "service": place.service,
        "database": outbox is not None,
        "broker": broker,
        "outbox": outbox,
        "subscriptions": subscriptions,
        "retries": retries,
    }


def _subscription(counter: Counter, heard: Heard) -> dict[str, Any]:
    topology = heard.topology
    work = counter.of(topology.work.name)
    quarantine = counter.of(topology.quarantine.name)
    return {
        "consumer": heard.consumer,
        "source": heard.source,
        "type": heard.type,
        "queue": topology.work.name,
        "exists": work is not None,
        **asdict(work or Waiting(0, 0)),
        "quarantine": quarantine.ready if quarantine else 0,
        "dead": counter.ready(topology.dead_letters.name),
    }


def _retries(counter: Counter, place: Place) -> list[dict[str, Any]]:
    delays = {delay.name: delay for heard in place.heard for delay in heard.topology.delays}
    return sorted(
        (
            {"seconds": milliseconds(delay) / 1000, "queue": name, "waiting": counter.ready(name)}
            for name, delay in delays.items()
        ),
        key=lambda each: float(each["seconds"]),
    )


def milliseconds(delay: Any) -> int:
    return int(delay.queue_arguments["x-message-ttl"])


def _outbox(place: Place) -> dict[str, Any] | None:
    """None if the database does not answer."""
    outbox = place.table("outbox")
    is_open = outbox.c.settled_at.is_(None)
    waits = or_(outbox.c.seq > place.published_up_to, outbox.c.problem.is_not(None))
    columns = outbox.c.problem, func.count(), func.min(outbox.c.written_at)
    grouped = select(*columns).where(is_open, waits).group_by(outbox.c.problem)
    try:
        with place.database.sessions() as session:
            rows = session.execute(grouped).all()
            opened = session.scalar(select(func.count()).select_from(outbox).where(is_open))
    except (DBAPIError, PoolTimeout):
        return None
    return {
        "open": opened,
        "waiting": sum(count for _, count, _ in rows),
        "oldest_seconds": max((age(oldest) for _, _, oldest in rows), default=0),
        "unexplained": [
            {"events": count, "oldest_seconds": age(oldest)}
            for problem, count, oldest in rows
            if problem is None
        ],
        "problems": [
            {"problem": problem, "events": count, "oldest_seconds": age(oldest)}
            for problem, count, oldest in rows
            if problem is not None
        ],
    }


def age(since: datetime) -> int:
    """Whole seconds; 0 for an instant that another host's clock puts into the future."""
    return max(0, int((now() - since).total_seconds()))
