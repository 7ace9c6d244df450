"""The report's books on SQLAlchemy: movements gathered in a transaction, written at its end."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.registry.domain.figures import STOCK_ONLY
from services.registry.domain.movements import Movement as Moved
from services.registry.domain.quarters import Quarter
from services.registry.models import Area, Movement, ReportCell, SignOff
from services.registry.store.many import insert_into

NOW = ""  # quarter and flow of a cell that says what is there now
Key = tuple[str, str, str, str, str, bool]  # status, quarter, area, figure, flow, late


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
        rows = []
        for one in noted:
            quarter = str(Quarter.of(one.on_day))
            late = (one.moved.area_code, quarter) in frozen
            followed = sorted(f for f in one.moved.figures if not f.startswith(STOCK_ONLY))
            _count(cells, one.moved, followed, quarter, late)
            if one.moved.flow and followed:
                rows.append(_row(one, followed, quarter, late))
        if rows:
            self._session.execute(insert(Movement.__table__), rows)  # type: ignore[arg-type]
        self._write(cells)

    def _frozen(self, areas: set[str], quarters: set[str]) -> set[tuple[str, str]]:
        query = select(SignOff.area_code, SignOff.quarter).where(
            SignOff.area_code.in_(sorted(areas)), SignOff.quarter.in_(sorted(quarters))
        )
        return {(area, quarter) for area, quarter in self._session.execute(query)}

    def _write(self, cells: Counter[Key]) -> None:
        """In one order everywhere, or two transactions that count the same villages would cross."""
        names = ("status", "quarter", "area_code", "figure", "flow", "late")
        rows: list[dict[str, Any]] = [
            {**dict(zip(names, key, strict=True)), "children": by}
            for key, by in sorted(cells.items())
            if by
        ]
        if not rows:
            return
        statement = insert_into(self._session, ReportCell.__table__)
        more = ReportCell.children + statement.excluded.children
        statement = statement.on_conflict_do_update(
            index_elements=list(names), set_={"children": more}
        )
        self._session.connection().execute(statement, rows)


def _count(
    cells: Counter[Key], moved: Moved, followed: list[str], quarter: str, late: bool
) -> None:
    for figure in moved.figures:
        cells[moved.status.value, NOW, moved.area_code, figure, NOW, False] += moved.sign
    if moved.flow:
        for figure in followed:
            key = (moved.status.value, quarter, moved.area_code, figure, moved.flow, late)
            cells[key] += moved.sign


def _row(one: _Noted, followed: list[str], quarter: str, late: bool) -> dict[str, Any]:
    return {
        "child_id": one.child_id,
        "area_code": one.moved.area_code,
        "status": one.moved.status.value,
        "quarter": quarter,
        "late": late,
        "flow": one.moved.flow,
        "sign": one.moved.sign,
        "figures": spaced(followed),
        "on_day": one.on_day,
    }


def spaced(figures: Collection[str]) -> str:
    """So that one figure is found in the text by itself with its blanks around."""
    return f" {' '.join(sorted(figures))} "
