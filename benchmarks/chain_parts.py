"""The processes of the chain benchmark: who produces, and who writes a row for each event.

python -m benchmarks.chain_parts consume single|batch|plain AMQP DATABASE TIMES
python -m benchmarks.chain_parts produce WAY AMQP DATABASE TIMES

WAY is reliable, committed, confirmed or unconfirmed. Each says a line when it is ready. A producer
then reads lines `EVENTS RATE`, sends that many (so many a second; 0: as fast as it can), and says a
line when all are sent. Both write into the file TIMES when each visit was committed (or, where
nothing is, given to dispatch), and handled.
"""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import gc  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from dataclasses import asdict, dataclass, replace  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402
from uuid import uuid4  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import event_handler  # noqa: E402
from nameko.extensions import DependencyProvider  # noqa: E402
from nameko.standalone.events import event_dispatcher  # noqa: E402
from sqlalchemy import Engine, insert  # noqa: E402
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column  # noqa: E402

from shared.db import TYPES, engine_for, new_metadata  # noqa: E402
from shared.messaging.database import Database  # noqa: E402
from shared.messaging.events import Event  # noqa: E402
from shared.messaging.queues import queue_name  # noqa: E402
from shared.messaging.subscription import on  # noqa: E402
from shared.messaging.tables import InboxColumns, OutboxColumns, TimerColumns  # noqa: E402
from shared.settings import Settings  # noqa: E402
from shared.unit_of_work import SqlUnitOfWork  # noqa: E402

WORKERS = 10
BATCH = 50
QUEUE = queue_name("clinic", "visited", "visits", "keep")


