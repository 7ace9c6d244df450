"""Asking the broker for queues by name: AMQP has no list of them."""

from dataclasses import dataclass
from typing import Any

from amqp.exceptions import ChannelError as AmqpChannelError
from kombu import Connection
from kombu.exceptions import ChannelError

ABSENT = (ChannelError, AmqpChannelError)


@dataclass(frozen=True)
class Waiting:
    """Of one queue: messages that nobody holds yet, and how many take them."""

    ready: int
    consumers: int


class Counter:
    """Asks for queues by name; one that is not there costs a new channel."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel: Any = connection.channel()

    def of(self, name: str) -> Waiting | None:
        """None for a queue that does not exist."""
        try:
            found = self._channel.queue_declare(name, passive=True)
        except ABSENT:
            self._channel = self._connection.channel()
            return None
        return Waiting(int(found.message_count), int(found.consumer_count))

    def ready(self, name: str) -> int:
        found = self.of(name)
        return found.ready if found else 0
