"""The report's workbook in the layout that offices send upward: one sheet for each level of place.

Runs in a child process (`shared.child_process`). In: the answer of `registry.export_statistics` as
JSON, with `by`, `at` and `today`. Out: an .xlsx.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gateway.sheet_pen import Pen, foot, in_words
from shared.contracts.registry.codes import LOSSES
from shared.texts import report_words as texts
from shared.texts.figures import figure_name
from shared.texts.words import WORDS

HEAD_ROWS = 4
LEFT = tuple(flow for flow in LOSSES if flow != "moved_out")
NAME_WIDTH, NUMBER_WIDTH = 24.0, 9.0


@dataclass(frozen=True)
class Column:
    group: str
    title: str
    value: Any  # from a row to a text or number
    adds_up: bool = True


def write(task: bytes) -> bytes:
    book, report = Workbook(), json.loads(task)
    book.remove(book.worksheets[0])
    for level in report["levels"]:
        page = book.create_sheet(WORDS["area_level"][level["level"]])
        _level_sheet(Pen(page), report, level["rows"])
    _figure_sheet(Pen(book.create_sheet(texts.FIGURES_SHEET)), report)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _level_sheet(pen: Pen, report: Mapping[str, Any], rows: Sequence[Any]) -> None:
    columns = list(_columns(rows, report["figures"]))
    _heading(pen, report, pen.page.title, len(columns))
    _head(pen, columns)
    first = HEAD_ROWS + 1
    for number, row in enumerate(rows):
        for at, column in enumerate(columns, start=1):
            pen.framed(first + number, at, column.value(row, number))
    total = first + len(rows)
    for at, column in enumerate(columns, start=1):
        adds = sum(column.value(row, 0) for row in rows) if column.adds_up else None
        pen.framed(total, at, texts.TOTAL if at == 2 else adds, bold=True)
    foot(pen, report, total + 2, texts.NOTE)
    pen.page.freeze_panes = f"D{first}"


def _columns(rows: Sequence[Any], figures: Sequence[Any]) -> Iterator[Column]:
    yield Column("", texts.SERIAL, lambda _row, number: number + 1, adds_up=False)
    yield Column("", texts.UNIT, lambda row, _: row["name"], adds_up=False)
    yield Column("", texts.AREA_CODE, lambda row, _: row["code"], adds_up=False)
    yield Column("", _part("opening"), lambda row, _: row["opening"])
    for flow in ("joined", "moved_in"):
        yield Column("", WORDS["flow"][flow], _flow(flow))
    for flow in LEFT:
        if any(row["flows"].get(flow) for row in rows):
            yield Column(texts.LEFT, WORDS["flow"][flow], _flow(flow))
    yield Column(texts.LEFT, texts.SUBTOTAL, _left)
    yield Column("", WORDS["flow"]["moved_out"], _flow("moved_out"))
    yield Column("", _part("closing"), lambda row, _: row["closing"])
    yield from _split(rows, figures)
    yield Column("", _part("late"), lambda row, _: row["late"])
    yield Column("", texts.SIGNED_ON, lambda row, _: row["signed_on"] or "", adds_up=False)


def _split(rows: Sequence[Any], figures: Sequence[Any]) -> Iterator[Column]:
    """The closing number by each breakdown: the values that occur, in the order of the report."""
    found = {name for row in rows for name in row["figures"]}
    for one in figures:
        breakdown, name = one["breakdown"], f"{one['breakdown']}={one['value']}"
        if name in found:
            group = f"{_part('closing')}: {WORDS['breakdown'][breakdown]}"
            yield Column(group, figure_name(one["value"], breakdown), _of_figure(name))


def _left(row: Mapping[str, Any], _number: int) -> int:
    return sum(-row["flows"].get(flow, 0) for flow in LEFT)


def _flow(name: str) -> Any:
    return lambda row, _: abs(row["flows"].get(name, 0))


def _of_figure(name: str) -> Any:
    return lambda row, _: row["figures"].get(name, 0)


def _part(name: str) -> str:
    return WORDS["report_part"][name]


def _heading(pen: Pen, report: Mapping[str, Any], level: str, width: int) -> None:
    title = texts.BOOK_TITLE.format(
        place=report["area"]["name"],
        status=WORDS["status"][report["status"]],
        period=texts.period_name(report["period"]),
        level=level,
    )
    pen.put(1, 1, title, bold=True)
    pen.page.cell(1, 1).font = Font(bold=True, size=14)
    pen.page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(width, 8))
    pen.put(2, 1, texts.FILLED_BY.format(place=report["area"]["name"]))
    pen.put(2, 4, texts.CHECKED_BY)
    pen.put(2, 8, texts.FILLED_ON.format(day=in_words(date.fromisoformat(report["today"]))))


def _head(pen: Pen, columns: Sequence[Column]) -> None:
    """Two rows; a group stands over its columns."""
    start = 1
    while start <= len(columns):
        group, end = columns[start - 1].group, start
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        for at in range(start, end + 1):
            pen.framed(3, at, group if group and at == start else "", bold=True)
            pen.framed(4, at, columns[at - 1].title, bold=True)
        if group:
            pen.page.merge_cells(start_row=3, start_column=start, end_row=3, end_column=end)
        else:
            pen.framed(3, start, columns[start - 1].title, bold=True)
            pen.framed(4, start, "")
            pen.page.merge_cells(start_row=3, start_column=start, end_row=4, end_column=start)
        start = end + 1
    for at, column in enumerate(columns, start=1):
        wide = column.title in (texts.UNIT, texts.AREA_CODE)
        width = NAME_WIDTH if wide else NUMBER_WIDTH
        pen.page.column_dimensions[get_column_letter(at)].width = width


def _figure_sheet(pen: Pen, report: Mapping[str, Any]) -> None:
    """The whole area by breakdown, with every flow: each line balances by itself."""
    flows = ("joined", "moved_in", *LEFT, "moved_out", "changed")
    shown = [f for f in flows if any(one["flows"].get(f) for one in report["figures"])]
    _heading(pen, report, pen.page.title, len(shown) + 4)
    heads = [texts.BREAKDOWN, texts.VALUE, _part("opening"), *(WORDS["flow"][f] for f in shown)]
    for at, head in enumerate([*heads, _part("closing")], start=1):
        pen.framed(HEAD_ROWS, at, head, bold=True)
    row = HEAD_ROWS
    for row, one in enumerate(report["figures"], start=HEAD_ROWS + 1):
        name = WORDS["breakdown"][one["breakdown"]]
        values = [name, figure_name(one["value"], one["breakdown"]), one["opening"]]
        values += [one["flows"].get(flow, 0) for flow in shown]
        for at, value in enumerate([*values, one["closing"]], start=1):
            pen.framed(row, at, value)
    foot(pen, report, row + 2, texts.NOTE)
    for column in "AB":
        pen.page.column_dimensions[column].width = NAME_WIDTH
