"""Embedded mode: moves a service's outbox rows to the in-process bus, in a greenlet.

The bus forgets everything at a crash, so a row counts as settled only when no copy of it is left
anywhere: every consumer has committed. What is unsettled is published again at the next start, and
inboxes absorb it.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from weakref import WeakSet

import eventlet
from amqp.exceptions import MessageNacked
from eventlet.semaphore import Semaphore
from kombu import Exchange, Producer
from kombu.exceptions import ChannelError
from nameko.extensions import SharedExtension
from sqlalchemy import Engine, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.messaging import metrics
from shared.messaging.cloudevents import CONTENT_TYPE
from shared.messaging.connections import connect
from shared.messaging.crash_points import crash_point
from shared.messaging.failures import describe
from shared.messaging.inproc import BROKER
from shared.messaging.outbox_rows import GIVEN_UP, HOPELESS, SUSPECT, OpenRow, OutboxRows
from shared.messaging.wakeup import WakeUp

SAFETY_POLL = 5.0  # seconds; finds rows that another process, such as an import, has committed
BOOKKEEPING_DELAY = 0.2  # settled marks wait for company: late ones cost nothing but a repeat
DATABASE_RETRY = 1.0
ALONE = 5.0  # seconds that a suspect has for itself
SERVING: "WeakSet[LocalRelay]" = WeakSet()  # of this process: all services' relays
# Of all services in the process: a killer's turn must not count against another's suspect.
ONE_SUSPECT = Semaphore()
log = logging.getLogger(__name__)


def oldest_open() -> datetime | None:
    """When the oldest event was written that some consumer may still get, of any service."""
    found = [relay.rows.oldest_open() for relay in SERVING]
    return min((at for at in found if at is not None), default=None)


class LocalRelay(SharedExtension):  # type: ignore[misc]
    """One per service. Does nothing in the distributed mode, where the relay is a process."""

    rows: OutboxRows
    serving = False
    thread: Any = None

    def serve(self, engine: Engine, outbox: Table) -> None:
        self.rows, self.serving = OutboxRows(engine, outbox), True
        self.settled: list[str] = []
        self.wakeup, self.stopping = WakeUp(), False
        SERVING.add(self)

    def open(self) -> None:
        """Called when all services have declared their queues; earlier, an event would miss a
        consumer."""
        if self.serving:
            self.connection = connect(self.container.config)
            self.producer = Producer(self.connection)
            self.thread = self.container.spawn_managed_thread(self._run)

    def wake(self) -> None:
        self.wakeup.set()

    def stop(self) -> None:
        SERVING.discard(self)
        if self.thread is not None:
            self.stopping = True
            self.wake()
            self.thread.wait()
            self.connection.release()

    # -- the loop -------------------------------------------------------------------------------

    def _run(self) -> None:
        self._while_database_is_away(self._replay)
        while not self.stopping:
            found, published = self._while_database_is_away(self._move) or (0, 0)
            if not published:
                self.wakeup.wait(BOOKKEEPING_DELAY if found else SAFETY_POLL)
        self._while_database_is_away(self._close_books)

    def _while_database_is_away(self, act: Callable[[], Any]) -> Any:
        """Such as a full disk: it may end, and the relay goes on as if nothing had been."""
        while True:
            try:
                return act()
            except (DBAPIError, PoolTimeout) as exc:
                log.error("outbox out of reach: %s", describe(exc))
            if self.stopping:
                return None
            eventlet.sleep(DATABASE_RETRY)

    def _move(self) -> tuple[int, int]:
        """How many rows were found, and how many went out."""
        rows = self._mark_settled_and_read()
        published = 0
        for row in rows:  # never inside the transaction
            if not self._publish(row):
                break  # a queue is full: the same row again a little later, so that order is kept
            published += 1
        return len(rows), published

    def _mark_settled_and_read(self) -> list[OpenRow]:
        settled = self.settled[:]
        rows = self.rows.mark_and_read(settled)
        del self.settled[: len(settled)]  # only now: a failed transaction has marked nothing
        return rows

    def _close_books(self) -> None:
        """We stop in good order, so nothing that is still open has killed anything."""
        self._mark_settled_and_read()
        self.rows.clear_suspicion()

    # -- after a start --------------------------------------------------------------------------

    def _replay(self) -> None:
        """What the last run left open. An event that kills the process must not do so for ever, nor
        take its neighbours along: after some crashes each suspect goes alone, and in the end the
        killer becomes a dead letter of those who have not handled it, at each start anew."""
        rows = self.rows.left_open()
        harmless = [row for row in rows if row.replays < SUSPECT]
        self.rows.count_replay(harmless, None)
        for row in harmless:
            self._publish_at_last(row)
        for row in (row for row in rows if row.replays >= HOPELESS):
            self.rows.note_problem([row.event_id], None)
            self._publish_at_last(row, {GIVEN_UP: True, "attempts": row.replays - 1})
        suspects = [row for row in rows if SUSPECT <= row.replays < HOPELESS]
        self.container.spawn_managed_thread(lambda: self._replay_one_by_one(suspects))

    def _replay_one_by_one(self, suspects: list[OpenRow]) -> None:
        for row in suspects:
            with ONE_SUSPECT:
                if not self.stopping:
                    self._replay_alone(row)

    def _replay_alone(self, row: OpenRow) -> None:
        last = row.replays + 1 == HOPELESS
        note = "buried if the process dies once more" if last else "handled alone"
        self._while_database_is_away(partial(self.rows.count_replay, [row], note))
        self._publish_at_last(row)
        with eventlet.Timeout(ALONE, False):
            while not BROKER.is_at_rest(row.event_id) and not self.stopping:
                eventlet.sleep(0.01)
        if not self.stopping:
            self._while_database_is_away(partial(self.rows.acquit, row, note))

    def _publish_at_last(self, row: OpenRow, headers: dict[str, Any] | None = None) -> None:
        while not self._publish(row, headers) and not self.stopping:
            eventlet.sleep(BOOKKEEPING_DELAY)

    # -- one row --------------------------------------------------------------------------------

    def _publish(self, row: OpenRow, headers: dict[str, Any] | None = None) -> bool:
        """False where a queue is full."""
        crash_point("after_commit_before_publish")
        BROKER.watch(row.event_id, self._on_settled)
        try:
            self.producer.publish(
                row.body,
                exchange="" if row.queue else Exchange(row.exchange, "topic"),
                routing_key=row.queue or row.routing_key,
                message_id=row.event_id,
                headers=headers or {},
                content_type=CONTENT_TYPE,
                content_encoding="utf-8",
                mandatory=True,
            )
        except MessageNacked:
            BROKER.unwatch(row.event_id)
            metrics.REFUSED.labels(self.container.service_name, "full").inc()
            return False
        except ChannelError:  # every queue of this version is there: again only after a new start
            BROKER.unwatch(row.event_id)
            self.rows.note_problem([row.event_id], "no consumer")
            log.error("no consumer for %s", row.routing_key)
            metrics.REFUSED.labels(self.container.service_name, "unroutable").inc()
        else:
            metrics.PUBLISHED.labels(self.container.service_name).inc()
        crash_point("after_publish_before_mark")
        self.rows.published_up_to = max(self.rows.published_up_to, row.seq)
        return True

    def _on_settled(self, event_id: str) -> None:
        self.settled.append(event_id)
        if len(self.settled) == 1:
            eventlet.spawn_after(BOOKKEEPING_DELAY, self.wake)
