"""What a school does once a year and once a term: promotions and what they did to each pupil."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.domain.dropout import DropoutState
from services.registry.models.base import AreaCode, Base, Id
from shared.append_only import append_only
from shared.sealed_text import SealedText

STANDING = text("undone_at IS NULL")
OPEN = text("over_on IS NULL")


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


class Dropout(Base):
    """An absence that nobody explained, from its first day until the child is at school again.
    Place and school are the child's own of today."""

    __tablename__ = "dropouts"
    __table_args__ = (
        Index(
            "uq_dropouts_child_id_open",
            "child_id",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index("ix_dropouts_absent_since", "absent_since", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    state: Mapped[DropoutState]
    absent_since: Mapped[date]
    known: Mapped[str] = mapped_column(SealedText("dropouts.known"))  # of why
    dropped_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    report: Mapped[str | None] = mapped_column(SealedText("dropouts.report"))  # the school's view
    over_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    noted_by: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]


class Persuasion(Base):
    """One attempt to bring a child back to school; only added to."""

    __tablename__ = "persuasions"

    dropout_id: Mapped[str] = mapped_column(ForeignKey("dropouts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on_day: Mapped[date]
    who: Mapped[str] = mapped_column(SealedText("persuasions.who"))
    method: Mapped[str] = mapped_column(String(16))
    result: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(SealedText("persuasions.note"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class HealthCheck(Base):
    """What was measured, and what of it is abnormal, lies sealed under the child's key; `state`:
    "normal", "follow" or "treated"."""

    __tablename__ = "health_checks"
    __table_args__ = (
        UniqueConstraint("child_id", "term", name="uq_health_checks_child_id_term"),
        Index("ix_health_checks_state", "state", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    term: Mapped[str] = mapped_column(String(32))
    checked_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    found: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


class HealthFollowUp(Base):
    """What was done about it; only added to."""

    __tablename__ = "health_follow_ups"

    check_id: Mapped[str] = mapped_column(ForeignKey("health_checks.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on_day: Mapped[date]
    note: Mapped[str] = mapped_column(SealedText("health_follow_ups.note"))
    treated: Mapped[bool]
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class VaccinationCard(Base):
    """`doses` holds, sealed under the child's key, "vaccine.dose" -> ISO date."""

    __tablename__ = "vaccination_cards"

    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"), primary_key=True)
    doses: Mapped[str] = mapped_column(Text)
    version: Mapped[int]


append_only(Persuasion.__table__)
append_only(HealthFollowUp.__table__)
