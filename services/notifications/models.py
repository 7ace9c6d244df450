"""Tables of notifications."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.notifications.domain.messages import MessageState, Urgency
from shared.append_only import append_only
from shared.clock import now
from shared.db import TYPES, Sequence, UtcDateTime, new_metadata
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
from shared.records import (
    AccessLogColumns,
    ChainHeadColumns,
    CommandColumns,
    DataKeyColumns,
    HistoryColumns,
    JobColumns,
)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Message(Base):
    """What one address is told of one event; the event's id leads back to the fact."""

    __tablename__ = "messages"
    __table_args__ = (
        # However often the event comes, each address is told once.
        UniqueConstraint("event_id", "address"),
        Index("ix_messages_address_seq", "address", "seq"),
        Index("ix_messages_address_urgency_seq", "address", "urgency", "seq"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[str] = mapped_column(String(64))
    event_type: Mapped[str] = mapped_column(String(128))
    address: Mapped[str] = mapped_column(String(128))
    template: Mapped[str] = mapped_column(String(64))
    template_version: Mapped[int]
    params: Mapped[dict[str, Any]]
    urgency: Mapped[Urgency]
    link: Mapped[str | None]
    needs_acknowledgement: Mapped[bool]
    state: Mapped[MessageState]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Receipt(Base):
    """That one of an address's readers has read, and perhaps acknowledged, a message."""

    __tablename__ = "receipts"

    message_seq: Mapped[int] = mapped_column(ForeignKey("messages.seq"), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Outbox(OutboxColumns, Base): ...


class OutboxArchive(ArchiveColumns, Base): ...


class Replay(ReplayColumns, Base): ...


class Swept(SweptColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Subscription(SubscriptionColumns, Base): ...


class DiscardedLetter(DiscardedColumns, Base): ...


class Timer(TimerColumns, Base): ...


class Command(CommandColumns, Base): ...


class AccessLog(AccessLogColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class Job(JobColumns, Base): ...


class DataKey(DataKeyColumns, Base): ...


for appended in (AccessLog, History):
    append_only(appended.__table__)
