"""Long work as a nameko entrypoint: `@job("import")` calls `method(self, subject, transaction)`
outside any transaction, once a job row of that kind is there. What it changes, it changes in
`transaction`, which fails once another worker has the job (see `shared.leases`).
"""

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import eventlet
from eventlet.support.greenlets import GreenletExit
from nameko.extensions import Entrypoint, register_entrypoint

from shared.clock import now
from shared.db import is_outage
from shared.leases import (
    GivenUp,
    Held,
    JobStopped,
    LeaseLost,
    claim,
    is_any_due,
    prolong,
    release_ours,
    settle,
)
from shared.messaging.database import Database
from shared.messaging.failures import describe
from shared.messaging.wakeup import WakeUp

POLL = 2.0  # finds jobs that another process has started
PATIENCE = 5.0  # seconds for handing a lease back while stopping
RENEW, RENEW_AGAIN = 20.0, 2.0  # seconds; the second after a failure
log = logging.getLogger(__name__)

Transaction = Callable[[], AbstractContextManager[Any]]
Method = Callable[..., None]


class Work:
    """A claimed job while a greenlet of this process is at it."""

    def __init__(self, held: Held) -> None:
        self.held, self.stopped, self._worker = held, False, None

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """What `stop` cuts short comes out as JobStopped."""
        if self.stopped:
            raise JobStopped
        self._worker = eventlet.getcurrent()
        try:
            yield
        except GreenletExit:
            raise JobStopped from None
        finally:
            self._worker = None

    def stop(self) -> None:
        self.stopped = True
        if self._worker is not None:
            eventlet.kill(self._worker)


def renew(held: Held) -> None:
    """Until the lease is lost; an outage is no reason to lose it."""
    seconds = RENEW
    while True:
        eventlet.sleep(seconds)
        try:
            if not prolong(held):
                return
            seconds = RENEW
        except Exception as problem:
            log.warning("the lease of job %s waits: %s", held.id, describe(problem))
            seconds = RENEW_AGAIN


class JobRunner(Entrypoint):  # type: ignore[misc]
    """One job of its kind at a time per process."""

    def __init__(self, kind: str, given_up: GivenUp | None = None, **kwargs: Any) -> None:
        self.kind, self.given_up = kind, given_up
        super().__init__(expected_exceptions=(JobStopped, LeaseLost), **kwargs)

    def start(self) -> None:
        (self.database,) = [d for d in self.container.dependencies if isinstance(d, Database)]
        if self.container.config["settings"].embedded:
            release_ours(self.database, self.kind)
        self.wakeup, self.stopping = WakeUp(), False
        self.work: Work | None = None
        self.database.after_commit.append(self._notice)
        self.thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """A job under way is not waited for: it is cut short, and its lease handed back."""
        self.stopping = True
        self.wakeup.set()
        with eventlet.Timeout(PATIENCE, False):
            if self.work is not None:
                self.work.stop()
            self.thread.wait()
        self.thread.kill()

    def _notice(self, uow: Any) -> None:
        if "jobs" in uow.notices:
            self.wakeup.set()

    def _run(self) -> None:
        while not self.stopping:
            try:
                ran = self._run_one()
            except Exception:
                log.exception("jobs of kind %s cannot be carried out", self.kind)
                ran = False
            if not ran:
                self.wakeup.wait(POLL)

    def _run_one(self) -> bool:
        if not is_any_due(self.database, self.kind, now()):
            return False
        held = claim(self.database, self.kind, now())
        if held is None:
            return False
        work = self.work = Work(held)
        if self.stopping:
            work.stop()
        renewing = eventlet.spawn(renew, held)
        try:
            failure = self._carry_out(work)
            # Whatever goes wrong while the process ends is put down to its ending.
            self._settle(held, JobStopped() if failure and self.stopping else failure)
        finally:
            renewing.kill()
            self.work = None
        return True

    def _carry_out(self, work: Work) -> BaseException | None:
        done = eventlet.event.Event()

        def handle_result(_context: Any, result: Any = None, exc_info: Any = None) -> Any:
            done.send(exc_info and exc_info[1])
            return result, exc_info

        self.container.spawn_worker(
            self, (work.held.subject, work), {}, handle_result=handle_result
        )
        failure: BaseException | None = done.wait()
        if failure is not None and not isinstance(failure, JobStopped):
            log.error("job %s %s failed", self.kind, work.held.id, exc_info=failure)
        return failure

    def _settle(self, held: Held, failure: BaseException | None) -> None:
        """The lease is renewed meanwhile: a job that is done is not begun anew for an outage."""
        while True:
            try:
                settle(held, failure, self.given_up)
                return
            except Exception as problem:
                log.exception("job %s %s cannot be settled", self.kind, held.id)
                if self.stopping or not is_outage(problem):
                    return  # the lease runs out
            self.database.wait_until_back(lambda: self.stopping)


def job(kind: str, given_up: GivenUp | None = None) -> Callable[[Method], Method]:
    """Register `method(self, subject, transaction)`; it must be safe to run again after a crash at
    any point. `given_up` is called when the last attempt has failed, to tell whoever waits."""

    def decorate(method: Method) -> Method:
        @functools.wraps(method)
        def run(service: Any, subject: str, work: Work | None = None) -> None:
            if work is None:  # called by hand: nobody else can have the job
                method(service, subject, service.database.transaction)
                return
            with work.going_on():
                method(service, subject, work.held.transaction)

        register_entrypoint(run, JobRunner(kind, given_up))
        return run

    return decorate
