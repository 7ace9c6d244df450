"""Distributed mode: moves a service's outbox rows to RabbitMQ. A process of its own, without
eventlet, beside any number of others.

Order is kept per aggregate: an aggregate's events share a shard, and a relay holds a shard's
advisory lock while it publishes from it, so that of several relays each works on shards of its own
(as SKIP LOCKED would do for rows, where it would break the order).

One full queue holds its type of event back for all of that type's consumers: the broker takes a
message for every queue or says no. So each second one event of the type is tried, which the others
absorb as a repeat, and until there is room again the rest reaches none of them. Events of the same
aggregates wait behind it, whatever their type; only those that went out in the same batch as the
first refusal may have come before it, and then come once more behind it.
"""

import logging
import select
import signal
import socket
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg2  # type: ignore[import-untyped]
from pika.exceptions import AMQPError
from sqlalchemy import Connection, Engine, Row, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase

from shared.clock import now
from shared.db import NOTICED, TYPES, new_metadata, unsynced_engine
from shared.messaging import metrics
from shared.messaging.batch_publisher import FULL, BatchPublisher, Message, Unconfirmed
from shared.messaging.crash_points import crash_point
from shared.messaging.failures import describe
from shared.messaging.tables import SHARDS, WAKE_CHANNEL, OutboxColumns
from shared.messaging.traffic import Traffic

BATCH = 250
MANY, GATHERING = 50, 0.01  # after a smaller batch of many, seconds for the next one to gather
SHARDS_AT_ONCE = 8  # of 16, so that a second relay finds work
SLOW_POLL = 1.0  # seconds; behind LISTEN, and how often heartbeats are answered
REFUSED_WAIT = 1.0  # seconds before a refused type of event is tried again
START_OVER = 0.5
ADVISORY_CLASS = 0x4C4E  # beside the one that migrations take
POOL_PATIENCE = 5.0  # seconds; it has its one connection to itself
# The driver's own error comes from the session that listens.
LOSSES = (AMQPError, SQLAlchemyError, psycopg2.Error, OSError, Unconfirmed)
log = logging.getLogger(__name__)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Outbox(OutboxColumns, Base):
    """The same table as the service's, declared anew: importing its doors would load eventlet."""


OUTBOX = Base.metadata.tables["outbox"]


