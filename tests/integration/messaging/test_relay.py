"""The relay's own process: PostgreSQL's outbox to RabbitMQ, marked only when the broker has it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue
from sqlalchemy import select, text
from sqlalchemy.orm import sessionmaker

from shared.db import engine_for, unsynced_engine
from shared.messaging.batch_publisher import BatchPublisher
from shared.messaging.relay import Relay
from shared.messaging.waker import Waker
from shared.unit_of_work import transaction
from tests import schema
from tests.figures import figure
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import (
    Base,
    LampLit,
    LighthouseUnitOfWork,
    Outbox,
    unique,
)
from tests.probes import free_port, holds_for, probe

ROOT = Path(__file__).resolve().parents[3]

MANY = 400  # events, so that the relay is at work on some


class Harbour:
    """A database with an outbox, a broker, and relays between them."""

    def __init__(self, database: str, amqp: str) -> None:
        self.database, self.amqp = database, amqp
        self.engine = engine_for(database, 3)
        self.sessions = sessionmaker(self.engine, expire_on_commit=False)
        self.waker = Waker(database)
        self.relays: list[subprocess.Popen[bytes]] = []
        self.queue = unique("harbour")

    def emit(self, *lamp_ids: str, version: int = 0) -> None:
        with transaction(LighthouseUnitOfWork, self.sessions) as uow:
            for lamp_id in lamp_ids:
                uow.emit(LampLit(lamp_id=lamp_id, version=version))
        self.waker.notice(uow)

    def open_rows(self) -> list[Any]:
        with self.sessions() as session:
            rows = session.scalars(select(Outbox).where(Outbox.settled_at.is_(None)))
            return list(rows)

    def start(self, **env: str) -> subprocess.Popen[bytes]:
        module = "tests.integration.messaging.relay_process"
        relay = subprocess.Popen(
            [
                sys.executable,
                "-m",
                module,
                self.database,
                self.amqp,
                "lighthouse.events",
                self.queue,
            ],
            cwd=ROOT,
            env=os.environ | env,
        )
        self.relays.append(relay)
        return relay

    @contextmanager
    def channel(self) -> Iterator[Any]:
        with Connection(self.amqp) as connection:
            yield connection.channel()

    def declare(self, **arguments: Any) -> None:
        exchange = Exchange("lighthouse.events", "topic")
        with self.channel() as channel:
            queue = Queue(self.queue, exchange, "lamp_lit", durable=True, queue_arguments=arguments)
            queue(channel).declare()

    def messages(self) -> list[dict[str, Any]]:
        """Take what is there."""
        taken = []
        with self.channel() as channel:
            while message := Queue(self.queue)(channel).get(no_ack=True):
                taken.append(json.loads(message.body))
        return taken

    def waiting(self) -> int:
        with self.channel() as channel:
            return count(channel, self.queue)

    def close(self) -> None:
        for relay in self.relays:
            relay.kill()
            relay.wait()
        with self.channel() as channel:
            channel.queue_delete(self.queue)
        self.engine.dispose()
        self.waker.stop()


@pytest.fixture
def harbour(postgres_url: str, rabbitmq: str) -> Iterator[Harbour]:
    schema.create_tables(Base, postgres_url)
    harbour = Harbour(postgres_url, rabbitmq)
    yield harbour
    harbour.close()


def settled(harbour: Harbour) -> Callable[[], bool]:
    return lambda: not harbour.open_rows()


def test_what_was_committed_arrives_and_is_marked(harbour):
    harbour.declare()
    harbour.start()
    harbour.emit("a", "b")
    probe(settled(harbour))
    assert [m["data"]["lamp_id"] for m in harbour.messages()] == ["a", "b"]


def test_a_long_one_arrives_whole_among_short_ones(harbour):
    """Longer than a frame of AMQP."""
    harbour.declare()
    long, lamps = "l" * 500_000, [f"lamp{n}" for n in range(20)]
    with transaction(LighthouseUnitOfWork, harbour.sessions) as uow:
        for lamp in lamps:
            uow.emit(LampLit(lamp_id=lamp, colour=long if lamp == "lamp7" else "white"))
    harbour.start()
    probe(settled(harbour))
    heard = {m["data"]["lamp_id"]: m["data"]["colour"] for m in harbour.messages()}
    assert heard == dict.fromkeys(lamps, "white") | {"lamp7": long}


def test_the_marks_alone_wait_for_no_disk(harbour):
    """A mark that is lost is a message sent again; a fact that is lost is lost."""
    unsynced = unsynced_engine(harbour.database)
    found = {}
    for name, engine in {"facts": harbour.engine, "marks": unsynced}.items():
        with engine.connect() as db:
            found[name] = db.scalar(text("SHOW synchronous_commit"))
    unsynced.dispose()
    assert found == {"facts": "on", "marks": "off"}


def test_nothing_is_published_before_its_consumers_have_their_queues(harbour):
    harbour.emit("early")
    harbour.start()
    assert holds_for(lambda: len(harbour.open_rows()) == 1, 1.0)
    harbour.declare()
    probe(settled(harbour))
    assert [m["data"]["lamp_id"] for m in harbour.messages()] == ["early"]


def test_an_event_that_no_queue_takes_stays_open_and_says_so(harbour):
    harbour.declare()
    harbour.start()
    harbour.emit("first")
    probe(settled(harbour))
    with harbour.channel() as channel:
        channel.queue_unbind(harbour.queue, "lighthouse.events", "lamp_lit")
    harbour.emit("lost?")
    probe(lambda: [row.problem for row in harbour.open_rows()] == ["no queue takes it"])
    harbour.declare()
    probe(settled(harbour))
    assert [m["data"]["lamp_id"] for m in harbour.messages()] == ["first", "lost?"]


def test_a_row_that_names_its_queue_goes_to_that_one_alone(harbour):
    """A replay's: past the exchange, so that no other consumer gets it again."""
    harbour.declare()
    other = unique("other")
    with harbour.channel() as channel:
        Queue(other, Exchange("lighthouse.events", "topic"), "lamp_lit", durable=True)(
            channel
        ).declare()
    harbour.start()
    harbour.emit("a")
    probe(settled(harbour))
    with transaction(LighthouseUnitOfWork, harbour.sessions) as uow:
        uow.send_again(uow.session.scalars(select(Outbox)).one(), other, "r1", as_itself=False)
    probe(settled(harbour))
    assert [m.get("replay") for m in harbour.messages()] == [None]
    with harbour.channel() as channel:
        queue = Queue(other)(channel)
        bodies = [json.loads(queue.get(no_ack=True).body) for _ in range(2)]
        channel.queue_delete(other)
    assert [(b["id"], b.get("replay")) for b in bodies] == [
        (bodies[0]["id"], None), (bodies[0]["id"], "r1"),
    ]  # fmt: skip


