"""Reading a health-check sheet in a child process: its columns by their headings, its rows.

In: the file's bytes. Out: a line of JSON about the file as `worker.read` gives it, so that the
correction workbook is written alike, then one line per row.
"""

import re
from typing import Any

from services.registry.domain.cells import Cell, is_blank, squeezed
from services.registry.domain.health import MEASURED
from services.registry.roster import payload
from services.registry.roster.files import read_file
from services.registry.roster.sheet import Sheet, letter
from services.registry.roster.wire import wire
from shared.contracts.registry.errors import FileEmpty, TooManyRows
from shared.contracts.registry.schooling.errors import HealthHeaderNotFound
from shared.texts.health_sheet import HEADINGS

SEARCHED_ROWS = 20
MOST_ROWS = 5_000  # of one school
UNIT = re.compile(r"[((\uff08].*?[)\uff09]|[/:\uff1a]")
FIELDS = {squeezed(heading): name for name, known in HEADINGS.items() for heading in known}
TOLD = {*MEASURED, "ent"}
Columns = dict[int, str]  # column from 1 -> field


def read(content: bytes) -> bytes:
    """Raises FileEmpty, FileTooLarge, FileLocked, FileNotReadable, TooManyRows,
    HealthHeaderNotFound."""
    sheets = [sheet for sheet in read_file(content) if sheet.rows]
    if not sheets:
        raise FileEmpty()
    found = [(sheet, *header) for sheet in sheets if (header := _header(sheet)) is not None]
    if not found:
        raise HealthHeaderNotFound()
    rows = [row for at, table in enumerate(found) for row in _rows(at, *table)]
    if len(rows) > MOST_ROWS:
        raise TooManyRows(str(MOST_ROWS))
    whole = {"total": len(rows), "sheets": [_layout(*table) for table in found]}
    return payload.lines([whole, *rows])


def _header(sheet: Sheet) -> tuple[int, Columns] | None:
    """The row whose headings name pupils and something that is measured."""
    for number in sorted(sheet.rows)[:SEARCHED_ROWS]:
        columns: Columns = {}
        for at, cell in enumerate(sheet.rows[number], start=1):
            name = FIELDS.get(squeezed(UNIT.sub("", str(cell)))) if cell else None
            if name and name not in columns.values():
                columns[at] = name
        if "name" in columns.values() and TOLD & set(columns.values()):
            return number, columns
    return None


def _rows(at: int, sheet: Sheet, header: int, columns: Columns) -> list[dict[str, Any]]:
    found = []
    for number in sorted(each for each in sheet.rows if each > header):
        cells = sheet.rows[number]
        values = {name: _at(cells, column) for column, name in columns.items()}
        if all(is_blank(value) for value in values.values()):
            continue
        found.append(
            {
                "sheet": at,
                "row": number,
                "cells": [wire(cell) for cell in cells],
                "values": {name: wire(value) for name, value in values.items()},
            }
        )
    return found


def _at(cells: list[Cell], column: int) -> Cell:
    return cells[column - 1] if column <= len(cells) else None


def _layout(sheet: Sheet, header: int, columns: Columns) -> dict[str, Any]:
    headings = sheet.rows[header]
    return {
        "title": sheet.title,
        "header_first": header,
        "header_last": header,
        "head": {str(n): [wire(c) for c in sheet.rows[n]] for n in sheet.rows if n <= header},
        "spans": [],
        "widths": {str(column): width for column, width in sheet.widths.items()},
        "columns": [
            [at, letter(at), str(heading or ""), columns.get(at)]
            for at, heading in enumerate(headings, start=1)
        ],
        "text_columns": [],
    }
