"""The report's books against what they are kept of: a check, not a page. Reads all children."""

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import Child, Movement, ReportCell
from services.registry.store.books import NOW

Key = tuple[Any, ...]  # status, quarter, village, figure, flow, late


def wrong_cells(session: Session) -> dict[Key, tuple[int, int]]:
    """Cells that differ from a recount: key -> (kept, true)."""
    kept: Counter[Key] = Counter()
    for cell in session.scalars(select(ReportCell)):
        key = (cell.status, cell.quarter, cell.area_code, cell.figure, cell.flow, bool(cell.late))
        kept[key] = cell.children
    true = _recounted(session)
    return {
        key: (kept[key], true[key])
        for key in sorted(kept.keys() | true.keys())
        if kept[key] != true[key]
    }


def _recounted(session: Session) -> Counter[Key]:
    true: Counter[Key] = Counter()
    for child in session.scalars(select(Child).execution_options(yield_per=1000)):
        for figure in (child.figures or "").split():
            true[child.status, NOW, child.area_code, figure, NOW, False] += 1
    for moved in session.scalars(select(Movement).execution_options(yield_per=1000)):
        for figure in moved.figures.split():
            late = bool(moved.late)
            key = (moved.status, moved.quarter, moved.area_code, figure, moved.flow, late)
            true[key] += moved.sign
    return true
