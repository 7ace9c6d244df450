"""What was committed and what came of it, read from the services' databases of either kind."""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, create_engine, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool

from shared.messaging.clean_up import BATCH, archive
from shared.unit_of_work import transaction
from tests.faults.bench.facts import Base, BenchUnitOfWork, Effect, Order, Outbox, Thing

BOUNDED = (("origin", Order.id), ("origin", Outbox.seq), ("middle", Outbox.seq))
EFFECTS = tuple((service, Effect.id) for service in ("origin", "middle", "end"))


@dataclass(frozen=True)
class Facts:
    """Of one round. Counters are by subject; a turn's subject is `thing@version`."""

    orders: list[tuple[str, str]]  # command, subject
    placed: Counter[str]
    turned: Counter[str]
    passed: Counter[str]
    effects: dict[str, Counter[str]]  # handler -> subjects
    versions: dict[str, int]
    copies: dict[str, int]
    open_rows: int


class Books:
    def __init__(self, url: str) -> None:
        """`url` holds {service}."""
        services = ("origin", "middle", "end")
        self.engines = {s: _engine(url.format(service=s)) for s in services}
        self.marks: dict[Any, int] = {}
        self.oldest = 0.0
        self.in_flight = 0
        self.clock_is_wrong = False
        self.allowance = 0  # how much more a fault wants under way than the driver would begin
        self.closing = threading.Event()
        self.sampler = threading.Thread(target=self._sample, daemon=True)

    def make_tables(self) -> None:
        for engine in self.engines.values():
            Base.metadata.create_all(engine)

    def open_round(self) -> None:
        self.marks = {
            (service, column): self._value(service, select(func.coalesce(func.max(column), 0)))
            for service, column in (*BOUNDED, *EFFECTS)
        }
        self.oldest, self.in_flight = 0.0, 0
        if not self.sampler.is_alive():
            self.sampler.start()

    def facts(self) -> Facts:
        origin = self._outbox("origin")
        effects: dict[str, Counter[str]] = {}
        for service, _ in EFFECTS:
            for handler, subject in self._rows(service, Effect.id, Effect.handler, Effect.subject):
                effects.setdefault(handler, Counter())[subject] += 1
        return Facts(
            orders=self._rows("origin", Order.id, Order.command, Order.subject),
            placed=Counter(row.aggregate_id for row in origin if row.routing_key == "placed"),
            turned=Counter(_turn(row) for row in origin if row.routing_key == "turned"),
            passed=Counter(row.aggregate_id for row in self._outbox("middle")),
            effects=effects,
            versions=self._things("origin"),
            copies=self._things("end"),
            open_rows=self._open("origin") + self._open("middle"),
        )

    # -- while it runs --------------------------------------------------------------------------

    def _sample(self) -> None:
        """How much is under way, and how long the oldest event has waited for its relay."""
        while not self.closing.wait(0.25):
            try:
                self.in_flight = self._under_way() - self.allowance
                waiting = [self._oldest(service) for service in ("origin", "middle")]
            except DBAPIError:  # that is the fault of the moment
                continue
            if not self.clock_is_wrong:
                self.oldest = max(self.oldest, *waiting)

    def _under_way(self) -> int:
        """Placed takes two effects and Turned one; Passed comes of an effect and takes one."""
        orders = self._count("origin", Order.id)
        turns = self._count("origin", Order.id, Order.subject.contains("@"))
        wanted = 2 * (orders - turns) + turns + self._count("middle", Effect.id)
        return wanted - self._count("middle", Effect.id) - self._count("end", Effect.id)

    def _oldest(self, service: str) -> float:
        when = self._value(service, select(func.min(Outbox.written_at)).where(_is_open()))
        return (datetime.now(UTC) - when).total_seconds() if when else 0.0

    # -- reading --------------------------------------------------------------------------------

    def _count(self, service: str, column: Any, *conditions: Any) -> int:
        mark = self.marks[service, column]
        return int(self._value(service, select(func.count()).where(column > mark, *conditions)))

    def settled(self, service: str) -> int:
        return self._count(service, Outbox.seq, Outbox.settled_at.is_not(None))

    def open_again(self, service: str) -> None:
        """This round's events, as if their relay had marked none."""
        these = update(Outbox).where(Outbox.seq > self.marks[service, Outbox.seq])
        with self.engines[service].begin() as db:
            db.execute(these.values(settled_at=None))

    def _open(self, service: str) -> int:
        return int(self._value(service, select(func.count()).where(_is_open())))

    def _outbox(self, service: str) -> list[Any]:
        columns = Outbox.routing_key, Outbox.aggregate_id, Outbox.body
        return self._rows(service, Outbox.seq, *columns)

    def _things(self, service: str) -> dict[str, int]:
        with self.engines[service].connect() as db:
            return {thing.name: thing.version for thing in db.execute(select(Thing.__table__))}

    def _rows(self, service: str, mark: Any, *columns: Any) -> list[Any]:
        with self.engines[service].connect() as db:
            query = select(*columns).where(mark > self.marks[service, mark])
            return list(db.execute(query))

    def _value(self, service: str, query: Any) -> Any:
        with self.engines[service].connect() as db:
            return db.scalar(query)

    def has_effects(self, subject: str) -> bool:
        """Whether a subject has come through to both ends."""
        query = select(Effect.handler).where(Effect.subject == subject).distinct()
        with self.engines["end"].connect() as db:
            return {"tell", "tell_many"} <= set(db.scalars(query))

    def archive(self) -> int:
        """All that is settled, as the daily clean-up does with what is old: how many events."""
        moved = 0
        for service in ("origin", "middle"):
            sessions = sessionmaker(self.engines[service])
            batch = BATCH
            while batch == BATCH:
                with transaction(BenchUnitOfWork, sessions) as uow:
                    batch = archive(uow, datetime.now(UTC) + timedelta(days=1))
                moved += batch
        return moved

    def close(self) -> None:
        self.closing.set()
        if self.sampler.is_alive():
            self.sampler.join(10)
        for engine in self.engines.values():
            engine.dispose()


def _engine(url: str) -> Engine:
    limits = {"timeout": 30} if url.startswith("sqlite") else {"connect_timeout": 3}
    return create_engine(url, poolclass=NullPool, connect_args=limits)


def _is_open() -> Any:
    return Outbox.settled_at.is_(None)


def _turn(row: Any) -> str:
    version = row.body.partition('"data":')[2].partition('"version":')[2]
    return f"{row.aggregate_id}@{int(version.split(',')[0].rstrip('}'))}"
