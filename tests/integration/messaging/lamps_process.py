"""`python -m tests.integration.messaging.lamps_process FOLDER`: two services, embedded.

At its first start it lights ten lamps, each with its event and a deadline; the keeper writes down
each event and each deadline once. It ends by itself when nothing is open any more.
"""

import sys
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime
from pathlib import Path

from tests.eventlet_first import eventlet  # isort: skip

from nameko.containers import ServiceContainer
from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from lantian.launcher import open_relays, stop
from shared.clock import now
from shared.messaging.database import Database
from shared.messaging.failures import Permanent
from shared.messaging.subscription import on
from shared.messaging.timers import when_due
from shared.settings import Settings
from tests import schema
from tests.integration.messaging.services import (
    Base,
    Lamp,
    LampLit,
    LighthouseUnitOfWork,
    Outbox,
    Timer,
)

LAMPS = [f"lamp{n}" for n in range(10)]
POISON = "lamp3"


@dataclass(frozen=True, kw_only=True)
class OilLow(LampLit):
    """A deadline of a lamp came."""


class Entry(Base):
    """What the keeper wrote down; each fact may stand here once or more: the test counts."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact: Mapped[str]


class Lighthouse:
    name = "lighthouse"
    database = Database(LighthouseUnitOfWork)

    @when_due("oil")
    def note_oil(self, subject: str, due_at: datetime, uow: LighthouseUnitOfWork) -> None:
        uow.emit(OilLow(lamp_id=subject))


class Keeper:
    name = "keeper"
    database = Database(LighthouseUnitOfWork)

    @on(LampLit, ladder=(0.05, 0.05))
    def write_down(self, event: LampLit, uow: LighthouseUnitOfWork) -> None:
        if event.lamp_id == POISON:
            raise Permanent("no")
        uow.session.add(Entry(fact=f"lit {event.lamp_id}"))

    @on(OilLow, ladder=(0.05, 0.05))
    def write_oil(self, event: OilLow, uow: LighthouseUnitOfWork) -> None:
        uow.session.add(Entry(fact=f"oil {event.lamp_id}"))


def main(folder: str) -> int:
    plain = Settings.from_environment({"LANTIAN_DATA": folder, "LANTIAN_DEMO": "0"})
    config = changed(plain, port=0).for_nameko(TRANSPORT_OPTIONS={"longest_wait": 0.01})
    containers = [ServiceContainer(service, config) for service in (Keeper, Lighthouse)]
    for container in containers:
        schema.prepare(container)
        container.start()
    open_relays(containers)
    (database,) = containers[1].dependencies
    light_all(database)
    while open_rows(database):
        eventlet.sleep(0.02)
    return 0 if stop(containers) else 1


def light_all(database: Database[LighthouseUnitOfWork]) -> None:
    for lamp in LAMPS:
        with database.transaction() as uow:
            if uow.session.get(Lamp, lamp) is None:
                uow.session.add(Lamp(id=lamp, tower=lamp))
                uow.emit(LampLit(lamp_id=lamp))
                uow.set_timer("oil", lamp, now())


def open_rows(database: Database[LighthouseUnitOfWork]) -> bool:
    """Whether anything but the poison waits."""
    waiting = select(func.count()).where(Outbox.settled_at.is_(None))
    poison = Outbox.aggregate_id == POISON, Outbox.routing_key == "lamp_lit"
    with database.sessions() as session:
        events = session.scalar(waiting) - session.scalar(waiting.where(*poison))
        timers = session.scalar(select(func.count()).where(Timer.fired_at.is_(None)))
    return bool(events or timers)


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    sys.exit(main(sys.argv[1]))
