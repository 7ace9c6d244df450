"""Departments of a county, the schools that they adopted, and what they did there."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id
from shared.sealed_text import SealedText

STANDING = text("ended_on IS NULL")


class Department(Base):
    """`contact` holds the contact person's name and phone, sealed under the department's key."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("area_code", "name", name="uq_departments_name"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    name: Mapped[str] = mapped_column(String(60))
    contact: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[date | None]
    version: Mapped[int]


class Adoption(Base):
    """A department's one school of a year."""

    __tablename__ = "adoptions"
    __table_args__ = (
        Index(
            "uq_adoptions_department_id_year",
            "department_id",
            "year",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_adoptions_township_code", "township_code", "year"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    department_id: Mapped[str] = mapped_column(ForeignKey("departments.id"))
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"), index=True)
    township_code: Mapped[str] = mapped_column(AreaCode)  # of the school
    year: Mapped[int]
    ended_on: Mapped[date | None]
    why_ended: Mapped[str | None] = mapped_column(SealedText("adoptions.why_ended"))
    version: Mapped[int]


class Deed(Base):
    """What a department did at its school. Never changed: one entered wrongly is struck."""

    __tablename__ = "deeds"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    adoption_id: Mapped[str] = mapped_column(ForeignKey("adoptions.id"), index=True)
    done_on: Mapped[date]
    what: Mapped[str] = mapped_column(SealedText("deeds.what"))
    persons: Mapped[str] = mapped_column(SealedText("deeds.persons"))
    amount_fen: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    struck_by: Mapped[str | None] = mapped_column(String(64))
    struck_at: Mapped[datetime | None]
    struck_why: Mapped[str | None] = mapped_column(SealedText("deeds.struck_why"))
