"""Many events in one transaction: the same effects as one by one, on both buses."""

import json
from collections import Counter

import pytest
from eventlet.event import Event
from sqlalchemy import select

from shared.messaging import trace
from shared.messaging.consumer import DrainingQueueConsumer
from shared.messaging.database import Database
from shared.messaging.failures import Permanent
from shared.messaging.publishing import ConfirmedPublisher
from shared.messaging.subscription import on
from tests.integration.messaging.lamps_process import Entry
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import (
    LADDER,
    LampLit,
    LighthouseUnitOfWork,
    database_of,
    encoded,
    inbox,
    outbox,
    queue_of,
    unique,
)
from tests.probes import probe


@pytest.fixture
def keeper():
    """A service that writes down lamps in batches, and the unit of work of each writing."""
    units = []

    class Keeper:
        name = unique("keeper")
        database = Database(LighthouseUnitOfWork)

        @on(LampLit, batch=20, ladder=LADDER)
        def hear(self, event, uow):
            units.append(uow)
            if event.lamp_id == "poison":
                raise Permanent("no")
            uow.session.add(Entry(fact=event.lamp_id))

    return Keeper, units


def written(container) -> Counter[str]:
    with database_of(container).sessions() as session:
        return Counter(session.scalars(select(Entry.fact)))


@pytest.mark.parametrize("batch", [1, 20])
def test_what_a_handler_tells_others_is_in_the_trace_of_what_it_heard(run, publish, batch):
    class Echo:
        name = unique("echo")
        database = Database(LighthouseUnitOfWork)

        @on(LampLit, batch=batch, ladder=LADDER)
        def hear(self, event, uow):
            if event.colour != "echo":
                uow.emit(LampLit(lamp_id=event.lamp_id, colour="echo"))

    (container,) = run(Echo)
    heard = {}
    for n in range(10):
        trace.begin()
        _, body = encoded(lamp_id=f"lamp{n}")
        heard[f"lamp{n}"] = traces(body)
        publish(body)
    probe(lambda: len(outbox(container)) == 10)
    assert {row.aggregate_id: traces(row.body) for row in outbox(container)} == heard
    assert len(set(heard.values())) == 10


def traces(body: str) -> str:
    return str(json.loads(body)["traceparent"])[3:35]


def test_events_share_transactions(run, publish, keeper):
    service, units = keeper
    (container,) = run(service)
    for n in range(100):
        publish(encoded(lamp_id=f"lamp{n}")[1])
    probe(lambda: len(written(container)) == 100)
    assert set(written(container).values()) == {1}
    assert len(inbox(container)) == 100
    assert len(set(map(id, units))) <= 50


def test_one_event_does_not_wait_for_a_full_batch(run, publish, keeper):
    service, _ = keeper
    (container,) = run(service)
    publish(encoded(lamp_id="alone")[1])
    probe(lambda: written(container) == {"alone": 1}, 3)


def test_the_one_at_fault_is_buried_and_its_neighbours_take_effect(run, publish, keeper, channel):
    service, _ = keeper
    (container,) = run(service)
    lamps = [f"lamp{n}" for n in range(10)]
    for lamp in [*lamps[:5], "poison", *lamps[5:]]:
        publish(encoded(lamp_id=lamp)[1])
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)
    probe(lambda: written(container) == Counter(lamps))


def test_the_same_event_twice_in_a_batch_takes_effect_once(run, publish, keeper):
    service, _ = keeper
    (container,) = run(service)
    _, twice = encoded(lamp_id="twice")
    publish(twice), publish(twice), publish(encoded(lamp_id="last")[1])
    probe(lambda: written(container) == {"twice": 1, "last": 1})


def test_a_batch_settles_nothing_of_another_handler(run, publish, channel, monkeypatch):
    """They share a channel, and what is older than the batch is not settled with it."""
    burying, may_bury, make_copy = [], Event(), ConfirmedPublisher.publish

    def patiently(publisher, body, **options):
        burying.append(body)
        may_bury.wait()
        make_copy(publisher, body, **options)

    class Keeper:
        name = unique("keeper")
        database = Database(LighthouseUnitOfWork)

        @on(LampLit, ladder=LADDER)
        def hear(self, event, uow):
            if event.lamp_id == "poison":
                raise Permanent("no")

        @on(LampLit, batch=20, ladder=LADDER)
        def gather(self, event, uow):
            uow.session.add(Entry(fact=event.lamp_id))

    monkeypatch.setattr(ConfirmedPublisher, "publish", patiently)
    (container,) = run(Keeper)
    (consumer,) = [e for e in container.extensions if isinstance(e, DrainingQueueConsumer)]
    first_channel = consumer._channel
    publish(encoded(lamp_id="poison")[1])
    probe(lambda: burying)
    for n in range(30):
        publish(encoded(lamp_id=f"lamp{n}")[1])
    probe(lambda: len(written(container)) == 31 and consumer.in_flight == 1)
    may_bury.send()
    probe(lambda: count(channel, queue_of(Keeper, ".dlq")) == 1 and consumer.in_flight == 0)
    assert consumer._channel is first_channel  # one settled twice closes it


def test_what_gathers_is_handled_before_the_end(run, publish, keeper):
    service, units = keeper
    (container,) = run(service)
    for n in range(30):
        publish(encoded(lamp_id=f"lamp{n}")[1])
    probe(lambda: units)
    container.stop()
    assert len(inbox(container)) == len(written(container)) >= 1  # by a new connection
