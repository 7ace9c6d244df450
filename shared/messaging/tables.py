"""Messaging's tables, as mixins: each service declares its own `Outbox`, `Inbox` and `Timer`.

An event is a row of the transaction that made it true; a handled event is a row of the one that
acted on it; a deadline is a row too. What is old moves to the archive (see `clean_up`).
"""

from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Index, String, Text, false, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.clock import now
from shared.db import Sequence, UtcDateTime
from shared.sealed_text import SealedText

SHARDS = 16
WAKE_CHANNEL = "outbox"  # PostgreSQL: NOTIFY after commits that have events (see `waker`)


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
    # A replay's: the one work queue that it goes to, past the exchange.
    queue: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(String(200))
    replays: Mapped[int] = mapped_column(server_default="0")  # starts that found it unsettled


class ArchiveColumns:
    """Settled events of old: for replays and for the record; no relay reads them."""

    __tablename__ = "outbox_archive"

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=False)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)
    routing_key: Mapped[str] = mapped_column(String(64))
    aggregate_id: Mapped[str] = mapped_column(String(128), index=True)
    shard: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    settled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class SweptColumns:
    """What clean-up has taken away: of which table and key how many rows, and all before when.

    So counts stay right (committed = outbox + archive + swept), and a consumer knows for which
    events it can no longer tell whether it has handled them."""

    __tablename__ = "swept"

    what: Mapped[str] = mapped_column(String(32), primary_key=True)  # "inbox", "archive", ...
    key: Mapped[str] = mapped_column(String(96), primary_key=True)  # consumer or type; "" for all
    rows: Mapped[int] = mapped_column(server_default="0")
    before: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReplayColumns:
    """History sent once more to one consumer: what was asked, and how far it has come."""

    __tablename__ = "replays"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    consumer: Mapped[str] = mapped_column(String(96))  # "pairing.on_child_changed"
    event_type: Mapped[str] = mapped_column(String(64))
    aggregate_id: Mapped[str | None] = mapped_column(String(128))
    since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    event_ids: Mapped[list[str] | None]  # of these alone; none: all
    only_unhandled: Mapped[bool] = mapped_column(server_default=false())
    # Events that a later one of these types of the same aggregate has overtaken are left out.
    newest_of: Mapped[list[str]]
    with_open: Mapped[bool]
    rate: Mapped[int]  # events per second
    asked_by: Mapped[str] = mapped_column(String(64))
    why: Mapped[str | None] = mapped_column(Text)  # sealed
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    up_to: Mapped[int]  # the last number there was when it was asked
    done_up_to: Mapped[int] = mapped_column(server_default="0")
    published: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(String(16))  # running, done, stopped
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboxColumns:
    """Keyed by consumer too: two handlers of one event must not eat each other's."""

    __tablename__ = "inbox"

    consumer: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class SubscriptionColumns:
    """Since when a consumer has had its queue: what was published earlier never came to it."""

    __tablename__ = "subscriptions"

    consumer: Mapped[str] = mapped_column(String(64), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DiscardedColumns:
    """A dead letter that an operator gave up, whole and sealed, so that nothing vanishes."""

    __tablename__ = "discarded_letters"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    consumer: Mapped[str] = mapped_column(String(64), index=True)
    event_id: Mapped[str | None] = mapped_column(String(64))  # None for what is no event of ours
    replay: Mapped[str | None] = mapped_column(String(64))
    type: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str] = mapped_column(String(400))
    action: Mapped[str] = mapped_column(String(36))  # of the history row that says who and why
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    content: Mapped[str] = mapped_column(SealedText("discarded_letters.content"))


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
