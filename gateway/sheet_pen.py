"""What every workbook that goes out shares: framed cells, text that stays text, who exported it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from shared.clock import SHANGHAI
from shared.texts import report_words as texts

LINE = Side(style="thin", color="FF999999")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass
class Pen:
    """Writes cells of a sheet; text stays text, so that no name can become a formula."""

    page: Worksheet
    widest: int = field(default=1)

    def put(self, row: int, column: int, value: Any, *, bold: bool = False) -> None:
        cell: Any = self.page.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        cell.font = Font(bold=bold)
        self.widest = max(self.widest, column)

    def framed(self, row: int, column: int, value: Any, *, bold: bool = False) -> None:
        self.put(row, column, value, bold=bold)
        framed = self.page.cell(row, column)
        framed.border, framed.alignment = FRAME, MIDDLE


def foot(pen: Pen, report: Mapping[str, Any], row: int, note: str) -> None:
    """By whom (`by`) and when (`at`) it was exported."""
    at = datetime.fromisoformat(report["at"]).astimezone(SHANGHAI)
    when = f"{in_words(at.date())} {at:%H:%M}"
    pen.put(row, 1, texts.EXPORTED_BY.format(by=report["by"], when=when))
    pen.put(row + 1, 1, note)


def in_words(day: date) -> str:
    return texts.DAY.format(year=day.year, month=day.month, day=day.day)