def test_a_relay_counts_what_it_published_and_what_was_refused(harbour):
    harbour.declare()
    port = free_port()
    harbour.start(LANTIAN_METRICS_PORT=str(port))
    harbour.emit("a", "b")
    probe(settled(harbour))
    with harbour.channel() as channel:
        channel.queue_unbind(harbour.queue, "lighthouse.events", "lamp_lit")
    harbour.emit("c")
    probe(lambda: harbour.open_rows()[0].problem)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        told = answer.read().decode()
    assert 'lantian_relay_published_total{service="lighthouse"} 2.0' in told
    assert 'lantian_relay_refused_total{reason="unroutable",service="lighthouse"}' in told
    assert 'lantian_relay_batch_seconds_count{service="lighthouse"}' in told


@pytest.fixture
def relay_here(harbour: Harbour) -> Iterator[Relay]:
    """In the test's own process, and only as often as the test asks."""
    with closing(BatchPublisher(harbour.amqp)) as publisher:
        publisher.declare_exchange("lighthouse.events")
        yield Relay(harbour.engine, publisher, None, unique("lighthouse"))


def test_the_figures_of_a_relay_tell_its_rate_and_its_time(harbour, relay_here):
    harbour.declare()
    labels = {"service": relay_here.service}
    began = time.perf_counter()
    harbour.emit("a", "b")
    assert relay_here.move_batch() == 2
    took = time.perf_counter() - began
    assert figure("lantian_relay_published_total", **labels) == 2
    assert figure("lantian_relay_batch_seconds_count", **labels) == 1
    assert 0 < figure("lantian_relay_batch_seconds_sum", **labels) < took


def test_what_no_queue_takes_and_what_is_too_much_are_told_apart(harbour, relay_here):
    def refused(reason: str) -> float:
        labels = {"service": relay_here.service, "reason": reason}
        return figure("lantian_relay_refused_total", **labels)

    harbour.emit("nobody's")
    assert relay_here.move_batch() == 0
    assert (refused("unroutable"), refused("full")) == (1, 0)
    relay_here.refused_until.clear()
    harbour.declare(**{"x-max-length": 1, "x-overflow": "reject-publish"})
    harbour.emit("b", "c")
    assert relay_here.move_batch() == 1
    assert (refused("unroutable"), refused("full")) == (1, 2)
    assert figure("lantian_relay_published_total", service=relay_here.service) == 1


