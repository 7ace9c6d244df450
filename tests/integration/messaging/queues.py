"""What is in a queue, on either bus."""

from typing import Any

from kombu import Queue


def take(channel: Any, name: str) -> Any:
    """Through kombu's Queue: channel.basic_get gives a bare amqp message on RabbitMQ."""
    return Queue(name)(channel).get(no_ack=False)


def count(channel: Any, name: str) -> int:
    return int(channel.queue_declare(name, passive=True).message_count)


def as_bytes(body: bytes | str) -> bytes:
    """py-amqp has decoded it if it could."""
    return body if isinstance(body, bytes) else body.encode()
