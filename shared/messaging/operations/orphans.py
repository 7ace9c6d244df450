"""Queues of consumers that no longer exist: nobody takes from them, and events go on filling them.

AMQP lists no queues, so they are looked for by name. A handler that a living service once had is
remembered by its row in `subscriptions`, and what events it may have heard is known; queues that
left the code, also with their whole service, are written down in `retired_queues.json`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from kombu import Connection, Exchange, Queue
from sqlalchemy import select

from shared.contracts.bus.errors import BrokerAway, NotOrphaned, QueueHoldsMessages, QueueInUse
from shared.messaging.connections import CONNECTION_ERRORS
from shared.messaging.consumers import all_queues, retired_queues
from shared.messaging.operations.counter import Counter
from shared.messaging.operations.place import Place
from shared.messaging.queues import SUFFIXES

REST = "gateway"  # looks after what belongs to no service any more


@dataclass(frozen=True)
class Orphan:
    """A work queue with what stands beside it; `messages` are in all of them."""

    queue: str
    messages: int
    consumers: int

    @property
    def source(self) -> str:
        return self.queue.split("-", 2)[1]

    @property
    def wire_name(self) -> str:
        return self.queue.partition("--")[0].split("-", 2)[2]


def found(place: Place, connection: Connection) -> list[Orphan]:
    """Those that this service looks after and that the broker has."""
    counter = Counter(connection)
    counted = (_counted(counter, name) for name in sorted(candidates(place)))
    return [orphan for orphan in counted if orphan is not None]


def listed(place: Place) -> list[dict[str, Any]]:
    """For who looks at the page: each name costs a question to the broker, so that what is read
    every few seconds does without them. None while the broker is away."""
    try:
        with place.connection() as connection:
            return [asdict(orphan) for orphan in found(place, connection)]
    except CONNECTION_ERRORS:
        return []


def candidates(place: Place) -> set[str]:
    """Names that a queue of a consumer may have that the code does not know any more."""
    return (_forgotten(place) | {q for q in retired_queues() if _is_mine(place, q)}) - all_queues()


def _forgotten(place: Place) -> set[str]:
    """Of each handler that this service had: its queue for every event that there is."""
    table = place.table("subscriptions")
    with place.database.sessions() as session:
        known = set(session.scalars(select(table.c.consumer)))
    gone = known - {heard.consumer for heard in place.heard}
    events = {queue.partition("--")[0] for queue in (*all_queues(), *retired_queues())}
    return {f"{event}--{place.service}.{consumer}" for event in events for consumer in gone}


def _is_mine(place: Place, queue: str) -> bool:
    """Its consumer's service looks after it, or where that is gone its source, or the last."""
    services = {each.partition("--")[2].partition(".")[0] for each in all_queues()} | {REST}
    consumer = queue.partition("--")[2].partition(".")[0]
    source = queue.split("-", 2)[1]
    keeper = next((each for each in (consumer, source) if each in services), REST)
    return keeper == place.service


def _counted(counter: Counter, name: str) -> Orphan | None:
    """None if it is not there: nothing is looked for beside a queue that nobody had."""
    work = counter.of(name)
    if work is None:
        return None
    beside = [counter.of(f"{name}{suffix}") for suffix in SUFFIXES if suffix]
    alive = [work, *(each for each in beside if each)]
    return Orphan(name, sum(each.ready for each in alive), sum(each.consumers for each in alive))


# -- removing ----------------------------------------------------------------------------------


def remove(
    place: Place, name: str, *, by: str, why: str, dry_run: bool, with_messages: bool
) -> dict[str, Any]:
    """Delete it with what stands beside it. Events stop to come in before its messages are counted
    for the last time. Raises NotOrphaned, QueueInUse, QueueHoldsMessages."""
    with _connected(place) as connection:
        orphan = _removable(place, connection, name, with_messages=with_messages)
        told = {"queue": name, "messages": orphan.messages, "dry_run": dry_run}
        if dry_run:
            return told
        operation = f"{place.service}.remove_queue"
        note = partial(place.note, str(uuid4()), operation, by=by, why=why)
        note(changes={**told, "begins": True}, version=1)
        exchange = Exchange(f"{orphan.source}.events", "topic", durable=True)
        if Counter(connection).of(name):
            Queue(name)(connection.channel()).unbind_from(exchange, orphan.wire_name)
        last = _removable(place, connection, name, with_messages=with_messages)
        for suffix in reversed(SUFFIXES):  # the work queue last: by it a killed removal goes on
            connection.channel().queue_delete(f"{name}{suffix}")
        told["messages"] = last.messages
    note(changes=told, version=2)
    return told


def _removable(place: Place, connection: Connection, name: str, *, with_messages: bool) -> Orphan:
    counted = _counted(Counter(connection), name) if name in candidates(place) else None
    if counted is None:
        raise NotOrphaned(name)
    if counted.consumers:
        raise QueueInUse(name)
    if counted.messages and not with_messages:
        raise QueueHoldsMessages(str(counted.messages))
    return counted


@contextmanager
def _connected(place: Place) -> Iterator[Connection]:
    try:
        with place.connection() as connection:
            yield connection
    except CONNECTION_ERRORS as away:
        raise BrokerAway(place.service) from away