# A look into the index for each shard, and not one scan for all: that would be a bitmap scan, which
# goes again and again over the entries of rows that are settled long since.
LOCK_SHARDS = text("""
    SELECT s FROM (
        SELECT s FROM generate_series(0, :last) s
        WHERE EXISTS (
            SELECT FROM outbox
            WHERE settled_at IS NULL AND shard = s AND routing_key <> ALL (CAST(:held AS text[]))
        )
        ORDER BY random() LIMIT :most
    ) AS busy
    WHERE pg_try_advisory_xact_lock(:class, s)
""")
# After the locks, and so not in one statement with them: what the last holder marked must be seen.
NEXT_ROWS = text("""
    SELECT due.* FROM unnest(CAST(:shards AS int[])) s, LATERAL (
        SELECT * FROM outbox
        WHERE settled_at IS NULL AND shard = s AND routing_key <> ALL (CAST(:held AS text[]))
        ORDER BY seq LIMIT :share
    ) AS due
    ORDER BY seq
""")
# The same, without what would overtake an event of its aggregate that is held.
NEXT_ROWS_BESIDE_HELD = text("""
    SELECT due.* FROM unnest(CAST(:shards AS int[])) s, LATERAL (
        SELECT * FROM outbox
        WHERE settled_at IS NULL AND shard = s AND routing_key <> ALL (CAST(:held AS text[]))
        AND aggregate_id NOT IN (
            SELECT aggregate_id FROM outbox
            WHERE settled_at IS NULL AND shard = ANY (CAST(:shards AS int[]))
            AND routing_key = ANY (CAST(:held AS text[]))
        )
        ORDER BY seq LIMIT :share
    ) AS due
    ORDER BY seq
""")
MARK = text("UPDATE outbox SET settled_at = :at, problem = NULL WHERE seq = ANY (:taken)")


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
    # A mark that the server forgets is a message sent again, which every inbox knows.
    engine = unsynced_engine(places.database, pool_size=1, pool_timeout=POOL_PATIENCE)
    while not stop.asked:
        try:
            with closing(BatchPublisher(places.amqp)) as publisher:
                publisher.declare_exchange(places.exchange)
                ready = wait_for_consumers(publisher, places.consumers, stop)
                if ready and wait_for_outbox(engine, stop):
                    service = places.exchange.removesuffix(".events")
                    Relay(engine, publisher, stop, service).work()
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
    def __init__(
        self, engine: Engine, publisher: BatchPublisher, stop: Stop, service: str = ""
    ) -> None:
        self.engine, self.publisher, self.stop, self.service = engine, publisher, stop, service
        self.traffic = Traffic()
        self.refused_until: dict[str, float] = {}  # type of event -> when to try it again

    def work(self) -> None:
        with closing(listen(self.engine)) as wakeups:
            while not self.stop.asked:
                moved = self.move_batch()
                self.traffic.note(moved)
                if not moved:
                    self.stop.wait(SLOW_POLL, wakeups)
                    wakeups.poll()
                    wakeups.notifies.clear()
                elif moved < MANY and self.traffic.busy:
                    self.stop.wait(GATHERING)
                self.publisher.keep_alive()

    def move_batch(self) -> int:
        """How many rows the broker took over."""
        with self.engine.begin() as db:
            rows = self._claim(db)
            if not rows:
                return 0
            crash_point("after_commit_before_publish")
            began = time.perf_counter()
            refused = self.publisher.publish([message(row) for row in rows])
            self._count(rows, refused, time.perf_counter() - began)
            crash_point("after_publish_before_mark")
            self._mark(db, rows, refused)
        self._hold_back({row.routing_key for row in rows if row.event_id in refused})
        self._let_go({row.routing_key for row in rows if row.event_id not in refused})
        return len(rows) - len(refused)

    def _count(self, rows: list[Row[Any]], refused: dict[str, str], seconds: float) -> None:
        metrics.CONFIRMING.labels(self.service).observe(seconds)
        metrics.PUBLISHED.labels(self.service).inc(len(rows) - len(refused))
        for reason in refused.values():
            known = "full" if reason == FULL else "unroutable"
            metrics.REFUSED.labels(self.service, known).inc()

    def _claim(self, db: Connection) -> list[Row[Any]]:
        held = [kind for kind, until in self.refused_until.items() if until > time.monotonic()]
        mine = lock_shards(db, held)
        if not mine:
            return []
        chosen = {"shards": mine, "held": held, "share": BATCH // len(mine)}
        rows = list(db.execute(NEXT_ROWS_BESIDE_HELD if held else NEXT_ROWS, chosen))
        return one_of_each(set(self.refused_until), rows)

    def _mark(self, db: Connection, rows: list[Row[Any]], refused: dict[str, str]) -> None:
        taken = [row.seq for row in not_behind(refused, rows)]
        db.execute(MARK, {"taken": taken, "at": now()})
        for reason in set(refused.values()):
            those = OUTBOX.c.event_id.in_([i for i, why in refused.items() if why == reason])
            db.execute(update(OUTBOX).where(those).values(problem=reason))

    def _hold_back(self, kinds: set[str]) -> None:
        """Else a thousand events that nobody takes would stand before all others."""
        for kind in kinds:
            log.error("refused by the broker, stays open: %s", kind)
            self.refused_until[kind] = time.monotonic() + REFUSED_WAIT

    def _let_go(self, kinds: set[str]) -> None:
        """Of a type that was tried again and taken: at once all of it."""
        for kind in kinds:
            if self.refused_until.get(kind, float("inf")) <= time.monotonic():
                del self.refused_until[kind]


def one_of_each(on_trial: set[str], rows: list[Row[Any]]) -> list[Row[Any]]:
    """Of each type that was refused lately one event, and nothing of an aggregate that waits."""
    if not on_trial:
        return rows
    chosen, tried, waiting = [], set(), set()
    for row in rows:
        if row.routing_key in tried or row.aggregate_id in waiting:
            waiting.add(row.aggregate_id)
        else:
            chosen.append(row)
            tried |= {row.routing_key} & on_trial
    return chosen


def not_behind(refused: dict[str, str], rows: list[Row[Any]]) -> list[Row[Any]]:
    """Those that the broker has, up to the first of their aggregate that it has not."""
    chosen, waiting = [], set()
    for row in rows:
        if row.event_id in refused or row.aggregate_id in waiting:
            waiting.add(row.aggregate_id)
        else:
            chosen.append(row)
    return chosen


def listen(engine: Engine) -> Any:
    """A session of its own that hears the wake word. Not the pool's: SQLAlchemy puts the mode of a
    borrowed one back when it is returned, and one that is dead by then never gets back."""
    _, where = engine.dialect.create_connect_args(engine.url)
    session = psycopg2.connect(**where, **NOTICED)
    session.autocommit = True
    session.cursor().execute(f"LISTEN {WAKE_CHANNEL}")
    return session


def lock_shards(db: Connection, held: list[str]) -> list[int]:
    """Some that have open rows and that no other relay is publishing from; held until the end of
    the transaction."""
    return list(
        db.scalars(
            LOCK_SHARDS,
            {"last": SHARDS - 1, "most": SHARDS_AT_ONCE, "held": held, "class": ADVISORY_CLASS},
        )
    )


def message(row: Row[Any]) -> Message:
    """To everybody who subscribed; a replay's to its one queue, by the default exchange."""
    if row.queue:
        return Message(row.event_id, "", row.queue, row.body)
    return Message(row.event_id, row.exchange, row.routing_key, row.body)
