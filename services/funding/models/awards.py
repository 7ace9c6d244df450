"""What pupils are entitled to for their results, as pairing announced it."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.funding.models.base import AreaCode, Base, Code, Id


class Award(Base):
    """One for a child and a school year; granted by a roll like any other money."""

    __tablename__ = "awards"
    __table_args__ = (
        Index("ix_awards_area_code", "area_code", "id"),
        Index("ix_awards_child_id", "child_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str] = mapped_column(Id)
    term: Mapped[str] = mapped_column(Code)  # the school year's last one
    award: Mapped[str] = mapped_column(Code)
    amount_fen: Mapped[int]
    version: Mapped[int]