def test_nothing_of_an_aggregate_is_marked_behind_what_was_refused(harbour, relay_here):
    """Its later ones come once more behind it, and others go on."""
    harbour.declare()
    other = unique("other")
    with harbour.channel() as channel:
        everything = Queue(other, Exchange("lighthouse.events", "topic"), "lamp_out")
        everything(channel).declare()
    harbour.emit("nobody's")
    rows = [("lamp_lost", "a"), ("lamp_out", "a"), ("lamp_out", "b")]
    with transaction(LighthouseUnitOfWork, harbour.sessions) as uow:
        (first,) = uow.session.scalars(select(Outbox)).all()
        for n, (kind, lamp) in enumerate(rows):
            put(uow, first, kind, lamp, str(n))
        uow.session.delete(first)
    relay_here.move_batch()
    assert waiting(harbour) == rows[:2]
    assert relay_here.move_batch() == 0  # held: what follows it does not overtake it
    relay_here.refused_until = dict.fromkeys(relay_here.refused_until, 0.0)
    harbour.emit("c")
    relay_here.move_batch()  # tried once more, and refused
    assert waiting(harbour) == rows[:2]
    with harbour.channel() as channel:
        channel.queue_bind(other, "lighthouse.events", "lamp_lost")
    relay_here.refused_until = dict.fromkeys(relay_here.refused_until, 0.0)
    relay_here.move_batch()
    assert waiting(harbour) == []
    with harbour.channel() as channel:
        channel.queue_delete(other)


def put(uow, like, kind, lamp, event_id):
    told = {c.name: getattr(like, c.name) for c in Outbox.__table__.columns if c.name != "seq"}
    told |= {"event_id": event_id, "routing_key": kind, "aggregate_id": lamp}
    uow.session.add(Outbox(**told))
    uow.session.flush()


def waiting(harbour):
    rows = sorted(harbour.open_rows(), key=lambda row: row.seq)
    return [(row.routing_key, row.aggregate_id) for row in rows]


def test_a_type_that_is_refused_is_tried_with_one_event(harbour, relay_here):
    """Else its other consumers would get a batch of repeats each second."""
    harbour.declare(**{"x-max-length": 1, "x-overflow": "reject-publish"})
    harbour.emit("a", "b", "c", "d")
    assert relay_here.move_batch() >= 1
    before = refusals(relay_here)
    relay_here.refused_until = dict.fromkeys(relay_here.refused_until, 0.0)
    assert relay_here.move_batch() == 0
    assert refusals(relay_here) == before + 1
    harbour.messages()
    relay_here.refused_until = dict.fromkeys(relay_here.refused_until, 0.0)
    assert relay_here.move_batch() == 1
    assert relay_here.refused_until == {}


def refusals(relay):
    labels = {"service": relay.service, "reason": "full"}
    return figure("lantian_relay_refused_total", **labels)


def test_a_commit_wakes_the_relay(harbour):
    """Faster than its slow poll of a second, many times in a row."""
    harbour.declare()
    harbour.start()
    harbour.emit("warm")
    probe(settled(harbour))
    for round_ in range(5):
        harbour.emit(f"r{round_}")
        probe(settled(harbour), 0.7)


@pytest.mark.parametrize("relays", [1, 3])
def test_an_aggregates_events_keep_their_order(harbour, relays):
    harbour.declare()
    for _ in range(relays):
        harbour.start()
    lamps = [f"lamp{n}" for n in range(40)]
    for version in range(1, 21):
        harbour.emit(*lamps, version=version)
    probe(settled(harbour), 30)
    seen: dict[str, list[int]] = {}
    for message in harbour.messages():
        seen.setdefault(message["data"]["lamp_id"], []).append(message["data"]["version"])
    assert seen == {lamp: list(range(1, 21)) for lamp in lamps}


@pytest.mark.parametrize("point", ["after_commit_before_publish", "after_publish_before_mark:2"])
def test_a_relay_that_dies_loses_nothing(harbour, point):
    harbour.declare()
    dying = harbour.start(LANTIAN_CRASH_AT=point)
    harbour.emit("a")
    if point.endswith(":2"):
        probe(settled(harbour))
        harbour.emit("b")
    assert probe(lambda: dying.poll(), 20) == -signal.SIGKILL
    assert harbour.open_rows()
    harbour.start()
    probe(settled(harbour))
    assert {m["data"]["lamp_id"] for m in harbour.messages()} == (
        {"a"} if point[-1] != "2" else {"a", "b"}
    )


@pytest.mark.parametrize("busy", [False, True])
def test_the_database_may_cut_all_connections(harbour, busy):
    """And the relay lives on: nobody has to start it again."""
    harbour.declare()
    relay = harbour.start()
    harbour.emit("a")
    probe(settled(harbour))
    if busy:
        harbour.emit(*(f"before {n}" for n in range(MANY)))
    with harbour.engine.begin() as db:
        db.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    harbour.emit("b")
    probe(settled(harbour))
    assert {"a", "b"} <= {m["data"]["lamp_id"] for m in harbour.messages()}
    assert relay.poll() is None


def test_it_ends_in_good_order(harbour):
    harbour.declare()
    relay = harbour.start()
    harbour.emit("a")
    probe(settled(harbour))
    relay.send_signal(signal.SIGTERM)
    assert probe(lambda: relay.poll() is not None, 5)
    assert relay.returncode == 0
