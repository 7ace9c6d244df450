"""What a school does once a year and once a term: promotions and what they did to each pupil."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id

STANDING = text("undone_at IS NULL")


class Promotion(Base):
    """A whole school into the school year that begins in `year`; the four numbers are pupils."""

    __tablename__ = "promotions"
    __table_args__ = (
        # Of two clerks at the same moment one is refused.
        Index(
            "uq_promotions_school_id_standing",
            "school_id",
            "year",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    school_id: Mapped[str] = mapped_column(ForeignKey("schools.id"))
    area_code: Mapped[str] = mapped_column(AreaCode)  # the school's township
    year: Mapped[int]
    promoted: Mapped[int]
    repeated: Mapped[int]
    graduated: Mapped[int]
    kept: Mapped[int]
    made_on: Mapped[date]
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    undone_by: Mapped[str | None] = mapped_column(String(64))
    undone_at: Mapped[datetime | None]
    version: Mapped[int]


class PromotionStep(Base):
    """`changed` holds, sealed under the child's key, field -> [old, new]."""

    __tablename__ = "promotion_steps"

    promotion_id: Mapped[str] = mapped_column(ForeignKey("promotions.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(16))
    changed: Mapped[str] = mapped_column(Text)
