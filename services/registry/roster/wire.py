"""Cells as JSON, on the way between the processes and in the vault."""

from datetime import date, datetime
from typing import Any

from services.registry.domain.cells import Cell


def wire(cell: Cell) -> Any:
    """A date is told from a text by its key."""
    if isinstance(cell, datetime | date):
        return {"date": cell.isoformat()}
    return cell


def unwire(value: Any) -> Cell:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["date"])
    cell: Cell = value
    return cell
