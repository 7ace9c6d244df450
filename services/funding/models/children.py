"""Our copies of the registry's children and of the counties' rules."""

from datetime import date

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.funding.models.base import AreaCode, Base, Id


class Child(Base):
    """Our copy of what the registry says of a child: what a scheme tests, nothing that names it."""

    __tablename__ = "children"
    __table_args__ = (
        # Not of all others too: SQLite would take these as the fewest, and sort the whole county.
        Index(
            "ix_children_merged_into",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        Index("ix_children_in_hardship", "in_hardship", "area_code", "child_id"),
        Index("ix_children_area_code", "area_code", "child_id"),
    )

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(Id)
    hardships: Mapped[list[str]]
    boarder: Mapped[bool | None]
    in_hardship: Mapped[bool]  # any of them: who is in no scheme need not be judged for a list
    merged_into: Mapped[str | None] = mapped_column(Id)  # entitled as that child alone
    version: Mapped[int]


class ChildStage(Base):
    """Since when a child is in which stage of school: the term's day decides the rate."""

    __tablename__ = "child_stages"

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(server_default="0")  # of the day's last fact


class CountyRules(Base):
    """From which day on a county decides under which pack, as the registry told."""

    __tablename__ = "county_rules"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
