"""One behaviour, two buses: every test here runs on inproc:// and on RabbitMQ."""

import time
from itertools import pairwise

import eventlet
import pytest
from amqp.exceptions import MessageNacked
from kombu import Producer
from sqlalchemy.exc import OperationalError

from shared.errors import Conflict, NotFound
from shared.messaging.failures import Permanent
from shared.messaging.publishing import ConfirmedPublisher, PublishUnconfirmed
from shared.messaging.queues import QueueDiffers, durable_queue
from shared.messaging.subscription import Subscription
from tests.figures import figure
from tests.integration.messaging.queues import as_bytes, count, take
from tests.integration.messaging.services import (
    database_of,
    encoded,
    ignore,
    inbox,
    listener,
    queue_of,
)
from tests.probes import holds_for, probe


def test_an_event_is_handled_and_its_inbox_row_is_there(run, publish):
    heard = []
    service = listener(heard.append)
    (container,) = run(service)
    publish()
    probe(lambda: inbox(container))
    assert [event.lamp_id for event in heard] == ["l"]


def test_the_same_event_twice_takes_effect_once(run, publish):
    heard = []
    service = listener(heard.append)
    run(service)
    _, text = encoded(lamp_id="twice")
    publish(text), publish(text), publish()
    probe(lambda: heard and heard[-1].lamp_id == "l")
    assert [e.lamp_id for e in heard] == ["twice", "l"]


def test_a_failed_handler_leaves_no_inbox_row(run, publish, channel):
    def fail(event):
        raise Permanent("no")

    service = listener(fail)
    (container,) = run(service)
    publish()
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    assert inbox(container) == []


def test_a_failing_event_climbs_the_ladder_and_is_buried(run, publish, channel):
    tries = []

    def fail(event):
        tries.append(time.monotonic())
        raise ValueError("the text may name a person")

    service = listener(fail)
    run(service)
    publish()
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    message = take(channel, queue_of(service, ".dlq"))
    message.ack()
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert len(waits) == 2
    assert 0.09 < waits[0] < 0.2 <= round(waits[1], 2) < 0.35
    assert message.headers["attempts"] == 2
    assert message.headers["error"].startswith("ValueError at tests/integration/messaging/")
    assert "person" not in message.headers["error"]
    assert message.content_type == "application/cloudevents+json"


@pytest.mark.parametrize("refusal", [Permanent("never"), Conflict("no")])
def test_what_a_rule_refuses_is_buried_at_once(run, publish, channel, refusal):
    tries = []

    def refuse(event):
        tries.append(1)
        raise refusal

    service = listener(refuse)
    run(service)
    publish()
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    assert tries == [1]


def test_what_was_not_found_may_come_yet(run, publish):
    tries = []

    def miss(event):
        tries.append(1)
        if len(tries) == 1:
            raise NotFound("l")

    run(listener(miss))
    publish()
    probe(lambda: len(tries) == 2)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{}", b"[1]", b"not json", b'{"id":1,"type":"t"}'])
def test_what_cannot_be_decoded_is_buried_unchanged(run, publish, channel, body):
    service = listener(ignore)
    run(service)
    publish(body, message_id="m1")
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    message = take(channel, queue_of(service, ".dlq"))
    message.ack()
    assert as_bytes(message.body) == body
    assert message.properties["message_id"] == "m1"
    assert "Undecodable" in message.headers["error"]


def test_an_event_without_a_field_that_we_need_is_buried(run, publish, channel):
    service = listener(ignore)
    run(service)
    _, text = encoded()
    publish(text.replace('"lamp_id"', '"lamp_number"'))
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    message = take(channel, queue_of(service, ".dlq"))
    message.ack()
    assert "lamp_lit without lamp_id" in message.headers["error"]


def test_a_copy_carries_no_header_but_ours(run, publish, channel):
    def refuse(event):
        raise Permanent("never")

    service = listener(refuse)
    run(service)
    strange = {"x-death": [], "x-delivery-count": 1, "x-secret": "s", "colour": "red"}
    publish(headers=strange)
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    message = take(channel, queue_of(service, ".dlq"))
    message.ack()
    # RabbitMQ adds "x-delivery-count": 0 by itself.
    assert {name for name, value in message.headers.items() if value != 0} == {"error", "died_at"}


def test_a_slow_handler_is_stopped_and_retried(run, publish):
    tries = []

    def slow(event):
        tries.append(1)
        eventlet.sleep(5 if len(tries) == 1 else 0)

    run(listener(slow, seconds=0.1))
    publish()
    probe(lambda: len(tries) == 2)