class Times:
    """A line for each visit, written when there is time for it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.write: Callable[[str], Any] = self.lines.append

    def into(self, path: str) -> None:
        # Open until the process ends.
        self.write = Path(path).open("a", buffering=1, encoding="ascii").write  # noqa: SIM115

    def note(self, *visits: str) -> None:
        at = time.time()
        self.write("".join(f"{visit} {at}\n" for visit in visits))


TIMES = Times()


@dataclass(frozen=True, kw_only=True)
class Visited(Event):
    source = "clinic"
    aggregate = "child_id"

    visit_id: str
    child_id: str
    note: str


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Outbox(OutboxColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Timer(TimerColumns, Base): ...


class VisitColumns:
    id: Mapped[str] = mapped_column(primary_key=True)
    child_id: Mapped[str]
    note: Mapped[str]


class Fact(VisitColumns, Base):
    """What the producer knows."""

    __tablename__ = "facts"


class Visit(VisitColumns, Base):
    """What the consumer makes of it."""

    __tablename__ = "visits"


FACTS, VISITS = Base.metadata.tables["facts"], Base.metadata.tables["visits"]


class UnitOfWork(SqlUnitOfWork):
    base = Base

    def __init__(self, session: Session, settings: Settings | None = None) -> None:
        super().__init__(session, settings)
        self.kept: list[str] = []


def row_of(visited: Visited) -> dict[str, str]:
    return {"id": visited.visit_id, "child_id": visited.child_id, "note": visited.note}


def visits(events: int) -> Iterator[Visited]:
    for number in range(events):
        yield Visited(visit_id=str(uuid4()), child_id=f"c{number % 500}", note="n" * 300)


# -- consuming --------------------------------------------------------------------------------


class NotedDatabase(Database[UnitOfWork]):
    def setup(self) -> None:
        super().setup()
        self.after_commit.append(lambda uow: TIMES.note(*uow.kept))  # type: ignore[attr-defined]


def keep(event: Visited, uow: UnitOfWork) -> None:
    uow.session.connection().execute(insert(VISITS), row_of(event))
    uow.kept.append(event.visit_id)


class SingleVisits:
    name = "visits"
    database = NotedDatabase(UnitOfWork)

    @on(Visited)
    def keep(self, event: Visited, uow: UnitOfWork) -> None:
        keep(event, uow)


class BatchedVisits:
    name = "visits"
    database = NotedDatabase(UnitOfWork)

    @on(Visited, batch=BATCH)
    def keep(self, event: Visited, uow: UnitOfWork) -> None:
        uow.session.add(Visit(**row_of(event)))  # written in one statement for the whole batch
        uow.kept.append(event.visit_id)


class PlainDatabase(DependencyProvider):  # type: ignore[misc]
    def setup(self) -> None:
        settings: Settings = self.container.config["settings"]
        self.engine = engine_for(settings.database("visits"), WORKERS)

    def get_dependency(self, worker_ctx: Any) -> Engine:  # noqa: ARG002
        return self.engine


class PlainVisits:
    name = "visits"
    engine = PlainDatabase()

    @event_handler("clinic", "visited")  # type: ignore[untyped-decorator]
    def keep(self, payload: dict[str, Any]) -> None:
        visited = Visited.from_data(payload)
        with self.engine.begin() as connection:
            connection.execute(insert(VISITS), row_of(visited))
        TIMES.note(visited.visit_id)


SERVICES = {"single": SingleVisits, "batch": BatchedVisits, "plain": PlainVisits}


def settings_of(amqp: str, database: str) -> Settings:
    plain = Settings.from_environment({"LANTIAN_DEMO": "0"})
    return replace(plain, embedded=False, amqp=amqp, postgres=database, workers=WORKERS)


def consume(how: str, amqp: str, database: str) -> None:
    container = ServiceContainer(SERVICES[how], settings_of(amqp, database).for_nameko())
    container.start()
    gc.freeze()  # as our launcher does; for the peers too
    print("ready", flush=True)
    container.wait()


# -- producing --------------------------------------------------------------------------------

Send = Callable[[Visited], None]


def reliable(amqp: str, database: str) -> Send:
    """A transaction for each event, as each use case has its own."""
    service = Database(UnitOfWork)
    service.connect(settings_of(amqp, database), "clinic")

    def send(visited: Visited) -> None:
        with service.transaction() as uow:
            uow.session.connection().execute(insert(FACTS), row_of(visited))
            uow.emit(visited)
        TIMES.note(visited.visit_id)

    return send


def committed(amqp: str, database: str) -> Send:
    """As nameko's examples do it: lost for ever if the process dies between the two."""
    engine = engine_for(settings_of(amqp, database).database("clinic"), WORKERS)
    dispatch = event_dispatcher({"AMQP_URI": amqp})

    def send(visited: Visited) -> None:
        with engine.begin() as connection:
            connection.execute(insert(FACTS), row_of(visited))
        TIMES.note(visited.visit_id)
        dispatch("clinic", "visited", asdict(visited))

    return send


def dispatched(amqp: str, _database: str, *, confirms: bool) -> Send:
    dispatch = event_dispatcher({"AMQP_URI": amqp}, use_confirms=confirms)

    def send(visited: Visited) -> None:
        TIMES.note(visited.visit_id)
        dispatch("clinic", "visited", asdict(visited))

    return send


WAYS: dict[str, Callable[[str, str], Send]] = {
    "reliable": reliable,
    "committed": committed,
    "confirmed": partial(dispatched, confirms=True),
    "unconfirmed": partial(dispatched, confirms=False),
}


def produce(how: str, amqp: str, database: str) -> None:
    """Ten at a time, as a service's workers would."""
    send = WAYS[how](amqp, database)
    gc.freeze()
    print("ready", flush=True)
    while line := sys.stdin.readline():
        events, rate = (int(number) for number in line.split())
        send_all(send, events, rate)
        print("sent", flush=True)


def send_all(send: Send, events: int, rate: int) -> None:
    pool = eventlet.GreenPool(WORKERS)
    began = time.monotonic()
    for number, visited in enumerate(visits(events)):
        if rate:
            eventlet.sleep(max(0.0, began + number / rate - time.monotonic()))
        pool.spawn_n(send, visited)
    pool.waitall()


if __name__ == "__main__":
    action, how, amqp, database, times = sys.argv[1:]
    TIMES.into(times)
    {"consume": consume, "produce": produce}[action](how, amqp, database)
