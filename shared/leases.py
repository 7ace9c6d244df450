"""Who has a job: claimed by one worker at a time, renewed while it works, settled at the end, and
taken over when its worker has died.

Each transaction of a job first makes sure that the lease is still this worker's, so that a worker
that was taken for dead changes nothing any more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, Table, bindparam, or_, select, update

from shared.clock import now
from shared.db import is_outage
from shared.messaging.database import Database

LEASE = timedelta(seconds=60)
ATTEMPTS = 5
AFTER_OUTAGE = timedelta(seconds=2)

GivenUp = Callable[[Any, str, str, datetime], None]  # (uow, subject, name of the problem, when)


class LeaseLost(Exception):
    """Another worker has the job; the one that reads this must change nothing any more."""


class JobStopped(Exception):
    """The process ends in good order; the job goes on elsewhere, or after the next start."""


class Held:
    """A job that this worker has claimed."""

    def __init__(self, database: Database[Any], row: Any, holder: str) -> None:
        self.id, self.subject, self.attempts = row.id, row.subject, row.attempts
        self.database, self.holder = database, holder

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Raises LeaseLost before anything is done in it."""
        with self.database.transaction() as uow:
            if not still_ours(uow, self):
                raise LeaseLost(self.id)
            yield uow

    def update(self, uow: Any, **values: Any) -> bool:
        """False, and nothing is changed, if the job is no longer ours."""
        table = jobs_of(uow)
        ours = (table.c.id == self.id) & (table.c.holder == self.holder)
        return bool(uow.session.execute(update(table).where(ours).values(**values)).rowcount)


def jobs_of(uow: Any) -> Table:
    table: Table = uow.base.metadata.tables["jobs"]
    return table


def still_ours(uow: Any, held: Held) -> bool:
    """If so, nobody can take the job over until the end of this transaction."""
    table = jobs_of(uow)
    ours = (table.c.id == held.id) & (table.c.holder == held.holder) & (table.c.state == "open")
    return uow.session.execute(select(table.c.id).where(ours).with_for_update()).first() is not None


@cache
def _due(jobs: Table) -> Select[Any]:
    """Of a `kind`, the oldest that is due `at` a moment and held by nobody alive."""
    free = or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < bindparam("at"))
    due = jobs.c.kind == bindparam("kind"), jobs.c.state == "open", jobs.c.due_at <= bindparam("at")
    return select(jobs).where(*due, free).order_by(jobs.c.due_at).limit(1)


def is_any_due(database: Database[Any], kind: str, at: datetime) -> bool:
    """A look: most find nothing to claim, and need no unit of work for that."""
    query = _due(database.unit.base.metadata.tables["jobs"])
    with database.engine.connect() as connection:
        return connection.execute(query, {"kind": kind, "at": at}).first() is not None


def claim(database: Database[Any], kind: str, at: datetime) -> Held | None:
    """The oldest job of the kind that is due and held by nobody alive, now held by us; or None."""
    with database.transaction() as uow:
        jobs = jobs_of(uow)
        due = _due(jobs).with_for_update(skip_locked=True)
        row = uow.session.execute(due, {"kind": kind, "at": at}).first()
        if row is None:
            return None
        held = Held(database, row, uuid4().hex)
        lease = {"leased_until": at + LEASE, "holder": held.holder}
        uow.session.execute(update(jobs).where(jobs.c.id == row.id).values(**lease))
    return held


def release_ours(database: Database[Any], kind: str) -> None:
    """Embedded, at start: one process holds the data folder, so every lease is a dead one's."""
    with database.transaction() as uow:
        jobs = jobs_of(uow)
        freed = {"leased_until": None, "holder": None}
        uow.session.execute(update(jobs).where(jobs.c.kind == kind).values(**freed))


def settle(held: Held, failure: BaseException | None, given_up: GivenUp | None) -> None:
    """Done, or free for another try, or given up: then the owner is told in the same transaction.
    Stopping in good order and an outage use up no attempt. Nothing if the job is another's now."""
    at = now()
    values: dict[str, Any] = {"leased_until": None, "holder": None}
    values["problem"] = failure and type(failure).__name__  # its text may name a person
    if failure is None:
        values["state"] = "done"
    elif is_outage(failure):
        values["due_at"] = at + AFTER_OUTAGE
    elif not isinstance(failure, JobStopped):
        values["attempts"] = held.attempts + 1
        values["due_at"] = at + timedelta(seconds=4**held.attempts)
        if values["attempts"] >= ATTEMPTS:
            values["state"] = "failed"
    with held.database.transaction() as uow:
        ours = held.update(uow, **values)
        if ours and values.get("state") == "failed" and given_up is not None:
            given_up(uow, held.subject, type(failure).__name__, at)


def prolong(held: Held) -> bool:
    """False if the lease is lost."""
    with held.database.transaction() as uow:
        return held.update(uow, leased_until=now() + LEASE)
