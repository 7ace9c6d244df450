"""Publishing with confirms from greenlets, each on a connection that nobody else uses meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import eventlet
from amqp.exceptions import MessageNacked
from kombu import Producer
from kombu.exceptions import ChannelError
from nameko.extensions import SharedExtension

from shared.messaging.connections import CONNECTION_ERRORS, connect

PATIENCE = 10.0  # seconds for a confirm; a frozen broker must not hold a handler for ever


class PublishUnconfirmed(Exception):
    """The broker did not say in time whether it has the message."""


# Trouble of the broker, which ends: it is away, slow or full, or a queue is just being made anew.
TAKES_NONE = (PublishUnconfirmed, MessageNacked, ChannelError, *CONNECTION_ERRORS)


class ConfirmedPublisher(SharedExtension):  # type: ignore[misc]
    """Mandatory and confirmed. A connection on which anything went wrong is never used again: the
    next message would take the last one's confirm for its own."""

    def __init__(self) -> None:
        super().__init__()
        self._idle: list[Producer] = []

    def publish(self, body: Any, **options: Any) -> None:
        """Return when the broker has it. Raises kombu's ChannelError where no queue takes it."""
        with eventlet.Timeout(PATIENCE, PublishUnconfirmed()):
            try:
                self._publish(body, options)
            except CONNECTION_ERRORS:
                # Idle connections do not notice a restarted broker. Sent twice is absorbed.
                self._forget_all()
                self._publish(body, options)

    def _publish(self, body: Any, options: dict[str, Any]) -> None:
        with self._producer() as producer:
            producer.publish(body, mandatory=True, **({"delivery_mode": 2} | options))

    @contextmanager
    def _producer(self) -> Iterator[Producer]:
        producer = self._idle.pop() if self._idle else self._connect()
        try:
            yield producer
        except BaseException:
            eventlet.spawn_n(_close, producer)
            raise
        self._idle.append(producer)

    def _connect(self) -> Producer:
        return Producer(connect(self.container.config, confirm_publish=True))

    def _forget_all(self) -> None:
        idle, self._idle = self._idle, []
        for producer in idle:
            eventlet.spawn_n(_close, producer)

    def stop(self) -> None:
        self._forget_all()


def _close(producer: Producer) -> None:
    with suppress(*CONNECTION_ERRORS), eventlet.Timeout(2, False):
        producer.connection.release()
