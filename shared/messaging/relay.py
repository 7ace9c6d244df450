"""Distributed mode: moves a service's outbox rows to RabbitMQ. A process of its own, without
eventlet, beside any number of others.

Order is kept per aggregate: an aggregate's events share a shard, and a relay holds a shard's
advisory lock while it publishes from it, so that of several relays each works on shards of its own
(as SKIP LOCKED would do for rows, where it would break the order).
"""

import logging
import random
import select
import signal
import socket
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pika.exceptions import AMQPError
from sqlalchemy import Connection, Engine, Row, create_engine, text, update
from sqlalchemy import select as query
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from shared.clock import now
from shared.db import TYPES, new_metadata
from shared.messaging.batch_publisher import BatchPublisher, Message, Unconfirmed
from shared.messaging.crash_points import crash_point
from shared.messaging.failures import describe
from shared.messaging.tables import WAKE_CHANNEL, OutboxColumns

BATCH = 250
SHARDS_AT_ONCE = 8  # of 16, so that a second relay finds work
SLOW_POLL = 1.0  # seconds; behind LISTEN, and how often heartbeats are answered
REFUSED_WAIT = 1.0  # seconds before a refused type of event is tried again
START_OVER = 0.5
ADVISORY_CLASS = 0x4C4E  # beside the one that migrations take
LOSSES = (AMQPError, DBAPIError, OSError, Unconfirmed)
log = logging.getLogger(__name__)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Outbox(OutboxColumns, Base):
    """The same table as the service's, declared anew: importing its doors would load eventlet."""


OUTBOX = Base.metadata.tables["outbox"]


@dataclass(frozen=True)
class Places:
    database: str
    amqp: str
    exchange: str
    consumers: list[str]  # the queues that must be there before anything is published


class Stop:
    """SIGTERM and SIGINT, as a flag and as a socket that ends a wait."""

    def __init__(self) -> None:
        self.asked = False
        self.reader, self.writer = socket.socketpair()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: Any) -> None:
        self.asked = True
        self.writer.send(b"x")

    def wait(self, seconds: float, *others: Any) -> None:
        """At most so long; less if asked to stop, or if one of the others can be read."""
        if not self.asked:
            select.select([self.reader, *others], [], [], seconds)


def run(places: Places) -> int:
    """Until asked to stop; every loss of database or broker is a new beginning."""
    stop = Stop()
    engine = create_engine(
        places.database, pool_size=2, max_overflow=0, pool_pre_ping=True, hide_parameters=True
    )
    while not stop.asked:
        try:
            with closing(BatchPublisher(places.amqp)) as publisher:
                publisher.declare_exchange(places.exchange)
                ready = wait_for_consumers(publisher, places.consumers, stop)
                if ready and wait_for_outbox(engine, stop):
                    Relay(engine, publisher, stop).work()
        except LOSSES as exc:
            log.warning("the relay starts over: %s", describe(exc))
            stop.wait(START_OVER)
    engine.dispose()
    return 0


def wait_for_consumers(publisher: BatchPublisher, queues: list[str], stop: Stop) -> bool:
    """An event that is published earlier would miss a consumer. False if asked to stop."""
    missing, told = queues, 0.0
    while missing and not stop.asked:
        missing = [name for name in missing if not publisher.has_queue(name)]
        if missing and time.monotonic() > told:
            told = time.monotonic() + 10
            log.warning("events wait for these queues: %s", ", ".join(missing))
        if missing:
            stop.wait(0.2)
    return not missing


def wait_for_outbox(engine: Engine, stop: Stop) -> bool:
    """The service makes the table at its first start. False if asked to stop."""
    exists = text("SELECT to_regclass('outbox') IS NOT NULL")
    while not stop.asked:
        with engine.connect() as db:
            if db.scalar(exists):
                return True
        stop.wait(0.2)
    return False


class Relay:
    def __init__(self, engine: Engine, publisher: BatchPublisher, stop: Stop) -> None:
        self.engine, self.publisher, self.stop = engine, publisher, stop
        self.refused_until: dict[str, float] = {}  # type of event -> when to try it again

    def work(self) -> None:
        with self.engine.connect() as listening:
            listening = listening.execution_options(isolation_level="AUTOCOMMIT")
            listening.execute(text(f"LISTEN {WAKE_CHANNEL}"))
            wakeups: Any = listening.connection.driver_connection
            while not self.stop.asked:
                if not self.move_batch():
                    self.stop.wait(SLOW_POLL, wakeups)
                    wakeups.poll()
                    wakeups.notifies.clear()
                self.publisher.keep_alive()

    def move_batch(self) -> int:
        """How many rows the broker took over."""
        with self.engine.begin() as db:
            rows = self._claim(db)
            if not rows:
                return 0
            crash_point("after_commit_before_publish")
            refused = self.publisher.publish([message(row) for row in rows])
            crash_point("after_publish_before_mark")
            self._mark(db, rows, refused)
        self._hold_back({row.routing_key for row in rows if row.event_id in refused})
        return len(rows) - len(refused)

    def _claim(self, db: Connection) -> list[Row[Any]]:
        held = [kind for kind, until in self.refused_until.items() if until > time.monotonic()]
        is_open = OUTBOX.c.settled_at.is_(None), OUTBOX.c.routing_key.not_in(held)
        shards = list(db.scalars(query(OUTBOX.c.shard).distinct().where(*is_open)))
        mine = lock_shards(db, random.sample(shards, min(len(shards), SHARDS_AT_ONCE)))
        if not mine:
            return []
        rows = query(OUTBOX).where(*is_open, OUTBOX.c.shard.in_(mine))
        return list(db.execute(rows.order_by(OUTBOX.c.seq).limit(BATCH)))

    def _mark(self, db: Connection, rows: list[Row[Any]], refused: dict[str, str]) -> None:
        taken = [row.event_id for row in rows if row.event_id not in refused]
        these = OUTBOX.c.event_id.in_(taken)
        db.execute(update(OUTBOX).where(these).values(settled_at=now(), problem=None))
        for reason in set(refused.values()):
            those = OUTBOX.c.event_id.in_([i for i, why in refused.items() if why == reason])
            db.execute(update(OUTBOX).where(those).values(problem=reason))

    def _hold_back(self, kinds: set[str]) -> None:
        """Else a thousand events that nobody takes would stand before all others."""
        for kind in kinds:
            log.error("refused by the broker, stays open: %s", kind)
            self.refused_until[kind] = time.monotonic() + REFUSED_WAIT


def lock_shards(db: Connection, shards: list[int]) -> list[int]:
    """Those that no other relay is publishing from; held until the end of the transaction."""
    statement = text(
        "SELECT s FROM unnest(CAST(:shards AS int[])) s WHERE pg_try_advisory_xact_lock(:class, s)"
    )
    return list(db.scalars(statement, {"shards": shards, "class": ADVISORY_CLASS}))


def message(row: Row[Any]) -> Message:
    return Message(row.event_id, row.exchange, row.routing_key, row.body)
