"""The in-process bus does what RabbitMQ does: the same tests on both, through kombu alone."""

import json
from typing import Any
from uuid import uuid4

import eventlet
import pytest
from kombu import Connection, Exchange, Producer, Queue

from shared.messaging.queues import durable_queue
from tests.integration.messaging.queues import count, take
from tests.probes import probe


@pytest.fixture
def name(channel: Any) -> Any:
    """Of a queue, whose dead letters are in `<name>.dlq`."""
    made = f"q{uuid4().hex[:8]}"
    yield made
    for suffix in ("", ".dlq"):
        channel.queue_delete(f"{made}{suffix}")


def test_a_full_queue_refuses(bus, channel, name):
    arguments = {"x-max-length": 2, "x-overflow": "reject-publish"}
    Queue(name, durable=True, queue_arguments=arguments)(channel).declare()
    outcomes = []
    with Connection(bus, transport_options={"confirm_publish": True}) as connection:
        producer = Producer(connection)
        for _ in range(4):
            try:
                producer.publish(
                    b"x", routing_key=name, mandatory=True, serializer=None, content_type="a/b"
                )
                outcomes.append("taken")
            except Exception as exc:
                outcomes.append(type(exc).__name__)
    assert outcomes == ["taken", "taken", "MessageNacked", "MessageNacked"]


@pytest.mark.parametrize("kind", ["direct", "topic", "fanout"])
def test_exchanges_route(channel, kind):
    exchange = Exchange(f"x{uuid4().hex[:8]}", kind)
    queues = [
        Queue(f"{exchange.name}.{key}", exchange, routing_key=key, durable=True)
        for key in ("a.b", "a.c")
    ]
    for queue in queues:
        queue(channel).declare()
    Producer(channel).publish({"n": 1}, exchange=exchange, routing_key="a.b")
    probe(lambda: count(channel, queues[0].name) == 1)
    got = [bool(channel.basic_get(queue.name, no_ack=True)) for queue in queues]
    for queue in queues:
        channel.queue_delete(queue.name)
    channel.exchange_delete(exchange.name)
    assert got == [True, kind == "fanout"]


def test_a_reject_dead_letters_with_its_history(channel, name):
    durable_queue(f"{name}.dlq")(channel).declare()
    durable_queue(name, to=f"{name}.dlq")(channel).declare()
    Producer(channel).publish({"n": 1}, routing_key=name)
    probe(lambda: count(channel, name) == 1)
    take(channel, name).reject()
    probe(lambda: count(channel, f"{name}.dlq") == 1)
    message = take(channel, f"{name}.dlq")
    message.ack()
    assert message.headers["x-death"][0]["reason"] == "rejected"
    assert message.headers["x-death"][0]["queue"] == name
    assert json.loads(message.body) == {"n": 1}


def test_the_delivery_limit_dead_letters(channel, name):
    durable_queue(f"{name}.dlq")(channel).declare()
    durable_queue(name, to=f"{name}.dlq", **{"x-delivery-limit": 2})(channel).declare()
    Producer(channel).publish({"n": 1}, routing_key=name)
    deliveries = 0
    with eventlet.Timeout(5):
        while not (message := take(channel, f"{name}.dlq")):
            if again := take(channel, name):
                deliveries += 1
                again.requeue()
            eventlet.sleep(0.02)
    message.ack()
    assert deliveries == 3


def test_a_delay_queue_gives_back_what_has_waited(channel, name):
    durable_queue(f"{name}.dlq")(channel).declare()
    durable_queue(name, to=f"{name}.dlq", **{"x-message-ttl": 150})(channel).declare()
    Producer(channel).publish({"n": 1}, routing_key=name)
    assert count(channel, f"{name}.dlq") == 0
    message = probe(lambda: take(channel, f"{name}.dlq"), 2)
    message.ack()
    assert message.headers["x-death"][0]["reason"] == "expired"


def test_one_ack_may_settle_all_before_it(bus, channel, name):
    Queue(name, durable=True)(channel).declare()
    for n in range(4):
        Producer(channel).publish({"n": n}, routing_key=name)
    with Connection(bus) as other:
        taken = [probe(lambda: take(other.default_channel, name)) for _ in range(4)]
        taken[2].ack(multiple=True)
        other.default_channel.basic_qos(0, 0, False)  # answered, so the ack has come too
    probe(lambda: count(channel, name) == 1)
    left = take(channel, name)
    left.ack()
    assert left.payload == {"n": 3}


def test_a_closed_channel_gives_back_what_was_not_acked(bus, channel, name):
    Queue(name, durable=True)(channel).declare()
    Producer(channel).publish({"n": 1}, routing_key=name)
    with Connection(bus) as other:
        message = probe(lambda: take(other.default_channel, name))
        assert message.payload == {"n": 1}
    probe(lambda: count(channel, name) == 1)
