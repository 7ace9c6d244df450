"""The report's books on SQLAlchemy: movements gathered in a transaction, written at its end."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.figures import STOCK_ONLY, TARGET
from services.registry.domain.movements import Movement as Moved
from services.registry.domain.quarters import Quarter
from services.registry.models import Area, Movement, ReportCell, SignOff, TargetDay
from services.registry.store.many import insert_rows
from shared.contracts.registry.codes import CARED_FOR

NOW = ""  # quarter and flow of a cell that says what is there now
CELL = ("status", "quarter", "area_code", "figure", "flow", "late")
FLOW = CELL.index("flow")
Key = tuple[str, str, str, str, str, bool]  # of these
ADDED = (
    f"ON CONFLICT ({', '.join(CELL)}) "
    "DO UPDATE SET children = report_cells.children + excluded.children"
)
TARGET_DAY = ("area_code", "figure", "on_day")
ADDED_THAT_DAY = (
    f"ON CONFLICT ({', '.join(TARGET_DAY)}) "
    "DO UPDATE SET children = target_days.children + excluded.children"
)
MOVEMENT = (
    *("child_id", "area_code", "status", "quarter", "late"),
    *("flow", "sign", "figures", "on_day"),
)


@dataclass(frozen=True)
class _Noted:
    child_id: str
    moved: Moved
    on_day: date


class SqlBooks:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._noted: list[_Noted] = []

    def note(self, child_id: str, moved: Moved, on_day: date) -> None:
        self._noted.append(_Noted(child_id, moved, on_day))

    def hold(self, areas: Collection[str], *, alone: bool = False) -> None:
        """Nobody signs these villages off until the end of the transaction; `alone`: and nobody
        else writes into their books, so that who signs sees all that was written before."""
        query = select(Area.code).where(Area.code.in_(sorted(areas))).order_by(Area.code)
        self._session.execute(query.with_for_update(read=not alone)).all()

    def flush(self) -> None:
        noted, self._noted = self._noted, []
        if not noted:
            return
        areas = {one.moved.area_code for one in noted}
        self.hold(areas)
        frozen = self._frozen(areas, {str(Quarter.of(one.on_day)) for one in noted})
        cells: Counter[Key] = Counter()
        by_day: Counter[tuple[str, str, str]] = Counter()
        rows = []
        quarters = {day: str(Quarter.of(day)) for day in {one.on_day for one in noted}}
        for one in noted:
            quarter = quarters[one.on_day]
            late = (one.moved.area_code, quarter) in frozen
            followed = sorted(f for f in one.moved.figures if not f.startswith(STOCK_ONLY))
            _count(cells, one.moved, followed, quarter, late)
            _count_targets(by_day, one)
            if one.moved.flow and followed:
                rows.append(_row(one, followed, quarter, late))
        if rows:
            insert_rows(self._session, Movement.__table__, MOVEMENT, rows)
        self._write(cells)
        days = [(*key, by) for key, by in sorted(by_day.items()) if by]
        insert_rows(
            self._session, TargetDay.__table__, (*TARGET_DAY, "children"), days, ADDED_THAT_DAY
        )

    def _frozen(self, areas: set[str], quarters: set[str]) -> set[tuple[str, str]]:
        query = select(SignOff.area_code, SignOff.quarter).where(
            SignOff.area_code.in_(sorted(areas)), SignOff.quarter.in_(sorted(quarters))
        )
        return {(area, quarter) for area, quarter in self._session.execute(query)}

    def _write(self, cells: Counter[Key]) -> None:
        """In one order everywhere, or two transactions that count the same villages would cross.
        A flow's cell is there also where as many came as went: it tells whose movements to read."""
        rows = [(*key, by) for key, by in sorted(cells.items()) if by or key[FLOW]]
        insert_rows(self._session, ReportCell.__table__, (*CELL, "children"), rows, ADDED)


def _count(
    cells: Counter[Key], moved: Moved, followed: list[str], quarter: str, late: bool
) -> None:
    status, area, flow, sign = moved.status.value, moved.area_code, moved.flow, moved.sign
    for figure in moved.figures:
        cells[status, NOW, area, figure, NOW, False] += sign
    if flow:
        for figure in followed:
            cells[status, quarter, area, figure, flow, late] += sign


def _count_targets(by_day: Counter[tuple[str, str, str]], one: _Noted) -> None:
    """What is only counted where a child is now leaves no movement: by the day it is known what
    there was on any past one."""
    moved = one.moved
    if moved.status.value in CARED_FOR:
        for figure in moved.figures:
            if figure.startswith(TARGET):
                by_day[moved.area_code, figure, one.on_day.isoformat()] += moved.sign


def _row(one: _Noted, followed: list[str], quarter: str, late: bool) -> tuple[Any, ...]:
    moved, day = one.moved, one.on_day.isoformat()
    place = (one.child_id, moved.area_code, moved.status.value, quarter, late)
    return (*place, moved.flow, moved.sign, spaced(followed), day)


def spaced(figures: Collection[str]) -> str:
    """So that one figure is found in the text by itself with its blanks around."""
    return f" {' '.join(sorted(figures))} "
