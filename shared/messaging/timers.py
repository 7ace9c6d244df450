"""Deadlines: a row with a due time fires exactly once, in one transaction with its effects."""

import functools
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import eventlet
from eventlet.event import Event as Done
from nameko.extensions import Entrypoint, register_entrypoint
from sqlalchemy import Row, Select, Table, bindparam, select, update

from shared.clock import now
from shared.messaging import metrics
from shared.messaging.crash_points import crash_point
from shared.messaging.database import Database
from shared.messaging.failures import HandlerTooSlow, describe
from shared.messaging.wakeup import WakeUp
from shared.unit_of_work import SqlUnitOfWork

ANOTHERS = 0.02  # seconds before a due one that another worker has in hand is looked for again
POLL = 1.0  # seconds; sees timers that another process has set
LONGEST_POSTPONEMENT = 3600.0
PATIENCE = 10.0  # with a database that does not answer
log = logging.getLogger(__name__)


def claim(uow: SqlUnitOfWork, kind: str, at: datetime) -> Row[Any] | None:
    """The next due timer, marked as fired in this transaction. No two workers claim the same
    one: PostgreSQL skips locked rows; SQLite, where SQLAlchemy leaves FOR UPDATE out, has begun
    IMMEDIATE."""
    timers = uow.table("timers")
    due = select(timers).where(
        timers.c.kind == kind, timers.c.fired_at.is_(None), timers.c.due_at <= at
    )
    row = uow.session.execute(
        due.order_by(timers.c.due_at).limit(1).with_for_update(skip_locked=True)
    ).first()
    if row is not None:
        this = (timers.c.kind == kind) & (timers.c.subject == row.subject)
        uow.session.execute(update(timers).where(this).values(fired_at=at))
    return row


@functools.cache
def _next_due(timers: Table) -> Select[Any]:
    """Made once: every kind looks each second, and making a query takes longer than asking it."""
    open_ones = timers.c.kind == bindparam("kind"), timers.c.fired_at.is_(None)
    return select(timers.c.due_at).where(*open_ones).order_by(timers.c.due_at).limit(1)


def postpone(database: Database[Any], row: Row[Any]) -> None:
    """A failed timer comes again later, so that it does not stand in the way of the others."""
    with database.transaction() as uow:
        timers = uow.table("timers")
        this = (timers.c.kind == row.kind) & (timers.c.subject == row.subject)
        later = now() + timedelta(seconds=min(2.0 ** min(row.attempts, 20), LONGEST_POSTPONEMENT))
        uow.session.execute(
            update(timers)
            .where(this, timers.c.fired_at.is_(None))
            .values(attempts=row.attempts + 1, due_at=later)
        )


class WhenDue(Entrypoint):  # type: ignore[misc]
    """Fires the timers of one kind, one after the other."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def start(self) -> None:
        (self.database,) = [d for d in self.container.dependencies if isinstance(d, Database)]
        self.wakeup, self.stopping = WakeUp(), False
        self.sleeps_until: datetime | None = None
        self.database.after_commit.append(self._notice)
        self.thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        self.stopping = True
        self.wakeup.set()
        self.thread.wait()

    def _notice(self, uow: SqlUnitOfWork) -> None:
        if uow.next_timer and self.sleeps_until and uow.next_timer < self.sleeps_until:
            self.wakeup.set()

    def _run(self) -> None:
        """A look is cheap, and takes no worker and no lock: most find nothing due."""
        while not self.stopping:
            seconds = self._seconds_to_next()
            if seconds > 0 or not self._fire_one():
                seconds = seconds or ANOTHERS  # else it would ask again and again meanwhile
                self.sleeps_until = now() + timedelta(seconds=seconds)
                self.wakeup.wait(seconds)

    def _fire_one(self) -> bool:
        done = Done()

        def handle_result(_context: Any, result: Any = None, exc_info: Any = None) -> Any:
            done.send(bool(result))
            return result, exc_info

        self.container.spawn_worker(self, (), {}, handle_result=handle_result)
        return bool(done.wait())

    def _seconds_to_next(self) -> float:
        query = _next_due(self.database.unit.base.metadata.tables["timers"])
        try:
            frozen = eventlet.Timeout(PATIENCE, HandlerTooSlow("the database"))
            with frozen, self.database.engine.connect() as connection:
                next_due = connection.scalar(query, {"kind": self.kind})
        except Exception as exc:  # the database is away: the poll finds it again
            log.warning("timers wait: %s", describe(exc))
            return POLL
        wait = POLL if next_due is None else (next_due - now()).total_seconds()
        return max(0.0, min(POLL, float(wait)))


def when_due(
    kind: str, limit: float = 30.0
) -> Callable[[Callable[..., None]], Callable[..., bool]]:
    """Call `method(self, subject, due_at, uow)` once for each timer of this kind, in the
    transaction that marks it as fired. One that fails, or takes over `limit` seconds, is
    postponed, longer each time."""

    def decorate(method: Callable[..., None]) -> Callable[..., bool]:
        @functools.wraps(method)
        def fire_one(service: Any) -> bool:
            row = None
            too_slow = HandlerTooSlow(f"{method.__name__} took over {limit} s")
            try:
                with service.database.limited(limit, too_slow) as uow:
                    row = claim(uow, kind, now())
                    if row is not None:
                        method(service, row.subject, row.due_at, uow)
                if row is not None:
                    late = (now() - row.due_at).total_seconds()
                    metrics.TIMERS.labels(kind).observe(max(0.0, late))
                    crash_point("after_timer_commit")
            except Exception as exc:
                log.error("timer %s failed: %s", kind, describe(exc), exc_info=exc)
                metrics.TIMER_FAILURES.labels(kind).inc()
                return row is not None and _postponed(service.database, row)
            return row is not None

        register_entrypoint(fire_one, WhenDue(kind))
        return fire_one

    return decorate


def _postponed(database: Database[Any], row: Row[Any]) -> bool:
    """False where not even that could be written: the next round waits for the database."""
    try:
        postpone(database, row)
    except Exception as exc:
        log.warning("timer %s not postponed: %s", row.kind, describe(exc))
        return False
    return True
