"""What is planned for one child, what is noted of it, and what one helper leaves the next."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.pairing.models.core import Base, Code, Id
from shared.contracts.pairing.growing_codes import PlanKind, PlanState
from shared.db import UtcDateTime


class HelpPlan(Base):
    __tablename__ = "help_plans"
    __table_args__ = (Index("ix_help_plans_child_id", "child_id", "from_day"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    kind: Mapped[PlanKind]
    state: Mapped[PlanState]
    from_day: Mapped[date]
    to_day: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)  # situation and aims
    sealed_end: Mapped[str | None] = mapped_column(Text)  # what it came to
    by: Mapped[str]  # account
    as_role: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int]


class PlanStep(Base):
    __tablename__ = "plan_steps"
    __table_args__ = (Index("ix_plan_steps_due_on", "due_on"),)

    plan_id: Mapped[str] = mapped_column(ForeignKey("help_plans.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_on: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)  # what is to be done
    sealed_result: Mapped[str | None] = mapped_column(Text)
    done_on: Mapped[date | None]


class DiaryEntry(Base):
    __tablename__ = "diary_entries"
    __table_args__ = (
        # A phone that lost its line may send the same entry again.
        Index("uq_diary_entries_client_key", "by", "client_key", unique=True),
        Index("ix_diary_entries_child_id", "child_id", "on_date", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    on_date: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)
    by: Mapped[str]  # account
    as_role: Mapped[str] = mapped_column(String(32))
    client_key: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int]


class Handover(Base):
    """By the pairing that ended; read by whoever is paired with the child next."""

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_child_id", "child_id", "left_on"),)

    pairing_id: Mapped[str] = mapped_column(ForeignKey("pairings.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id)
    helper_id: Mapped[str] = mapped_column(Id)  # who leaves
    sealed: Mapped[str] = mapped_column(Text)
    left_on: Mapped[date]
    taken_by: Mapped[str | None] = mapped_column(Id)  # helper
    taken_on: Mapped[date | None]
    version: Mapped[int]
