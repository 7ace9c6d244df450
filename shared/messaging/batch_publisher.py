"""Publishing to RabbitMQ in batches: one wait for all confirms. pika's public way is one by one.

Without eventlet, for the relay's process.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pika
from pika.exceptions import ChannelClosedByBroker

from shared.messaging.cloudevents import CONTENT_TYPE

PATIENCE = 15.0  # seconds for a batch's confirms
HEARTBEAT = 20
FRAMES_OUT = "_output_marshaled_frames"  # of pika's connections, 1.3 and 1.4
UNROUTABLE, FULL = "no queue takes it", "a queue is full"


class Unconfirmed(Exception):
    """The broker did not answer for the whole batch: what it has is unknown, so all stays open."""


@dataclass(frozen=True)
class Message:
    id: str
    exchange: str
    routing_key: str
    body: str


def parameters(url: str) -> pika.URLParameters:
    found = pika.URLParameters(url)
    found.heartbeat, found.socket_timeout = HEARTBEAT, 5
    found.blocked_connection_timeout = PATIENCE
    return found


class BatchPublisher:
    """`url` may name the nodes of a cluster, separated by `;`: the first that answers is taken."""

    def __init__(self, url: str) -> None:
        self.connection = pika.BlockingConnection([parameters(each) for each in url.split(";")])
        self.sent = 0
        self.unconfirmed: dict[int, str] = {}
        self.refused: dict[str, str] = {}
        # The asynchronous channel beneath: the blocking one waits after each message.
        self.channel = self.connection.channel()._impl
        self._confirm()

    def _confirm(self) -> None:
        ready: list[Any] = []
        self.channel.confirm_delivery(self._on_confirm, callback=ready.append)
        self.channel.add_on_return_callback(self._on_return)
        while not ready:
            self.connection.process_data_events(1)

    def declare_exchange(self, name: str) -> None:
        channel = self.connection.channel()
        channel.exchange_declare(name, "topic", durable=True)
        channel.close()

    def has_queue(self, name: str) -> bool:
        channel = self.connection.channel()
        try:
            channel.queue_declare(name, passive=True)
        except ChannelClosedByBroker:
            return False
        channel.close()
        return True

    def publish(self, messages: list[Message]) -> dict[str, str]:
        """What the broker refused, with the reason; it has all others. Raises Unconfirmed."""
        self.unconfirmed, self.refused = {}, {}
        with self._one_write():
            for message in messages:
                self._publish(message)
        self._await_confirms()
        return self.refused

    @contextmanager
    def _one_write(self) -> Iterator[None]:
        """pika hands each frame to the system by itself, three for a message. The method that does
        it is private: with a pika that has none of that name each frame goes by itself."""
        frames: list[bytes] = []
        connection = self.channel.connection
        write = getattr(connection, FRAMES_OUT, None)
        if write is None:
            yield
            return
        setattr(connection, FRAMES_OUT, frames.extend)
        try:
            yield
        finally:
            setattr(connection, FRAMES_OUT, write)
        write([b"".join(frames)])

    def _publish(self, message: Message) -> None:
        self.sent += 1
        self.unconfirmed[self.sent] = message.id
        properties = pika.BasicProperties(
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            delivery_mode=2,
            message_id=message.id,
            headers={},
        )
        self.channel.basic_publish(
            message.exchange,
            message.routing_key,
            message.body.encode(),
            properties,
            mandatory=True,
        )

    def _await_confirms(self) -> None:
        ends = time.monotonic() + PATIENCE
        while self.unconfirmed:
            if time.monotonic() > ends:
                raise Unconfirmed
            self.connection.process_data_events(0.5)

    def _on_confirm(self, frame: Any) -> None:
        tag, nacked = frame.method.delivery_tag, isinstance(frame.method, pika.spec.Basic.Nack)
        for each in [t for t in self.unconfirmed if t <= tag] if frame.method.multiple else [tag]:
            message_id = self.unconfirmed.pop(each, None)
            if nacked and message_id is not None:
                self.refused[message_id] = FULL
        if not self.unconfirmed:
            # Without it process_data_events sleeps on to the end of its half second.
            self.connection.add_callback_threadsafe(lambda: None)

    def _on_return(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        self.refused[properties.message_id] = UNROUTABLE

    def keep_alive(self) -> None:
        """Answer heartbeats; between batches nothing else reads from the connection."""
        self.connection.process_data_events(0)

    def close(self) -> None:
        if self.connection.is_open:
            self.connection.close()
