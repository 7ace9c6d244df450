"""The correction workbook: the rows that were sent back, as their sheet had them, with reasons.

Titles, header, merged headings and widths are those of the sheet, so that the mended workbook can
be imported like the first. Each bad cell is coloured and carries its reason as a note; all reasons
of a row stand in a further column.
"""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from services.registry.domain.cells import Cell
from services.registry.roster.sheet import letter
from services.registry.roster.wire import unwire
from shared.texts.roster import COMMENT_AUTHOR, REASON_HEADING, row_text

BAD = PatternFill("solid", fgColor="FFFFD9D9")
REASON = Font(color="FFB00020")
REASON_WIDTH = 60.0
TEXT, DAY = "@", "yyyy-mm-dd"
TITLE_SIGNS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write(payload: bytes) -> bytes:
    """An .xlsx with every sheet that has bad rows.

    In: lines of JSON, first what `worker` says of the file, then rows with sheet, row, cells and
    problems.
    """
    whole, *bad = map(json.loads, payload.split(b"\n"))
    book = Workbook()
    book.remove(book.worksheets[0])
    for at, layout in enumerate(whole["sheets"]):
        rows = [row for row in bad if row["sheet"] == at]
        if rows:
            title = layout["title"].translate(TITLE_SIGNS)[:31] or f"Sheet{at + 1}"
            _write_sheet(book.create_sheet(title), layout, rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(page: Worksheet, layout: Mapping[str, Any], rows: Sequence[Any]) -> None:
    shift = min(map(int, layout["head"])) - 1
    for number, cells in layout["head"].items():
        for column, value in enumerate(cells, start=1):
            _put(page, int(number) - shift, column, unwire(value))
    below = layout["header_last"] - shift
    widest = max((len(row["cells"]) for row in rows), default=0)
    reasons = max([widest, *(number for number, *_ in layout["columns"])]) + 1
    _put(page, layout["header_last"] - shift, reasons, REASON_HEADING)
    for span in layout["spans"]:
        page.merge_cells(
            start_row=span["top"] - shift,
            start_column=span["left"],
            end_row=span["bottom"] - shift,
            end_column=span["right"],
        )
    for column, width in layout["widths"].items():
        page.column_dimensions[letter(int(column))].width = width
    page.column_dimensions[letter(reasons)].width = REASON_WIDTH
    for number, row in enumerate(rows, start=below + 1):
        _write_row(page, number, row, reasons, set(layout["text_columns"]))
    page.freeze_panes = f"A{below + 1}"


def _write_row(
    page: Worksheet, number: int, row: Mapping[str, Any], reasons: int, as_text: set[int]
) -> None:
    for column, value in enumerate(row["cells"], start=1):
        _put(page, number, column, unwire(value))
    for column in as_text:
        page.cell(number, column).number_format = TEXT
    sentences = [row_text(problem["code"], problem["args"]) for problem in row["problems"]]
    for column in {p["column"] for p in row["problems"] if p["column"]}:
        here = [
            sentence
            for problem, sentence in zip(row["problems"], sentences, strict=True)
            if problem["column"] == column
        ]
        page.cell(number, column).fill = BAD
        page.cell(number, column).comment = Comment("\n".join(here), COMMENT_AUTHOR, 120, 320)
    cell = page.cell(number, reasons, "\n".join(sentences))
    cell.font, cell.alignment = REASON, Alignment(wrap_text=True, vertical="top")


def _put(page: Worksheet, row: int, column: int, value: Cell) -> None:
    """Text stays text: what begins with "=" in somebody's sheet must not become a formula."""
    cell = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.isdigit() and len(value) > 10:
            cell.number_format = TEXT
    elif value is not None and not isinstance(value, int | float):
        cell.number_format = DAY