def test_who_waits_behind_a_slow_handler_is_not_blamed(run, publish, channel):
    """On SQLite they share one connection, and the one that hangs has it."""
    heard = []

    def hear(event):
        if event.lamp_id == "hangs":
            eventlet.sleep(60)
        heard.append(event.lamp_id)

    service = listener(hear, seconds=1.0, ladder=())
    run(service)
    lamps = [f"l{n}" for n in range(5)]
    for lamp in ("hangs", *lamps):
        publish(encoded(lamp_id=lamp)[1])
    probe(lambda: sorted(heard) == lamps, 10)
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)


def test_a_window_holds_for_its_queue_alone(run, publish):
    at_once, most = [], []

    def note(event):
        at_once.append(1)
        most.append(len(at_once))
        eventlet.sleep(0.02)
        at_once.pop()

    run(listener(note, window=1))
    for _ in range(5):
        publish()
    probe(lambda: len(most) == 5)
    assert max(most) == 1


def test_stopping_waits_for_the_handler(run, publish, channel):
    ended = []

    def work(event):
        ended.append("began")
        eventlet.sleep(0.3)
        ended.append("ended")

    service = listener(work)
    (container,) = run(service)
    publish()
    probe(lambda: ended == ["began"])
    container.stop()
    assert ended == ["began", "ended"]
    assert holds_for(lambda: count(channel, queue_of(service)) == 0)


def test_changed_queue_arguments_are_refused_at_start(run, channel):
    service = listener(ignore)
    durable_queue(queue_of(service), to="elsewhere")(channel).declare()
    with pytest.raises(QueueDiffers, match=f"{queue_of(service)}.*topology {service.name} --mend"):
        run(service)


def test_an_outage_of_the_database_uses_up_no_attempt(run, publish, channel, monkeypatch):
    heard, away = [], [True]
    service = listener(heard.append)
    (container,) = run(service)
    database = database_of(container)
    transaction, answers = database.transaction, database.answers

    def refuse():
        raise OperationalError("COMMIT", {}, OSError("connection lost"))

    monkeypatch.setattr(database, "transaction", lambda: refuse() if away else transaction())
    monkeypatch.setattr(database, "answers", lambda: not away and answers())
    publish()
    probe(lambda: database.away)
    assert holds_for(lambda: not heard and count(channel, f"retry-{service.name}-100ms") == 0)
    away.clear()
    probe(lambda: len(heard) == 1)
    assert not database.away
    assert count(channel, queue_of(service, ".dlq")) == 0


def test_a_message_given_back_twice_goes_on_alone(run, channel, publish, monkeypatch):
    """As after two deaths of its worker; its neighbours must not be near it at a third."""
    heard, moved = [], []
    service = listener(heard.append)
    (container,) = run(service)
    container.stop()
    publish()
    for _ in range(2):
        probe(lambda: take(channel, queue_of(service))).requeue()
    move = Subscription._move
    monkeypatch.setattr(
        Subscription, "_move", lambda s, m, to, h: (moved.append(to.name), move(s, m, to, h))
    )
    run(service)
    probe(lambda: len(heard) == 1)
    assert moved == [queue_of(service, ".quarantine")]
    assert figure("lantian_quarantined_total", consumer=f"{service.name}.hear") == 1


def test_quarantine_gives_up_on_what_is_never_answered(run, channel):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    name = queue_of(service, ".quarantine")
    Producer(channel).publish({}, routing_key=name)
    deliveries = 0
    while not count(channel, queue_of(service, ".dlq")):
        if again := take(channel, name):
            deliveries += 1
            again.requeue()
        eventlet.sleep(0.01)
    assert deliveries == 4


@pytest.mark.parametrize("away", [PublishUnconfirmed, MessageNacked])
def test_a_broker_that_takes_no_copies_uses_up_no_delivery(run, publish, monkeypatch, away):
    """The failed one waits where it is, and is neither handled nor delivered again meanwhile."""
    heard, refused, make_copy = [], [], ConfirmedPublisher.publish

    def copy(publisher, body, **options):
        if len(refused) < 3:
            refused.append(body)
            raise away()
        make_copy(publisher, body, **options)

    def hear(event):
        heard.append(len(refused))
        if len(heard) == 1:
            raise ValueError("not yet")

    monkeypatch.setattr(ConfirmedPublisher, "publish", copy)
    (container,) = run(listener(hear))
    publish(encoded(lamp_id="l1")[1])
    probe(lambda: len(inbox(container)) == 1, 15)
    assert heard == [0, 3]
