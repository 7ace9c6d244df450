"""Contact duties as promises of a helper, the contacts that keep them, and their kept counts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.pairing.models.core import Base, Code, Id
from shared.contracts.pairing.codes import ContactKind, ContactOutcome, PromiseState
from shared.db import UtcDateTime


class Promise(Base):
    """One duty of one helper within one stretch of time, made on the stretch's first day."""

    __tablename__ = "promises"
    __table_args__ = (
        Index("uq_promises_owner_id", "owner_id", "duty", "first_day", unique=True),
        Index("ix_promises_helper_id", "helper_id", "state", "last_day"),
        Index("ix_promises_child_id", "child_id", "duty", "first_day"),
        Index("ix_promises_area_code", "area_code", "state", "last_day"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[str] = mapped_column(Id)  # the pairing; the helper for a duty per person
    pairing_id: Mapped[str | None] = mapped_column(Id)
    helper_id: Mapped[str] = mapped_column(Id)
    child_id: Mapped[str | None] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)  # of the child; of the helper for one per person
    school_id: Mapped[str | None] = mapped_column(Id, index=True)
    duty: Mapped[ContactKind]
    term: Mapped[str] = mapped_column(String(20))
    first_day: Mapped[date]
    last_day: Mapped[date]
    wanted: Mapped[int]
    reached: Mapped[int]
    state: Mapped[PromiseState]
    done_on: Mapped[date | None]


class PromiseCount(Base):
    """Kept as promises change their state: the sum over a place is the place's figure."""

    __tablename__ = "promise_counts"

    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    school_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)  # "" for none
    term: Mapped[str] = mapped_column(String(20), primary_key=True)
    duty: Mapped[ContactKind] = mapped_column(primary_key=True)
    open: Mapped[int]
    done: Mapped[int]
    overdue: Mapped[int]
    late: Mapped[int]


class HelperTally(Base):
    """The same, of one helper."""

    __tablename__ = "helper_tallies"
    __table_args__ = (Index("ix_helper_tallies_term", "term", "overdue", "helper_id"),)

    helper_id: Mapped[str] = mapped_column(Id, primary_key=True)
    term: Mapped[str] = mapped_column(String(20), primary_key=True)
    open: Mapped[int]
    done: Mapped[int]
    overdue: Mapped[int]
    late: Mapped[int]


class Contact(Base):
    __tablename__ = "contacts"
    __table_args__ = (
        # A phone that lost its line may send the same contact again.
        Index("uq_contacts_client_key", "by", "client_key", unique=True),
        Index("ix_contacts_child_id", "child_id", "on_date"),
        Index("ix_contacts_helper_id", "helper_id", "on_date"),
        Index("ix_contacts_area_code", "area_code", "on_date"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    helper_id: Mapped[str | None] = mapped_column(Id)
    pairing_id: Mapped[str | None] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id, index=True)
    kind: Mapped[ContactKind]
    outcome: Mapped[ContactOutcome]
    on_date: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)  # summary and follow-up, under the child's key
    by: Mapped[str]  # account
    as_role: Mapped[str] = mapped_column(String(32))
    client_key: Mapped[str] = mapped_column(String(100))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sealed_why: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]


class ContactPromise(Base):
    """Which promises a contact kept, or helped to keep."""

    __tablename__ = "contact_promises"

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    promise_id: Mapped[str] = mapped_column(ForeignKey("promises.id"), primary_key=True)


class ContactFile(Base):
    """A photo or a voice note, sealed under the child's key and bound to its own id."""

    __tablename__ = "contact_files"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    child_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    sealed: Mapped[str] = mapped_column(Text, deferred=True)  # megabytes: read by itself
    added_by: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
