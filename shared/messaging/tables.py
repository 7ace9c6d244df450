"""Messaging's tables, as mixins: each service declares its own `Outbox`, `Inbox` and `Timer`.

An event is a row of the transaction that made it true; a handled event is a row of the one that
acted on it; a deadline is a row too.
"""

from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.clock import now
from shared.db import Sequence, UtcDateTime

SHARDS = 16
WAKE_CHANNEL = "outbox"  # PostgreSQL: NOTIFY at each commit that has events


def shard_of(aggregate_id: str) -> int:
    """All events of one aggregate have one shard, which one relay at a time publishes in order."""
    return crc32(aggregate_id.encode()) % SHARDS


def partial_index(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class OutboxColumns:
    """A row is settled when something durable answers for it: RabbitMQ's confirm, or, embedded,
    the commit of every consumer."""

    __tablename__ = "outbox"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805
        # Numbers are never used again; the index holds only what is still open.
        opened = partial_index("ix_outbox_open", "settled_at IS NULL", "shard", "seq")
        return opened, {"sqlite_autoincrement": True}

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)
    exchange: Mapped[str] = mapped_column(String(64))
    routing_key: Mapped[str] = mapped_column(String(64))
    aggregate_id: Mapped[str] = mapped_column(String(128), index=True)
    shard: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(String(200))
    replays: Mapped[int] = mapped_column(server_default="0")  # starts that found it unsettled


class InboxColumns:
    """Keyed by consumer too: two handlers of one event must not eat each other's."""

    __tablename__ = "inbox"

    consumer: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class TimerColumns:
    """A durable deadline. Setting the same one twice is setting it once."""

    __tablename__ = "timers"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805
        return (partial_index("ix_timers_open", "fired_at IS NULL", "kind", "due_at"),)

    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(128), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(server_default="0")
