"""Work plans in phases, their steps, and what was noted on the way."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.domain.plans import Phase, StepState
from services.registry.models.base import AreaCode, Base, Id
from shared.sealed_text import SealedText


class WorkPlan(Base):
    """`place` is the code of an area or a school's id."""

    __tablename__ = "work_plans"
    __table_args__ = (
        UniqueConstraint("place", "year", name="uq_work_plans_place_year"),
        Index("ix_work_plans_area_code", "area_code", "year", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)  # of a school: its township
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    year: Mapped[int]
    title: Mapped[str] = mapped_column(SealedText("work_plans.title"))
    copied_from: Mapped[str | None] = mapped_column(Id)
    made_by: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]


class PlanPhase(Base):
    __tablename__ = "plan_phases"

    plan_id: Mapped[str] = mapped_column(ForeignKey("work_plans.id"), primary_key=True)
    phase: Mapped[Phase] = mapped_column(primary_key=True)
    from_on: Mapped[date]
    to_on: Mapped[date]


class PlanStep(Base):
    """`address` is the post that answers for it; `holder` who that is by name, sealed under the
    row's own key."""

    __tablename__ = "plan_steps"
    __table_args__ = (
        Index("ix_plan_steps_plan_id", "plan_id", "from_on", "id"),
        Index("ix_plan_steps_address", "address", "state", "due_on", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("work_plans.id"))
    phase: Mapped[Phase]
    content: Mapped[str] = mapped_column(SealedText("plan_steps.content"))
    post: Mapped[str] = mapped_column(String(32))
    post_area: Mapped[str] = mapped_column(AreaCode)
    address: Mapped[str] = mapped_column(String(100))
    holder: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[StepState]
    done_on: Mapped[date | None]
    dropped_why: Mapped[str | None] = mapped_column(SealedText("plan_steps.dropped_why"))
    version: Mapped[int]


class PlanNote(Base):
    """What was noted of a step, and the state it had from then on. Never changed."""

    __tablename__ = "plan_notes"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("plan_steps.id"), index=True)
    note: Mapped[str] = mapped_column(SealedText("plan_notes.note"))
    state: Mapped[StepState]
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
