"""Assessments, and the rules that decisions are made under."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id


class Assessment(Base):
    """One grading of a child. Scores and observed facts are sealed: they speak of its health."""

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_child_id_at", "child_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    assessed_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    level: Mapped[int]
    total: Mapped[int]
    reasons: Mapped[list[str]]
    observed: Mapped[str] = mapped_column(Text)
    pack: Mapped[str] = mapped_column(String(32))
    pack_version: Mapped[str] = mapped_column(String(32))
    pack_hash: Mapped[str] = mapped_column(String(64))


class PackInForce(Base):
    """From which day on a county decides under which pack; nothing said: `national`."""

    __tablename__ = "packs_in_force"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(32))
    by: Mapped[str] = mapped_column(String(64))
    adopted_at: Mapped[datetime]
