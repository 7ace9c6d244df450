"""Tables of activities."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.activities.domain.attendance import Mark
from services.activities.domain.rooms import Movement
from services.activities.domain.sessions import SessionState
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

Id = String(36)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class School(Base):
    """Our copy of what the registry says of a school."""

    __tablename__ = "schools"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    township_code: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]


class SchoolChild(Base):
    """Our copy of a child: where it goes to school, nothing that names it."""

    __tablename__ = "school_children"
    __table_args__ = (Index("ix_school_children_school_id", "school_id", "child_id"),)

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(String(12))
    school_id: Mapped[str | None] = mapped_column(Id)
    class_name: Mapped[str | None]
    status: Mapped[str] = mapped_column(String(32))
    boarder: Mapped[bool | None]
    merged_into: Mapped[str | None] = mapped_column(Id, index=True)
    version: Mapped[int]


class Room(Base):
    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    area_code: Mapped[str] = mapped_column(String(12), index=True)
    name: Mapped[str]
    place: Mapped[str]
    manager_id: Mapped[str | None]
    equipment_plan: Mapped[str] = mapped_column(SealedText("rooms.equipment_plan"))
    zones: Mapped[list[str]]
    standards: Mapped[list[str]]  # those that people confirmed
    opened_on: Mapped[date]
    version: Mapped[int]


class StockMovement(Base):
    """The inventory. A count is the sum of these and is never edited."""

    __tablename__ = "stock_movements"
    __table_args__ = (CheckConstraint("count > 0", "count_positive"),)

    id: Mapped[int] = mapped_column(Sequence, primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), index=True)
    item: Mapped[str]
    kind: Mapped[Movement]
    count: Mapped[int]
    why: Mapped[str] = mapped_column(SealedText("stock_movements.why"))
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Session(Base):
    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", "ends_after_start"),
        Index("ix_sessions_school_id_on_date", "school_id", "on_date", "starts_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), index=True)
    school_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(String(12), index=True)
    state: Mapped[SessionState]
    on_date: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5))  # HH:MM sorts as time does
    ends_at: Mapped[str] = mapped_column(String(5))
    period: Mapped[str | None]
    teachers: Mapped[list[str]]
    place: Mapped[str]
    class_name: Mapped[str | None]
    content: Mapped[str] = mapped_column(SealedText("sessions.content"))
    purpose: Mapped[str] = mapped_column(SealedText("sessions.purpose"))
    reason: Mapped[str | None] = mapped_column(SealedText("sessions.reason"))
    moved_from: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(SealedText("sessions.note"))
    version: Mapped[int]


class BookingDay(Base):
    """Locked by whoever books the resource on that day: of two plans the later one sees the
    earlier one's booking."""

    __tablename__ = "booking_days"

    resource_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    on_date: Mapped[date] = mapped_column(primary_key=True)


class BookedResource(Base):
    """A teacher, place or class taken by a planned or held session."""

    __tablename__ = "bookings"
    __table_args__ = (Index("ix_bookings_resource_key_on_date", "resource_key", "on_date"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    resource_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    on_date: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5))
    ends_at: Mapped[str] = mapped_column(String(5))


class Attendance(Base):
    """The mark that stands; earlier ones are in the history."""

    __tablename__ = "attendance"

    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)
    mark: Mapped[Mark]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)


class LetterboxLetter(Base):
    """A child's letter to the counsellor. `sealed` holds its words and, once there is one, the
    answer, under the key `letter/<id>`; the mark finds it again by the code that the child got."""

    __tablename__ = "letterbox_letters"
    __table_args__ = (
        UniqueConstraint("code_mark", name="uq_letterbox_letters_code_mark"),
        Index("ix_letterbox_letters_school_id", "school_id", "written_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    area_code: Mapped[str] = mapped_column(String(12))
    child_id: Mapped[str | None] = mapped_column(Id)  # where it was written with a child's account
    code_mark: Mapped[str] = mapped_column(String(32))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[date]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None]
    danger: Mapped[list[str]]  # reportable situations, for which a case was opened
    sealed: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class AdoptedPack(Base):
    """Our copy of which policy pack a county decides under."""

    __tablename__ = "adopted_packs"

    area_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]


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


for appended in (StockMovement, AccessLog, History):
    append_only(appended.__table__)
