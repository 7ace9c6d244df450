"""Imports of rosters. What a sheet says lies sealed under a key of the import's own."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id


class Import(Base):
    """One file. `content` is kept only until every row has its outcome."""

    __tablename__ = "imports"
    __table_args__ = (
        Index("ix_imports_account_id_started_at", "account_id", "started_at"),
        Index("ix_imports_office_area_started_at", "office_area", "started_at"),
        CheckConstraint("done <= total", "done"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[str] = mapped_column(String(64))
    area_code: Mapped[str] = mapped_column(AreaCode)  # whose roster it is; "" for everywhere
    school_id: Mapped[str | None] = mapped_column(Id)
    office_area: Mapped[str] = mapped_column(AreaCode)  # whose offices may see it; "" for none
    office_school: Mapped[str | None] = mapped_column(Id)  # whose staff may see it
    reach: Mapped[dict[str, Any]]  # what the uploader answers for
    status: Mapped[str] = mapped_column(String(16))
    problem: Mapped[str | None] = mapped_column(String(64))  # code of a refusal of the file
    problem_args: Mapped[list[str]]
    total: Mapped[int]
    done: Mapped[int]
    accepted: Mapped[int]
    merged: Mapped[int]
    rejected: Mapped[int]
    changed: Mapped[int]  # merged rows that brought something new
    sealed: Mapped[str] = mapped_column(Text)  # file name
    content: Mapped[str | None] = mapped_column(Text)  # sealed
    layout: Mapped[str | None] = mapped_column(Text)  # sealed: titles, headings, columns
    correction: Mapped[str | None] = mapped_column(Text)  # sealed: the workbook of bad rows
    judged_on: Mapped[date]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ImportRow(Base):
    """A row and its end; `sealed` holds the cells as they were and the remarks on them."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_outcome", "import_id", "outcome", "position"),)

    import_id: Mapped[str] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 0
    sheet: Mapped[int]  # index into the layout's sheets
    row: Mapped[int]  # as numbered in the sheet
    outcome: Mapped[str] = mapped_column(String(16))
    left_behind: Mapped[str | None] = mapped_column(String(8))
    child_id: Mapped[str | None] = mapped_column(Id)
    sealed: Mapped[str] = mapped_column(Text)
