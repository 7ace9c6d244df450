"""The early-warning list, and our copies of what it is drawn from: attendance and results."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.pairing.models.core import Base, Code, Id
from shared.db import UtcDateTime


class Watched(Base):
    """A child with at least one sign; what does not count is 0."""

    __tablename__ = "watched"
    __table_args__ = (
        Index("ix_watched_area_code", "area_code", "child_id"),
        Index("ix_watched_school_id", "school_id", "child_id"),
    )

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    silent_days: Mapped[int]
    overdue: Mapped[int]
    missed: Mapped[int]
    of_sessions: Mapped[int]
    ranks_lost: Mapped[int]
    signs: Mapped[int]  # how many of them
    since: Mapped[date]
    judged_on: Mapped[date]


class Attendance(Base):
    """Our copy of who was where, from activities; leave and other children's sessions left out."""

    __tablename__ = "attendances"
    __table_args__ = (Index("ix_attendances_child_id", "child_id", "on_date"),)

    session_id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    on_date: Mapped[date]
    mark: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]


class Result(Base):
    """A child's place in its class at the end of a term."""

    __tablename__ = "results"
    __table_args__ = (Index("ix_results_school_id", "school_id", "term", "child_id"),)

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    term: Mapped[str] = mapped_column(String(20), primary_key=True)
    ended_on: Mapped[date]  # the term's last day, by which results follow each other
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    rank: Mapped[int]
    of_pupils: Mapped[int]
    breach: Mapped[bool]  # a school sanction is on record
    three_good: Mapped[bool]
    class_name: Mapped[str | None] = mapped_column(String(40))  # where the rank was reached
    entered_by: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int]
