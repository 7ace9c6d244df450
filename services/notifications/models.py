"""Tables of notifications."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.notifications.domain.contact_points import PointState
from services.notifications.domain.deliveries import Channel, DeliveryState, Outcome
from services.notifications.domain.messages import MessageState, Urgency
from services.notifications.domain.outside import Kind
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
from shared.sealed_text import SealedText


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


class ContactPoint(Base):
    """Where somebody is reached outside the application, by one channel; sealed under their key."""

    __tablename__ = "contact_points"
    __table_args__ = (UniqueConstraint("account_id", "channel"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64))
    channel: Mapped[Channel]
    sealed_address: Mapped[str] = mapped_column(Text)
    state: Mapped[PointState]
    position: Mapped[int]  # the first is tried first
    code: Mapped[str | None] = mapped_column(SealedText("contact_points.code"))
    code_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Recipient(Base):
    """An address of messages that an account answers for, as of when it confirmed a channel."""

    __tablename__ = "recipients"

    address: Mapped[str] = mapped_column(String(128), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class ReceivingHours(Base):
    """When somebody wants to be left alone; "22:00". Who has no row has the usual hours."""

    __tablename__ = "receiving_hours"

    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    quiet_from: Mapped[str] = mapped_column(String(5))
    quiet_to: Mapped[str] = mapped_column(String(5))
    digest_at: Mapped[str] = mapped_column(String(5))
    version: Mapped[int] = mapped_column(default=1)


class Delivery(Base):
    """What one account is told of one cause by one channel. `cause` is an event's id, or names the
    digest or the contact point; `address` is the message's, so that both lead back to it."""

    __tablename__ = "deliveries"
    __table_args__ = (
        # However often the cause comes, each channel of a person tells it once.
        UniqueConstraint("cause", "account_id", "channel"),
        Index("ix_deliveries_channel_state_due_at", "channel", "state", "due_at"),
        Index("ix_deliveries_state_seq", "state", "seq"),
        Index("ix_deliveries_account_id_created_at", "account_id", "created_at"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    cause: Mapped[str] = mapped_column(String(128))
    event_type: Mapped[str | None] = mapped_column(String(128))
    address: Mapped[str | None] = mapped_column(String(128))
    account_id: Mapped[str] = mapped_column(String(64))
    channel: Mapped[Channel]
    kind: Mapped[Kind]
    version: Mapped[int]  # of the template
    count: Mapped[int] = mapped_column(default=1)
    emergency: Mapped[bool]
    state: Mapped[DeliveryState]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sending_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    unknown_attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    link_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DeliveryAttempt(Base):
    """Written before the attempt: one without an outcome was cut short, and may have arrived."""

    __tablename__ = "delivery_attempts"

    delivery_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None]
    problem: Mapped[str | None] = mapped_column(String(64))


class DigestItem(Base):
    """What an account is told of once a day; `delivery_id` is the digest that counted it."""

    __tablename__ = "digest_items"
    __table_args__ = (Index("ix_digest_items_account_id_delivery_id", "account_id", "delivery_id"),)

    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    delivery_id: Mapped[str | None] = mapped_column(String(36))


class Provider(Base):
    """How the way out of one channel fares; its row is locked while a delivery is taken."""

    __tablename__ = "providers"

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    free_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    down_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    problem: Mapped[str | None] = mapped_column(String(64))
    worked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
