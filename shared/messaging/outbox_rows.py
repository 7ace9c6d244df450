"""The embedded relay's book-keeping in the outbox table."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, func, select, update

from shared.clock import now
from shared.pacing import slices

BATCH = 200
SUSPECT, HOPELESS = 3, 6  # starts that found a row open: then alone, then a dead letter
GIVEN_UP = "given_up"  # header: it was open at too many crashes, so it is not handled once more
OpenRow = Row[Any]


class OutboxRows:
    def __init__(self, engine: Engine, outbox: Table) -> None:
        self.engine, self.outbox = engine, outbox
        self.published_up_to = 0  # SQLite has one writer, so numbers are in commit order

    def left_open(self) -> list[OpenRow]:
        """All that an earlier run did not settle, in order; later reads begin behind them."""
        with self.engine.begin() as db:
            rows = list(db.execute(self._open().order_by(self.outbox.c.seq)))
        self.published_up_to = max((row.seq for row in rows), default=0)
        return rows

    def mark_and_read(self, settled: list[str]) -> list[OpenRow]:
        """Mark these as settled and read the next batch, in one transaction."""
        seq = self.outbox.c.seq
        with self.engine.begin() as db:
            self._mark(db, settled)
            query = self._open().where(seq > self.published_up_to)
            return list(db.execute(query.order_by(seq).limit(BATCH)))

    def oldest_open(self) -> datetime | None:
        """When the oldest row was written that is not settled."""
        oldest = select(func.min(self.outbox.c.written_at)).where(
            self.outbox.c.settled_at.is_(None)
        )
        with self.engine.begin() as db:
            found: datetime | None = db.scalar(oldest)
        return found

    def count_replay(self, rows: list[OpenRow], problem: str | None) -> None:
        with self.engine.begin() as db:
            for row in rows:
                this = update(self.outbox).where(self.outbox.c.seq == row.seq)
                db.execute(this.values(replays=row.replays + 1, problem=problem))

    def acquit(self, row: OpenRow, note: str) -> None:
        """The process has lived through it, so that others' crashes must not get it held: a dead
        letter, say, which is open at every start. It stays a suspect until an orderly end."""
        problem = self.outbox.c.problem
        this = (self.outbox.c.seq == row.seq) & self.outbox.c.settled_at.is_(None)
        with self.engine.begin() as db:
            statement = update(self.outbox).where(this)
            db.execute(statement.values(replays=SUSPECT, problem=func.nullif(problem, note)))

    def clear_suspicion(self) -> None:
        open_ones = self.outbox.c.settled_at.is_(None), self.outbox.c.replays < HOPELESS
        suspected = self.outbox.c.replays > 0
        with self.engine.begin() as db:
            statement = update(self.outbox).where(*open_ones, suspected)
            db.execute(statement.values(replays=0, problem=None))

    def note_problem(self, event_ids: list[str], problem: str | None) -> None:
        with self.engine.begin() as db:
            chosen = self.outbox.c.event_id.in_(event_ids)
            db.execute(update(self.outbox).where(chosen).values(problem=problem))

    def _open(self) -> Any:
        return select(self.outbox).where(self.outbox.c.settled_at.is_(None))

    def _mark(self, db: Connection, settled: list[str]) -> None:
        for some in slices(settled, 500):
            chosen = self.outbox.c.event_id.in_(some)
            db.execute(update(self.outbox).where(chosen).values(settled_at=now(), problem=None))
