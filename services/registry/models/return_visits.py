"""Return visits to children; added to, or taken back with a reason, never edited."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id


class ReturnVisit(Base):
    """`sealed` holds visitor, whom they met and what was found, under the child's key; village and
    school are the child's of then, so that a count of a past quarter stays as it was."""

    __tablename__ = "return_visits"
    __table_args__ = (
        Index("ix_return_visits_child_id", "child_id", "visited_on", "id"),
        Index("ix_return_visits_area_code", "area_code", "visited_on", "id"),
        Index("ix_return_visits_school_id", "school_id", "visited_on", "id"),
        CheckConstraint("(struck_at IS NULL) = (why IS NULL)", "struck"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(Id)
    visited_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]
    struck_by: Mapped[str | None] = mapped_column(String(64))
    struck_at: Mapped[datetime | None]
    why: Mapped[str | None] = mapped_column(Text)  # sealed, as the result is
    version: Mapped[int]
