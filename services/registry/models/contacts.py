"""Contacts between child and parents, and whose children have had none."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id

WITHOUT = text("told_on IS NOT NULL")


class ParentContact(Base):
    """Added to, or taken back with a reason. `sealed` holds the note under the child's key;
    `source` and `reference` name the row of another service's register, so that it counts once."""

    __tablename__ = "parent_contacts"
    __table_args__ = (
        UniqueConstraint(
            "source", "reference", "parent", "child_id", name="uq_parent_contacts_reference"
        ),
        Index("ix_parent_contacts_child_id", "child_id", "contacted_on", "id"),
        CheckConstraint("(struck_at IS NULL) = (why IS NULL)", "struck"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    parent: Mapped[str] = mapped_column(String(8))
    method: Mapped[str] = mapped_column(String(16))
    contacted_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(16))
    reference: Mapped[str | None] = mapped_column(String(64))
    logged_as: Mapped[str | None] = mapped_column(String(32))  # a role
    sealed: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]
    struck_by: Mapped[str | None] = mapped_column(String(64))
    struck_at: Mapped[datetime | None]
    why: Mapped[str | None] = mapped_column(Text)  # sealed
    version: Mapped[int]


class ContactWatch(Base):
    """A child whose parents are asked to be in touch: since when each, and when they were last.
    `missing_from` is the first day on which one is missing, `told_on` when that was noticed; the
    child counts as without contact while it is set."""

    __tablename__ = "contact_watches"
    __table_args__ = (
        Index("ix_contact_watches_due", "told_on", "missing_from"),
        Index("ix_contact_watches_area_code", "area_code", "missing_from", "child_id"),
        Index("ix_contact_watches_school_id", "school_id", "told_on"),
        Index(
            "ix_contact_watches_without",
            "area_code",
            "missing_from",
            "child_id",
            postgresql_where=WITHOUT,
            sqlite_where=WITHOUT,
        ),
    )

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(Id)
    father_since: Mapped[date | None]
    father_last: Mapped[date | None]
    mother_since: Mapped[date | None]
    mother_last: Mapped[date | None]
    missing_from: Mapped[date]
    told_on: Mapped[date | None]


class ContactCount(Base):
    """How many children of a village and school are watched, and without contact; kept as they
    change. `school_id` is "" for none."""

    __tablename__ = "contact_counts"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    school_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)
    watched: Mapped[int]
    without: Mapped[int]
