"""Embedded mode: moves a service's outbox rows to the in-process bus, in a greenlet.

The bus forgets everything at a crash, so a row counts as settled only when no copy of it is left anywhere:
every consumer has committed. What is unsettled is published again at the next start, and inboxes absorb it.
"""

import logging
from typing import Any

import eventlet
from amqp.exceptions import MessageNacked
from kombu import Connection, Exchange, Producer
from kombu.exceptions import ChannelError
from nameko.extensions import SharedExtension
from sqlalchemy import Connection as DbConnection
from sqlalchemy import Engine, Row, Table, select, update

from shared.clock import now
from shared.messaging.cloudevents import CONTENT_TYPE
from shared.messaging.inproc import BROKER
from shared.messaging.wakeup import WakeUp

BATCH = 200
SAFETY_POLL = 5.0  # finds rows that another process, such as an import, has committed
BOOKKEEPING_DELAY = 0.2  # settled marks wait for company: late ones cost nothing but a repeat
SUSPECT, HOPELESS, ALONE = 3, 6, 5.0
log = logging.getLogger(__name__)


class LocalRelay(SharedExtension):
    engine: Engine | None = None

    def serve(self, engine: Engine, outbox: Table) -> None:
        self.engine, self.outbox = engine, outbox
        self.published_up_to = 0  # SQLite has one writer, so numbers are in commit order
        self.settled: list[str] = []
        self.wakeup, self.stopping = WakeUp(), False

    def open(self) -> None:
        """Called when all services have declared their queues; earlier, an event would miss a consumer."""
        if self.engine is not None:
            self.connection = Connection(self.container.config["AMQP_URI"])
            self.producer = Producer(self.connection)
            self.thread = self.container.spawn_managed_thread(self._run)

    def wake(self) -> None:
        self.wakeup.set()

    def stop(self) -> None:
        if self.engine is not None and hasattr(self, "thread"):
            self.stopping = True
            self.wake()
            self.thread.wait()
            self.connection.release()

    def _run(self) -> None:
        self._replay()
        while not self.stopping:
            rows = self._mark_settled_and_read()
            progressed = sum(self._publish(row) for row in rows)  # never inside the transaction
            if not progressed:
                self.wakeup.wait(BOOKKEEPING_DELAY if rows else SAFETY_POLL)
        self._mark_settled_and_read()
        self._clear_suspicion()

    def _replay(self) -> None:
        """What the last run left open. An event that kills the process must not do so for ever, nor take its
        neighbours along: after some crashes each suspect goes alone, and in the end the killer is held back."""
        query = (
            select(self.outbox)
            .where(self.outbox.c.settled_at.is_(None))
            .order_by(self.outbox.c.seq)
        )
        with self.engine.begin() as db:
            rows = list(db.execute(query))
        self.published_up_to = max((row.seq for row in rows), default=0)
        harmless = [row for row in rows if row.replays < SUSPECT]
        self._count_replay(harmless, None)
        for row in harmless:
            self._publish_at_last(row)
        suspects = [row for row in rows if SUSPECT <= row.replays < HOPELESS]
        eventlet.spawn(self._replay_one_by_one, suspects)

    def _replay_one_by_one(self, suspects: list[Row[Any]]) -> None:
        for row in suspects:
            last = row.replays + 1 == HOPELESS
            self._count_replay(
                [row], "held if the process dies once more" if last else "handled alone"
            )
            self._publish_at_last(row)
            with eventlet.Timeout(ALONE, False):
                while row.event_id in BROKER.watchers and not self.stopping:
                    eventlet.sleep(0.01)

    def _publish_at_last(self, row: Row[Any]) -> None:
        while not self._publish(row) and not self.stopping:
            eventlet.sleep(BOOKKEEPING_DELAY)

    def _count_replay(self, rows: list[Row[Any]], problem: str | None) -> None:
        with self.engine.begin() as db:
            for row in rows:
                this = update(self.outbox).where(self.outbox.c.seq == row.seq)
                db.execute(this.values(replays=row.replays + 1, problem=problem))

    def _clear_suspicion(self) -> None:
        """We stop in good order, so nothing that is still open has killed anything."""
        alive = (self.outbox.c.settled_at.is_(None)) & (self.outbox.c.replays < HOPELESS)
        with self.engine.begin() as db:
            db.execute(update(self.outbox).where(alive).values(replays=0, problem=None))

    def _mark_settled_and_read(self) -> list[Row[Any]]:
        outbox, settled = self.outbox, self.settled
        self.settled = []
        with self.engine.begin() as db:
            if settled:
                self._mark(db, settled)
            query = select(outbox).where(
                outbox.c.settled_at.is_(None), outbox.c.seq > self.published_up_to
            )
            return list(db.execute(query.order_by(outbox.c.seq).limit(BATCH)))

    def _mark(self, db: DbConnection, settled: list[str]) -> None:
        for start in range(0, len(settled), 500):
            chosen = self.outbox.c.event_id.in_(settled[start : start + 500])
            db.execute(update(self.outbox).where(chosen).values(settled_at=now(), problem=None))

    def _publish(self, row: Row[Any]) -> bool:
        BROKER.watch(row.event_id, self._on_settled)
        try:
            self.producer.publish(
                row.body,
                exchange=Exchange(row.exchange, "topic"),
                routing_key=row.routing_key,
                message_id=row.event_id,
                content_type=CONTENT_TYPE,
                content_encoding="utf-8",
                mandatory=True,
            )
        except MessageNacked:
            BROKER.unwatch(row.event_id)
            return False  # a queue is full: the same row again, a little later
        except ChannelError:
            BROKER.unwatch(row.event_id)
            log.error("no consumer for %s", row.routing_key)  # stays unsettled, so it shows
        self.published_up_to = max(self.published_up_to, row.seq)
        return True

    def _on_settled(self, event_id: str) -> None:
        self.settled.append(event_id)
        if len(self.settled) == 1:
            eventlet.spawn_after(BOOKKEEPING_DELAY, self.wake)
