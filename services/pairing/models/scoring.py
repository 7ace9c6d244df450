"""A school year's results as the county confirmed them: frozen, with each step of each sum."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.pairing.models.core import Base, Code, Id
from shared.append_only import append_only
from shared.db import UtcDateTime


class Scoring(Base):
    __tablename__ = "scorings"
    __table_args__ = (
        Index("uq_scorings_school_id_year", "school_id", "year", unique=True),
        Index("ix_scorings_area_code", "area_code", "year"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    school_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)  # of the county
    year: Mapped[int]  # in which the school year begins
    pack: Mapped[str] = mapped_column(String(32))
    pack_version: Mapped[str] = mapped_column(String(32))
    pack_hash: Mapped[str] = mapped_column(String(64))
    children: Mapped[int]
    awards: Mapped[int]
    total_fen: Mapped[int]
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int]


class Score(Base):
    """Of one child."""

    __tablename__ = "scores"
    __table_args__ = (Index("ix_scores_child_id", "child_id"),)

    scoring_id: Mapped[str] = mapped_column(ForeignKey("scorings.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    class_name: Mapped[str | None] = mapped_column(String(40))
    base_term: Mapped[str | None] = mapped_column(String(20))
    base_rank: Mapped[int | None]
    rank: Mapped[int]
    of_pupils: Mapped[int]
    points: Mapped[int]
    steps: Mapped[list[dict[str, Any]]]
    award: Mapped[str | None] = mapped_column(String(32))
    award_fen: Mapped[int]
    award_id: Mapped[str | None] = mapped_column(Id)
    helper_ids: Mapped[list[str]]  # on the year's last day


class HelperPoints(Base):
    """The sum over a helper's children of one school."""

    __tablename__ = "helper_points"
    __table_args__ = (Index("ix_helper_points_helper_id", "helper_id", "year"),)

    scoring_id: Mapped[str] = mapped_column(ForeignKey("scorings.id"), primary_key=True)
    helper_id: Mapped[str] = mapped_column(Id, primary_key=True)
    year: Mapped[int]
    points: Mapped[int]
    children: Mapped[int]


append_only(Score.__table__)
append_only(HelperPoints.__table__)
