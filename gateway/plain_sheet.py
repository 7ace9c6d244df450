"""A list of the finance office as a workbook: title, head, framed rows, the total, who and when.

Runs in a child process (`shared.child_process`). In: a `Task` as JSON. Out: an .xlsx.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypedDict

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from gateway.sheet_pen import Pen, foot, in_words
from shared.clock import SHANGHAI
from shared.texts import report_words as texts

HEAD_ROW = 3
MONEY = "#,##0.00"


class Task(TypedDict):
    title: str
    subtitle: str
    columns: Sequence[tuple[str, float, str]]  # name, width, "text" | "number" | "money"
    rows: Sequence[Sequence[Any]]  # money in fen
    total: Sequence[Any]  # a row too, or nothing
    note: str
    by: str
    at: str
    today: str


def write(task: bytes) -> bytes:
    book, sheet = Workbook(), json.loads(task)
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has one
    pen, columns = Pen(page), sheet["columns"]
    pen.put(1, 1, sheet["title"], bold=True)
    page.cell(1, 1).font = Font(bold=True, size=14)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    pen.put(2, 1, sheet["subtitle"])
    for at, (name, width, _) in enumerate(columns, start=1):
        pen.framed(HEAD_ROW, at, name, bold=True)
        page.column_dimensions[get_column_letter(at)].width = width
    rows = [*sheet["rows"], *([sheet["total"]] if sheet["total"] else [])]
    for row, cells in enumerate(rows, start=HEAD_ROW + 1):
        for at, (value, (_, _, kind)) in enumerate(zip(cells, columns, strict=True), start=1):
            pen.framed(row, at, _cell(value, kind), bold=row - HEAD_ROW > len(sheet["rows"]))
            if kind == "money":
                page.cell(row, at).number_format = MONEY
    foot(pen, sheet, HEAD_ROW + len(rows) + 2, sheet["note"])
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: Any, kind: str) -> Any:
    """An amount to be reckoned with, exact to the fen."""
    return Decimal(value).scaleb(-2) if kind == "money" and value != "" else value


def shown(value: Any, kind: str) -> str:
    """As people read it."""
    if kind == "money" and value != "":
        sign, fen = "-" if value < 0 else "", abs(value)
        return f"{sign}{fen // 100:,}.{fen % 100:02}"
    return str(value)


def exported(sheet: Any) -> str:
    at = datetime.fromisoformat(sheet["at"]).astimezone(SHANGHAI)
    return texts.EXPORTED_BY.format(by=sheet["by"], when=f"{in_words(at.date())} {at:%H:%M}")
