"""A consumer's process on RabbitMQ and PostgreSQL that dies, is ended, or loses its connections."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Exchange, Producer
from sqlalchemy import select, text
from sqlalchemy.orm import sessionmaker

from shared.clock import now
from shared.db import engine_for
from shared.messaging import cloudevents
from tests import schema, servers
from tests.integration.messaging.keeper_process import KILLER
from tests.integration.messaging.lamps_process import Entry
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import Base, LampLit, unique
from tests.probes import probe

ROOT = Path(__file__).resolve().parents[3]


class House:
    """A keeper's process, its queue and its database."""

    def __init__(self, amqp: str, database: str) -> None:
        self.amqp, self.database, self.name = amqp, database, unique("keeper")
        self.queue = f"evt-lighthouse-lamp_lit--{self.name}.write_down"
        self.engine = engine_for(database, 2)
        self.sessions = sessionmaker(self.engine)
        self.connection = Connection(amqp)
        self.channel: Any = self.connection.channel()
        self.keeper: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        module = "tests.integration.messaging.keeper_process"
        command = [sys.executable, "-m", module, self.name, self.amqp, self.database]
        self.keeper = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.keeper.stdout is not None
        self.given = Counter[bytes]()  # it may be given something before it is ready
        while (line := self.keeper.stdout.readline()) not in (b"ready\n", b""):
            self.given[line] += 1
        assert line == b"ready\n"

    def light(self, *lamps: str) -> None:
        producer = Producer(self.channel)
        for lamp in lamps:
            event_id, body = cloudevents.encode(LampLit(lamp_id=lamp), now())
            producer.publish(
                body,
                exchange=Exchange("lighthouse.events", "topic"),
                routing_key="lamp_lit",
                message_id=event_id,
                content_type=cloudevents.CONTENT_TYPE,
                content_encoding="utf-8",
                serializer=None,
            )

    def entries(self) -> Counter[str]:
        with self.sessions() as session:
            return Counter(session.scalars(select(Entry.fact)))

    def waiting(self) -> Iterator[str]:
        """The lamps of the work queue, taken out of it."""
        while message := self.channel.basic_get(self.queue, no_ack=True):
            yield cloudevents.decode(message.body).data["lamp_id"]

    def dead_letters(self) -> int:
        return count(self.channel, f"{self.queue}.dlq")

    def close(self) -> None:
        if self.keeper:
            self.keeper.kill()
            self.keeper.wait()
        for suffix in ("", ".dlq", ".quarantine"):
            self.channel.queue_delete(f"{self.queue}{suffix}")
        self.channel.queue_delete(f"retry-{self.name}-100ms")
        self.connection.release()
        self.engine.dispose()


@pytest.fixture
def house(rabbitmq: str, postgres_url: str) -> Iterator[House]:
    schema.create_tables(Base, postgres_url)
    house = House(rabbitmq, postgres_url)
    house.start()
    yield house
    house.close()


def test_a_killer_takes_no_neighbour_with_it(house):
    neighbours = [f"lamp{n}" for n in range(9)]
    house.light(*neighbours[:5], KILLER, *neighbours[5:])
    deaths = []

    def all_have_ended() -> bool:
        if house.keeper.poll() is not None:
            deaths.append(house.keeper.returncode)
            house.start()
        return house.dead_letters() == 1 and len(house.entries()) == 9

    probe(all_have_ended, 120)
    assert house.entries() == Counter(neighbours)
    assert len(deaths) <= 6


def test_killed_in_the_middle_it_loses_and_doubles_nothing(house):
    lamps = [f"lamp{n}" for n in range(120)]
    house.light(*lamps)
    for least in (5, 40):
        probe(lambda least=least: len(house.entries()) >= least, 20)
        house.keeper.send_signal(signal.SIGKILL)
        house.keeper.wait()
        house.start()
    probe(lambda: len(house.entries()) == 120, 30)
    assert set(house.entries().values()) == {1}
    assert house.dead_letters() == 0


def test_ended_in_the_middle_nothing_is_delivered_twice(house):
    """Whatever the service was given it finishes. What was on its way to it when it stopped to
    listen the broker takes back by itself; it counts that as a delivery, which none was."""
    lamps = [f"lamp{n}" for n in range(120)]
    house.light(*lamps)
    probe(lambda: len(house.entries()) >= 20, 20)
    house.keeper.terminate()
    assert house.keeper.wait(20) == 0
    given = house.given + Counter(house.keeper.stdout)
    given = Counter({line.decode().strip(): times for line, times in given.items()})
    assert given == house.entries()
    waiting = Counter(house.waiting())
    assert given + waiting == Counter(lamps)


def test_with_all_connections_closed_it_goes_on_by_itself(house):
    lamps = [f"lamp{n}" for n in range(200)]
    house.light(*lamps[:100])
    probe(lambda: len(house.entries()) >= 20, 20)
    with house.engine.begin() as db:
        db.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    close_connections(house)
    house.connection = Connection(house.amqp)
    house.channel = house.connection.channel()
    house.light(*lamps[100:])
    probe(lambda: len(house.entries()) == 200, 30)
    assert set(house.entries().values()) == {1}
    assert house.dead_letters() == 0


def close_connections(house: House) -> None:
    """All that the broker has in this vhost, the test's own too."""
    vhost = house.amqp.rpartition("/")[2] or "/"
    rabbitmqctl("close_all_connections", "--vhost", vhost, "a test")


def rabbitmqctl(*words: str) -> str:
    command = [servers.rabbitmqctl() or "", "-q", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def test_the_quarantine_is_declared_with_a_window_of_one(house):
    """RabbitMQ counts per consumer; without the second qos all would have the last one's."""
    vhost = house.amqp.rpartition("/")[2] or "/"
    listed = rabbitmqctl("list_consumers", "-p", vhost, "queue_name", "prefetch_count")
    windows = dict(line.split() for line in listed.splitlines() if house.queue in line)
    assert windows == {house.queue: "10", f"{house.queue}.quarantine": "1"}
