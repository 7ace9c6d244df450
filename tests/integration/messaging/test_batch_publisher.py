"""A batch goes out in one write, and with a pika that is made otherwise in as many as it takes."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from kombu import Connection, Queue

from shared.messaging import batch_publisher
from shared.messaging.batch_publisher import UNROUTABLE, BatchPublisher, Message
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import unique


@pytest.fixture
def queue(rabbitmq: str) -> Iterator[Queue]:
    with Connection(rabbitmq) as connection:
        queue = Queue(unique("harbour"), durable=True)(connection.channel())
        queue.declare()
        yield queue
        queue.delete()


@pytest.mark.parametrize("name", [batch_publisher.FRAMES_OUT, "_of_another_pika"])
def test_all_of_a_batch_is_confirmed_and_what_nobody_takes_is_named(
    rabbitmq: str, queue: Queue, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(batch_publisher, "FRAMES_OUT", name)
    batch = [Message(f"m{n}", "", queue.name, "{}") for n in range(20)]
    with closing(BatchPublisher(rabbitmq)) as publisher:
        refused = publisher.publish([*batch, Message("lost", "", unique("nobody"), "{}")])
    assert refused == {"lost": UNROUTABLE}
    assert count(queue.channel, queue.name) == 20


def test_the_pika_that_is_installed_is_one_that_writes_at_once(rabbitmq: str) -> None:
    """Else the relay would be slower and nobody would know."""
    with closing(BatchPublisher(rabbitmq)) as publisher:
        assert callable(getattr(publisher.channel.connection, batch_publisher.FRAMES_OUT))
