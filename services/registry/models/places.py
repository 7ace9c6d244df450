"""Areas and schools."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id


class Area(Base):
    """An area under its newest name; the code is the key, since names repeat in a county."""

    __tablename__ = "areas"

    code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str | None] = mapped_column(AreaCode, index=True)
    valid_from: Mapped[date]  # of the name
    closed_from: Mapped[date | None]
    pinyin: Mapped[str] = mapped_column(String(300))
    initials: Mapped[str] = mapped_column(String(60))


class FormerArea(Base):
    """What an area was called until a day."""

    __tablename__ = "former_areas"

    code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date]  # first day of the next name
    name: Mapped[str] = mapped_column(String(60))


class School(Base):
    __tablename__ = "schools"
    __table_args__ = (UniqueConstraint("township_code", "name", name="uq_schools_name"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    township_code: Mapped[str] = mapped_column(AreaCode)
    pinyin: Mapped[str] = mapped_column(String(400))
    initials: Mapped[str] = mapped_column(String(80))
    registered_on: Mapped[date]
    version: Mapped[int]
