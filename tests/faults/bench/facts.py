"""What the bench's services tell each other, and the tables in which their effects are counted.

No effect has a unique constraint: one that happens twice must show.

    front --call--> origin --Placed--> middle (pass_on) --Passed--> end (tell)
                        \\----Placed--> end (tell_many, in batches)
                         \\---Turned--> end (keep, by version)

A subject is `kind:name`; its kind says how the handlers take it (`KINDS`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db import TYPES, new_metadata
from shared.messaging.events import Event
from shared.messaging.tables import (
    ArchiveColumns,
    InboxColumns,
    OutboxColumns,
    ReplayColumns,
    SweptColumns,
    TimerColumns,
)
from shared.unit_of_work import SqlUnitOfWork
from tests.faults.bench.tally import tally

SERVICES = ("origin", "middle", "end", "front")
PASS_ON = "evt-origin-placed--middle.pass_on"
TELL = "evt-middle-passed--end.tell"
TELL_MANY = "evt-origin-placed--end.tell_many"
KEEP = "evt-origin-turned--end.keep"
CONSUMERS = {"origin": [PASS_ON, TELL_MANY, KEEP], "middle": [TELL]}
LADDER = (0.3, 1.0)
HANG_LIMIT = 3.0  # seconds that pass_on may take
SPIN = 28.0  # seconds of computing, past two heartbeats and below the handler's limit

# kind -> the queue whose handler gives it up
KINDS: dict[str, str | None] = {
    "plain": None,
    "slow": None,  # ends within the drain
    "long": None,  # does not
    "spin": None,  # computes past two heartbeats
    "once": None,  # fails at the first try
    "twice": None,  # fails at the first and the second
    "refuse": PASS_ON,
    "quote": PASS_ON,  # fails with a person's name in the error's text
    "hang": PASS_ON,
    "kill": PASS_ON,
    "beside": None,  # at work when its neighbour kills their worker
    "mend": None,  # refused until the cause is mended and it is re-driven; then fails once
    "undead": None,  # kills its worker until then; then fails once
    "refusemany": TELL_MANY,
}


@dataclass(frozen=True, kw_only=True)
class Placed(Event):
    source = "origin"
    aggregate = "subject"

    subject: str
    person: str = ""  # sealed
    note: str = "none"  # younger than the rest: an older origin does not send it


@dataclass(frozen=True, kw_only=True)
class PlacedBefore(Event):
    """As it was in the version before."""

    source = "origin"
    aggregate = "subject"

    subject: str
    person: str = ""

    @classmethod
    def wire_name(cls) -> str:
        return Placed.wire_name()


@dataclass(frozen=True, kw_only=True)
class Turned(Event):
    source = "origin"
    aggregate = "thing"

    thing: str
    kind: str = "plain"


@dataclass(frozen=True, kw_only=True)
class Passed(Event):
    source = "middle"
    aggregate = "subject"

    subject: str


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Outbox(OutboxColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Timer(TimerColumns, Base): ...


class OutboxArchive(ArchiveColumns, Base): ...


class Replay(ReplayColumns, Base): ...


class Swept(SweptColumns, Base): ...


class Order(Base):
    """What a command came to: a row for each of its subjects and turns."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str]
    subject: Mapped[str]


class Thing(Base):
    """The producer's state, and the consumer's copy of it."""

    __tablename__ = "things"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]


class Effect(Base):
    __tablename__ = "effects"

    id: Mapped[int] = mapped_column(primary_key=True)
    handler: Mapped[str]
    subject: Mapped[str]


class BenchUnitOfWork(SqlUnitOfWork):
    base = Base

    def first_time(self, consumer: str, event_id: str) -> bool:
        is_new = super().first_time(consumer, event_id)
        if not is_new:
            tally("absorbed")
        return is_new

    def first_times(self, consumer: str, event_ids: Iterable[str]) -> set[str]:
        asked = set(event_ids)
        new = super().first_times(consumer, asked)
        for _ in asked - new:
            tally("absorbed")
        return new
