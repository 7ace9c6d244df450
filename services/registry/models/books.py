"""The report's books, and the quarterly verification that freezes them."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import BY_KEY, AreaCode, Base, Id
from shared.append_only import append_only
from shared.db import Sequence

Quarter = String(6)  # "2025Q3"; "" in a cell for what is there now


class Movement(Base):
    """One child into, out of or inside the numbers of one village; only added to.

    `late`: the village had signed off the quarter already.
    """

    __tablename__ = "movements"
    __table_args__ = (
        Index("ix_movements_behind", "status", "quarter", "flow", "area_code", "id"),
        Index("ix_movements_area_code_quarter", "area_code", "quarter"),
        Index("ix_movements_child_id", "child_id"),
    )

    id: Mapped[int] = mapped_column(Sequence, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)
    status: Mapped[str] = mapped_column(String(16))
    quarter: Mapped[str] = mapped_column(Quarter)
    late: Mapped[bool]
    flow: Mapped[str] = mapped_column(String(24))
    sign: Mapped[int]
    figures: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date]


class ReportCell(Base):
    """How many children a village has under a status and figure now (quarter and flow ""), and how
    many more or fewer a flow brought in a quarter; kept as they change."""

    __tablename__ = "report_cells"
    # One figure of many villages, without the others that these have.
    __table_args__ = (
        Index("ix_report_cells_figure", "figure", "quarter", "status", "area_code"),
        BY_KEY,
    )

    status: Mapped[str] = mapped_column(String(16), primary_key=True)
    quarter: Mapped[str] = mapped_column(Quarter, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    flow: Mapped[str] = mapped_column(String(24), primary_key=True)
    late: Mapped[bool] = mapped_column(primary_key=True)
    children: Mapped[int]


class TargetDay(Base):
    """By how many more or fewer children a target was met or missed in a village at the end of a
    day than at its beginning; of children who are cared for."""

    __tablename__ = "target_days"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    on_day: Mapped[date] = mapped_column(primary_key=True)
    children: Mapped[int]


class Round(Base):
    """A quarter that the villages of a county are to verify."""

    __tablename__ = "rounds"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)  # 6-digit county
    quarter: Mapped[str] = mapped_column(Quarter, primary_key=True)
    deadline: Mapped[date]
    opened_on: Mapped[date]


class Confirmation(Base):
    """A child looked at for a quarter: who, when, and which version of the dossier."""

    __tablename__ = "confirmations"

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    quarter: Mapped[str] = mapped_column(Quarter, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    version: Mapped[int]
    changed: Mapped[bool]  # confirmed by putting something right
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class SignOff(Base):
    """A village, township or county stands to its numbers of a quarter."""

    __tablename__ = "sign_offs"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    quarter: Mapped[str] = mapped_column(Quarter, primary_key=True)
    children: Mapped[int]  # that were to be confirmed
    deadline: Mapped[date]
    by: Mapped[str] = mapped_column(String(64))
    signed_on: Mapped[date]
    at: Mapped[datetime]


append_only(Movement.__table__)
append_only(Confirmation.__table__)
append_only(SignOff.__table__)
