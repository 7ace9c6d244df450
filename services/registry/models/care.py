"""Entrusted care. Who the carer is and what was asked lies sealed under the child's key."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Id

STANDING = text("state IN ('agreed', 'active')")


class CareAgreement(Base):
    """The confirmation of entrusted care: of a child one is in force, and one more may wait for its
    day."""

    __tablename__ = "care_agreements"
    __table_args__ = (
        Index(
            "uq_care_agreements_child_id_state_standing",
            "child_id",
            "state",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_care_agreements_child_id", "child_id", "recorded_at"),
        CheckConstraint("(state = 'ended') = (ending IS NOT NULL)", "ended"),
        CheckConstraint("from_date <= to_date", "period"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    state: Mapped[str] = mapped_column(String(16))
    from_date: Mapped[date]
    to_date: Mapped[date]  # the last day
    signed_on: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)
    carer_mark: Mapped[str | None] = mapped_column(String(32), index=True)  # of the ID number
    notices: Mapped[dict[str, Any]]  # to whom the parents wrote -> ISO date
    recorded_by: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]
    ending: Mapped[str | None] = mapped_column(String(16))
    ended_on: Mapped[date | None]
    ended_by: Mapped[str | None] = mapped_column(String(64))
    why: Mapped[str | None] = mapped_column(Text)  # sealed
    version: Mapped[int]
