"""The broker's state: exchanges, queues, copies of messages, and who wants to know of their end."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import eventlet
from amqp.exceptions import MessageNacked, NotFound
from kombu.exceptions import ChannelError
from kombu.transport import virtual
from kombu.transport.virtual.exchange import STANDARD_EXCHANGE_TYPES

from shared.messaging.wakeup import WakeUp

EXCHANGE_TYPES = {name: kind(None) for name, kind in STANDARD_EXCHANGE_TYPES.items()}


class HasWakeUp(Protocol):
    wakeup: WakeUp


@dataclass(eq=False)
class Stored:
    """One copy of a message, in one queue."""

    payload: dict[str, Any]
    expires_at: float | None = None
    deliveries: int = 0

    @property
    def message_id(self) -> str | None:
        found: str | None = self.payload["properties"].get("message_id")
        return found


@dataclass(eq=False)
class StoredQueue:
    name: str
    arguments: dict[str, Any]
    ready: deque[Stored] = field(default_factory=deque)
    readers: set[HasWakeUp] = field(default_factory=set)
    expiry_armed: bool = False

    @property
    def full(self) -> bool:
        longest = self.arguments.get("x-max-length")
        return longest is not None and len(self.ready) >= longest


class Broker:
    """All state of the process-wide broker."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.topology = virtual.BrokerState()
        self.queues: dict[str, StoredQueue] = {}
        self.copies: dict[str, int] = {}
        self.watchers: dict[str, Callable[[str], None]] = {}

    # -- publishing -------------------------------------------------------------------------------

    def route(self, exchange: str, routing_key: str) -> list[StoredQueue]:
        if not exchange:
            names = {routing_key}
        else:
            declared = self.topology.exchanges.get(exchange)
            if declared is None:
                raise NotFound(
                    f"NOT_FOUND - no exchange '{exchange}'", (60, 40), "Basic.publish", 404
                )
            kind = EXCHANGE_TYPES[declared["type"]]
            names = kind.lookup(declared["table"], exchange, routing_key, None)
        return [self.queues[name] for name in names if name in self.queues]

    def publish(
        self, payload: dict[str, Any], exchange: str, routing_key: str, mandatory: bool
    ) -> None:
        queues = self.route(exchange, routing_key)
        if mandatory and not queues:
            raise ChannelError("Basic.publish: NO_ROUTE", (60, 50), "NO_ROUTE", 312)
        if any(
            queue.full for queue in queues
        ):  # all or none, so that a refusal leaves nothing behind
            raise MessageNacked(f"a queue for {routing_key!r} is full")
        for queue in queues:
            self.put(queue, Stored(payload))

    def put(self, queue: StoredQueue, stored: Stored, at_front: bool = False) -> None:
        if not at_front:
            self._count(stored, +1)
            stored.expires_at = self._expiry(queue, stored)
        (queue.ready.appendleft if at_front else queue.ready.append)(stored)
        self._arm_expiry(queue)
        for reader in queue.readers:
            reader.wakeup.set()

    # -- taking and settling ----------------------------------------------------------------------

    def take(self, queue: StoredQueue) -> Stored | None:
        self._expire_head(queue)
        return queue.ready.popleft() if queue.ready else None

    def requeue(self, queue: StoredQueue, stored: Stored) -> None:
        stored.deliveries += 1
        limit = queue.arguments.get("x-delivery-limit")
        if limit is not None and stored.deliveries > limit:
            self.dead_letter(queue, stored, "delivery_limit")
        else:
            self.put(queue, stored, at_front=True)

    def drop(self, stored: Stored) -> None:
        """This copy is done with."""
        self._count(stored, -1)

    def dead_letter(self, queue: StoredQueue, stored: Stored, reason: str) -> None:
        exchange = queue.arguments.get("x-dead-letter-exchange")
        if exchange is not None:
            came_by = stored.payload["properties"]["delivery_info"]
            routing_key = queue.arguments.get("x-dead-letter-routing-key", came_by["routing_key"])
            payload = with_death(stored.payload, queue.name, reason, exchange, routing_key)
            for target in self.route(exchange, routing_key):
                self.put(target, Stored(payload))
        self.drop(stored)

    # -- settlement: when has every copy of a message gone? ---------------------------------------

    def watch(self, message_id: str, when_gone: Callable[[str], None]) -> None:
        """Call back once no queue and no consumer holds a copy: the first, a retry or a dead
        letter."""
        self.watchers[message_id] = when_gone
        self.copies.setdefault(message_id, 0)

    def unwatch(self, message_id: str) -> None:
        self.watchers.pop(message_id, None)
        self.copies.pop(message_id, None)

    def is_at_rest(self, message_id: str) -> bool:
        """No consumer has a copy or will get one: all are gone, or in queues that nobody reads and
        that nothing leaves by itself."""
        resting = sum(
            stored.message_id == message_id
            for queue in self.queues.values()
            if not queue.readers and "x-message-ttl" not in queue.arguments
            for stored in queue.ready
        )
        return self.copies.get(message_id, 0) == resting

    def _count(self, stored: Stored, change: int) -> None:
        message_id = stored.message_id
        if message_id not in self.watchers:
            return
        self.copies[message_id] += change
        if self.copies[message_id] == 0:
            when_gone = self.watchers[message_id]
            self.unwatch(message_id)
            when_gone(message_id)

    # -- expiry -----------------------------------------------------------------------------------

    @staticmethod
    def _expiry(queue: StoredQueue, stored: Stored) -> float | None:
        own, queues = (
            stored.payload["properties"].get("expiration"),
            queue.arguments.get("x-message-ttl"),
        )
        limits = [float(ms) / 1000 for ms in (own, queues) if ms is not None]
        return time.monotonic() + min(limits) if limits else None

    def _expire_head(self, queue: StoredQueue) -> None:
        while queue.ready and (queue.ready[0].expires_at or float("inf")) <= time.monotonic():
            self.dead_letter(queue, queue.ready.popleft(), "expired")

    def _arm_expiry(self, queue: StoredQueue) -> None:
        """One timer per queue, for its head: a delay queue has no reader that would look."""
        if queue.ready and queue.ready[0].expires_at is not None and not queue.expiry_armed:
            queue.expiry_armed = True
            wait = max(0.0, queue.ready[0].expires_at - time.monotonic())
            eventlet.spawn_after(wait, self._on_expiry, queue)

    def _on_expiry(self, queue: StoredQueue) -> None:
        queue.expiry_armed = False
        if self.queues.get(queue.name) is queue:
            self._expire_head(queue)
            self._arm_expiry(queue)


def with_death(
    payload: dict[str, Any], queue: str, reason: str, exchange: str, routing_key: str
) -> dict[str, Any]:
    """The payload with its x-death history and new address, and without an expiry of its own."""
    headers, deaths = payload["headers"], payload["headers"].get("x-death", [])
    same = [d for d in deaths if (d["queue"], d["reason"]) == (queue, reason)]
    death = {"queue": queue, "reason": reason, "count": 1 + sum(d["count"] for d in same)}
    properties = {k: v for k, v in payload["properties"].items() if k != "expiration"}
    properties["delivery_info"] = {"exchange": exchange, "routing_key": routing_key}
    others = [d for d in deaths if d not in same]
    return payload | {"headers": headers | {"x-death": [death, *others]}, "properties": properties}


BROKER = Broker()
