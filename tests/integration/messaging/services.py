"""Small services for the tests of messaging, with tables of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, Index, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.clock import now
from shared.db import TYPES, new_metadata
from shared.errors import Conflict, Invalid
from shared.messaging import cloudevents
from shared.messaging.database import Database
from shared.messaging.events import Event
from shared.messaging.subscription import on
from shared.messaging.tables import (
    ArchiveColumns,
    DiscardedColumns,
    InboxColumns,
    OutboxColumns,
    ReplayColumns,
    SubscriptionColumns,
    SweptColumns,
    TimerColumns,
)
from shared.records import ChainHeadColumns, HistoryColumns
from shared.unit_of_work import SqlUnitOfWork

LADDER = (0.1, 0.2)


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    source = "lighthouse"
    aggregate = "lamp_id"

    lamp_id: str
    colour: str = "white"


class LampTaken(Conflict):
    """Another lamp burns in this tower."""


class NegativeOil(Invalid):
    """A lamp cannot hold less than nothing."""


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Outbox(OutboxColumns, Base): ...


class OutboxArchive(ArchiveColumns, Base): ...


class Replay(ReplayColumns, Base): ...


class Swept(SweptColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Subscription(SubscriptionColumns, Base): ...


class DiscardedLetter(DiscardedColumns, Base): ...


class Timer(TimerColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class Lamp(Base):
    __tablename__ = "lamps"
    __table_args__ = (
        CheckConstraint("oil >= 0", name="oil_not_negative"),
        Index(
            "uq_lamps_tower_burning",
            "tower",
            unique=True,
            sqlite_where=text("burning"),
            postgresql_where=text("burning"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    tower: Mapped[str]
    burning: Mapped[bool] = mapped_column(default=True)
    oil: Mapped[int] = mapped_column(default=1)


class LighthouseUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {"uq_lamps_tower_burning": LampTaken, "ck_lamps_oil_not_negative": NegativeOil}


def unique(name: str) -> str:
    return f"{name}{uuid4().hex[:8]}"


def publisher() -> type:
    """A service that only has an outbox."""

    class Lighthouse:
        name = unique("lighthouse")
        database = Database(LighthouseUnitOfWork)

    return Lighthouse


def listener(handle: Callable[[LampLit], None], **options: Any) -> type:
    """A service class of its own for each test, so that its queues are its own."""

    class Listener:
        name = unique("listener")
        database = Database(LighthouseUnitOfWork)

        @on(LampLit, **({"ladder": LADDER} | options))
        def hear(self, event: LampLit, uow: LighthouseUnitOfWork) -> None:
            handle(event)

    return Listener


def ignore(event: LampLit) -> None:
    """A handler without an effect."""


def queue_of(service: Any, suffix: str = "") -> str:
    return f"evt-lighthouse-lamp_lit--{service.name}.hear{suffix}"


def database_of(container: Any) -> Database[LighthouseUnitOfWork]:
    (found,) = [d for d in container.dependencies if isinstance(d, Database)]
    return found


def emit(container: Any, *lamp_ids: str) -> None:
    with database_of(container).transaction() as uow:
        for lamp_id in lamp_ids or ("l",):
            uow.emit(LampLit(lamp_id=lamp_id))


def outbox(container: Any) -> list[Any]:
    with database_of(container).sessions() as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.seq)))


def inbox(container: Any) -> list[Any]:
    with database_of(container).sessions() as session:
        return list(session.scalars(select(Inbox)))


def encoded(**fields: Any) -> tuple[str, str]:
    return cloudevents.encode(LampLit(**({"lamp_id": "l"} | fields)), now())
