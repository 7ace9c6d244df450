"""Long work as a nameko entrypoint: `@job("import")` calls `method(self, subject)` outside any
transaction, once a job row of that kind is there; a job whose worker died is taken over."""

import functools
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import eventlet
from nameko.extensions import Entrypoint, register_entrypoint
from sqlalchemy import or_, select, update

from shared.clock import now
from shared.messaging.database import Database
from shared.messaging.wakeup import WakeUp

POLL = 2.0  # finds jobs that another process has started
LEASE = timedelta(seconds=60)
RENEW = 20.0
ATTEMPTS = 5
HOLDER = uuid4().hex  # this process
log = logging.getLogger(__name__)


def claim(uow: Any, kind: str, at: datetime) -> Any:
    """The oldest job of the kind that is due and held by nobody alive, now held by us; or None."""
    jobs = uow.base.metadata.tables["jobs"]
    free = or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < at)
    due = select(jobs).where(jobs.c.kind == kind, jobs.c.state == "open", jobs.c.due_at <= at, free)
    row = uow.session.execute(
        due.order_by(jobs.c.due_at).limit(1).with_for_update(skip_locked=True)
    ).first()
    if row is not None:
        held = {"leased_until": at + LEASE, "holder": HOLDER, "attempts": row.attempts + 1}
        uow.session.execute(update(jobs).where(jobs.c.id == row.id).values(**held))
    return row


def release_ours(database: Database[Any]) -> None:
    """Embedded, at start: one process holds the data folder, so every lease is a dead one's."""
    with database.transaction() as uow:
        jobs = uow.base.metadata.tables["jobs"]
        uow.session.execute(update(jobs).values(leased_until=None, holder=None))


def settle(database: Database[Any], row: Any, problem: str | None) -> None:
    with database.transaction() as uow:
        jobs = uow.base.metadata.tables["jobs"]
        if problem is None:
            values: dict[str, Any] = {"state": "done"}
        elif row.attempts + 1 >= ATTEMPTS:
            values = {"state": "failed"}
        else:
            values = {"due_at": now() + timedelta(seconds=2**row.attempts)}
        values |= {"leased_until": None, "holder": None, "problem": problem}
        uow.session.execute(update(jobs).where(jobs.c.id == row.id).values(**values))


class JobRunner(Entrypoint):  # type: ignore[misc]
    """One job of its kind at a time per process."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(**kwargs)

    def start(self) -> None:
        (self.database,) = [d for d in self.container.dependencies if isinstance(d, Database)]
        if self.container.config["settings"].embedded:
            release_ours(self.database)
        self.wakeup, self.stopping = WakeUp(), False
        self.database.after_commit.append(self._notice)
        self.thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """A job under way is not waited for: its lease ends with us, and it is resumed."""
        self.stopping = True
        self.wakeup.set()
        self.thread.kill()

    def _notice(self, uow: Any) -> None:
        if "jobs" in uow.notices:
            self.wakeup.set()

    def _run(self) -> None:
        while not self.stopping:
            try:
                ran = self._run_one()
            except Exception:
                log.exception("jobs of kind %s cannot be read", self.kind)
                ran = False
            if not ran:
                self.wakeup.wait(POLL)

    def _run_one(self) -> bool:
        with self.database.transaction() as uow:
            row = claim(uow, self.kind, now())
        if row is None:
            return False
        renewing = eventlet.spawn(self._renew, row.id)
        problem = self._work(row)
        renewing.kill()
        settle(self.database, row, problem)
        return True

    def _work(self, row: Any) -> str | None:
        done = eventlet.event.Event()

        def handle_result(_context: Any, result: Any = None, exc_info: Any = None) -> Any:
            done.send(exc_info)
            return result, exc_info

        self.container.spawn_worker(self, (row.subject,), {}, handle_result=handle_result)
        failure = done.wait()
        if failure is None:
            return None
        log.error("job %s %s failed", self.kind, row.id, exc_info=failure)
        return str(failure[0].__name__)  # the class only: its text may name a person

    def _renew(self, job_id: str) -> None:
        while True:
            eventlet.sleep(RENEW)
            with self.database.transaction() as uow:
                jobs = uow.base.metadata.tables["jobs"]
                held = {"leased_until": now() + LEASE}
                uow.session.execute(update(jobs).where(jobs.c.id == job_id).values(**held))


def job(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register `method(self, subject)`; it must be safe to run again after a crash at any point."""

    def decorate(method: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(method)
        def run(service: Any, subject: str) -> None:
            method(service, subject)

        register_entrypoint(run, JobRunner(kind))
        return run

    return decorate
