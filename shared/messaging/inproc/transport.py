"""kombu's channel and transport on the in-process broker."""

import itertools
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from amqp.exceptions import PreconditionFailed
from kombu.transport import virtual

from shared.messaging.inproc.broker import BROKER, Stored, StoredQueue
from shared.messaging.wakeup import WakeUp


class DeliveredMessage(virtual.Message):  # type: ignore[misc]
    properties: dict[str, Any]

    def __init__(self, payload: dict[str, Any], channel: Any = None, **kwargs: Any) -> None:
        super().__init__(payload, channel=channel, **kwargs)
        # AMQP keeps these among the properties, and nameko's RPC responder reads them there.
        self.properties = self.properties | {
            "content_type": self.content_type,
            "content_encoding": self.content_encoding,
        }


@dataclass(eq=False)
class Reader:
    """A consumer on a channel, with a prefetch window of its own."""

    queue: StoredQueue
    callback: Callable[[DeliveredMessage], None]
    window: int
    unacked: int = 0

    @property
    def has_room(self) -> bool:
        return not self.window or self.unacked < self.window


class Channel(virtual.Channel):  # type: ignore[misc]
    closed: bool
    Message = DeliveredMessage
    body_encoding = None  # no base64: bodies never leave the process
    from_transport_options = ()
    supports_fanout = False  # routing is ours; kombu's flag is for redis-like pub/sub

    def __init__(self, connection: "Transport", **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        self._tags = itertools.count(1)
        self._prefetch = 0
        self.readers: dict[str, Reader] = {}
        self.unacked: dict[int, tuple[Reader | None, StoredQueue, Stored]] = {}

    # -- topology ---------------------------------------------------------------------------------

    def _has_queue(self, queue: str, **_: Any) -> bool:
        return queue in BROKER.queues

    def _new_queue(self, queue: str, arguments: dict[str, Any] | None = None, **_: Any) -> None:
        known = BROKER.queues.get(queue)
        if known is None:
            BROKER.queues[queue] = StoredQueue(queue, arguments or {})
        elif arguments is not None and arguments != known.arguments:
            raise PreconditionFailed(
                f"inequivalent arguments for queue '{queue}'", (50, 10), "Queue.declare", 406
            )

    def _size(self, queue: str) -> int:
        return len(BROKER.queues[queue].ready) if queue in BROKER.queues else 0

    def queue_declare(self, queue: str | None = None, passive: bool = False, **options: Any) -> Any:
        """As kombu's, which says of every queue that nobody consumes from it."""
        declared = super().queue_declare(queue, passive, **options)
        return declared._replace(consumer_count=len(BROKER.queues[declared.queue].readers))

    def _purge(self, queue: str) -> int:
        count = self._size(queue)
        for _ in range(count):
            BROKER.drop(BROKER.queues[queue].ready.popleft())
        return count

    def queue_delete(
        self,
        queue: str,
        if_unused: bool = False,  # noqa: ARG002
        if_empty: bool = False,
        **_: Any,
    ) -> int:
        """How many messages went with it, as RabbitMQ says it."""
        if (if_empty and self._size(queue)) or queue not in BROKER.queues:
            return 0
        gone = self._purge(queue)
        for binding in list(self.state.queue_bindings(queue)):
            self.queue_unbind(queue, binding.exchange, binding.routing_key)
        del BROKER.queues[queue]
        return gone

    def exchange_delete(self, exchange: str, **_: Any) -> None:
        self.state.exchanges.pop(exchange, None)

    # -- messages ---------------------------------------------------------------------------------

    def basic_publish(
        self,
        message: dict[str, Any],
        exchange: str,
        routing_key: str,
        mandatory: bool = False,
        **_: Any,
    ) -> None:
        message["properties"]["delivery_info"] = {"exchange": exchange, "routing_key": routing_key}
        BROKER.publish(message, exchange, routing_key, mandatory)

    def basic_qos(
        self,
        prefetch_size: int = 0,  # noqa: ARG002
        prefetch_count: int = 0,
        apply_global: bool = False,  # noqa: ARG002
    ) -> None:
        self._prefetch = prefetch_count  # as in RabbitMQ: of the consumers that start from now on

    def basic_consume(
        self,
        queue: str,
        no_ack: bool,
        callback: Callable[[DeliveredMessage], None],
        consumer_tag: str,
        **_: Any,
    ) -> None:
        reader = Reader(BROKER.queues[queue], callback, 0 if no_ack else self._prefetch)
        self.readers[consumer_tag] = reader
        self.connection.rotation.append((self, reader, no_ack))
        reader.queue.readers.add(self.connection)
        self.connection.wakeup.set()

    def basic_cancel(self, consumer_tag: str) -> None:
        reader = self.readers.pop(consumer_tag, None)
        if reader is not None and self.connection is not None:
            rotation = self.connection.rotation
            self.connection.rotation = deque(entry for entry in rotation if entry[1] is not reader)
            reader.queue.readers.discard(self.connection)

    def basic_get(self, queue: str, no_ack: bool = False, **_: Any) -> DeliveredMessage | None:
        stored_queue = BROKER.queues[queue]
        stored = BROKER.take(stored_queue)
        return None if stored is None else self._hand_out(stored_queue, stored, None, no_ack)

    def deliver(self, reader: Reader, no_ack: bool) -> bool:
        stored = BROKER.take(reader.queue) if reader.has_room else None
        if stored is None:
            return False
        reader.callback(self._hand_out(reader.queue, stored, reader, no_ack))
        return True

    def _hand_out(
        self, queue: StoredQueue, stored: Stored, reader: Reader | None, no_ack: bool
    ) -> DeliveredMessage:
        tag = next(self._tags)
        # Each copy gets headers and properties of its own: a handler may change them.
        properties = stored.payload["properties"] | {"delivery_tag": tag}
        properties["delivery_info"] = properties["delivery_info"] | {
            "redelivered": stored.deliveries > 0
        }
        headers = stored.payload["headers"] | (
            {"x-delivery-count": stored.deliveries} if stored.deliveries else {}
        )
        message = DeliveredMessage(
            stored.payload | {"properties": properties, "headers": headers}, channel=self
        )
        if no_ack:
            BROKER.drop(stored)
        else:
            self.unacked[tag] = (reader, queue, stored)
            if reader is not None:
                reader.unacked += 1
        return message

    def _settle(self, delivery_tag: int) -> tuple[StoredQueue, Stored] | None:
        if delivery_tag not in self.unacked:
            return None  # closed meanwhile: the copy is back in its queue
        reader, queue, stored = self.unacked.pop(delivery_tag)
        if reader is not None:
            reader.unacked -= 1
        self.connection.wakeup.set()  # there is room in a prefetch window
        return queue, stored

    def basic_ack(self, delivery_tag: int, multiple: bool = False) -> None:
        earlier = [tag for tag in self.unacked if tag < delivery_tag] if multiple else []
        for tag in (*earlier, delivery_tag):
            if settled := self._settle(tag):
                BROKER.drop(settled[1])

    def basic_reject(self, delivery_tag: int, requeue: bool = False) -> None:
        if settled := self._settle(delivery_tag):
            BROKER.requeue(*settled) if requeue else BROKER.dead_letter(*settled, "rejected")

    def close(self) -> None:
        """Cancel the consumers and give back, in order, what was not acked."""
        if self.closed:
            return
        self.closed = True
        for tag in list(self.readers):
            self.basic_cancel(tag)
        for _, queue, stored in reversed(self.unacked.values()):
            BROKER.requeue(queue, stored)
        self.unacked.clear()
        if self.connection is not None:
            self.connection.close_channel(self)


class Transport(virtual.Transport):  # type: ignore[misc]
    Channel = Channel
    driver_type = driver_name = "inproc"
    recoverable_connection_errors = ()
    recoverable_channel_errors = ()  # let NO_ROUTE and a full queue reach the publisher

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        self.state = BROKER.topology
        self.wakeup = WakeUp()
        self.rotation: deque[tuple[Channel, Reader, bool]] = deque()
        self.longest_wait: float | None = client.transport_options.get("longest_wait")

    def driver_version(self) -> str:
        return "1"

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:  # noqa: ARG002
        """Deliver one message, or wait for one; a `longest_wait` makes consumers stop faster."""
        waits = [w for w in (timeout, self.longest_wait) if w is not None]
        ends = time.monotonic() + min(waits) if waits else None
        while not self._deliver_one():
            left = None if ends is None else ends - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError
            self.wakeup.wait(left)

    def _deliver_one(self) -> bool:
        for _ in range(len(self.rotation)):
            channel, reader, no_ack = self.rotation[0]
            self.rotation.rotate(-1)
            # Most queues are empty, and all are passed between two messages of one of them.
            if reader.queue.ready and channel.deliver(reader, no_ack):
                return True
        return False
