"""The yearly evaluation, frozen when it was signed."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.domain.evaluation import Evaluated
from services.registry.models.base import AreaCode, Base, Id


class Evaluation(Base):
    """`subject` is a place's code or a school's id; `points` in tenths; `parts` the numbers
    behind them. `pack` is the version and hash of the rules that it was made under."""

    __tablename__ = "evaluations"
    __table_args__ = (
        UniqueConstraint("evaluated", "subject", "year", name="uq_evaluations_subject_year"),
        Index("ix_evaluations_area_code", "area_code", "evaluated", "year"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    evaluated: Mapped[Evaluated]
    subject: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(ForeignKey("schools.id"))
    year: Mapped[int]
    points: Mapped[int]
    counted: Mapped[bool]
    commended: Mapped[bool]
    parts: Mapped[list[Any]]
    pack: Mapped[str] = mapped_column(String(120))
    signed_by: Mapped[str] = mapped_column(String(64))
    signed_on: Mapped[date]
