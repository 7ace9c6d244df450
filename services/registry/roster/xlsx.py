"""Workbooks of today's Excel and WPS, read as a stream."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from services.registry.domain.cells import Cell
from services.registry.roster.sheet import (
    BLANK_STRETCH,
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    Span,
)
from services.registry.roster.xlsx_cells import rows_of
from shared.contracts.registry.errors import FileNotReadable, TooManyRows

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(min|max|width)="([\d.]+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 1 << 18
_TAG = 200  # bytes kept between two chunks, so that no tag is cut


def read_xlsx(archive: zipfile.ZipFile) -> list[Sheet]:
    """Raises FileNotReadable, TooManyRows. Formulas count with the value they had when saved."""
    try:
        book = load_workbook(archive_file(archive), read_only=True, data_only=True)
        parts = _parts(archive)
        sheets = []
        for page in book.worksheets:
            sheets.append(_sheet(page))
            if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
                raise TooManyRows(str(MOST_ROWS))
            if page.title in parts:
                _add_layout(sheets[-1], archive, parts[page.title])
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError):
        raise FileNotReadable() from None  # openpyxl trips over damaged parts in many ways
    except (zipfile.BadZipFile, ElementTree.ParseError, SyntaxError):
        raise FileNotReadable() from None
    return sheets


def archive_file(archive: zipfile.ZipFile) -> Any:
    """openpyxl wants the file itself."""
    found = archive.fp
    if found is None:
        raise FileNotReadable()
    found.seek(0)
    return found


def _sheet(page: Any) -> Sheet:
    sheet = Sheet(page.title, hidden=page.sheet_state != "visible")
    last = 0  # row with content
    for number, row in rows_of(page):
        if number - last > BLANK_STRETCH + 1:
            break
        if sheet.add(number, [_plain(value) for value in row]):
            last = number
    return sheet


def _plain(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float | datetime):
        return value
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(getattr(value, "text", value))


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet title -> path of its XML."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - size was checked
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    found = {}
    for entry in book.iter():
        if entry.tag.endswith("}sheet"):
            target = targets.get(entry.get(_RELATION), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[entry.get("name", "")] = path
    return found


def _add_layout(sheet: Sheet, archive: zipfile.ZipFile, path: str) -> None:
    """Merged ranges and widths, which openpyxl's stream leaves out: they stand around the rows."""
    with archive.open(path) as part:
        kept, first = b"", True
        while chunk := part.read(_CHUNK):
            if first:
                first = False
                _add_widths(sheet, chunk.partition(b"sheetData")[0])
            window = kept + chunk
            end = 0
            for match in _MERGED.finditer(window):
                bounds = range_boundaries(match[1].decode("ascii"))
                left, top, right, bottom = (bound or 1 for bound in bounds)
                sheet.spans.append(Span(top, left, bottom, right))
                end = match.end()
            kept = window[max(end, len(window) - _TAG) :]


def _add_widths(sheet: Sheet, head: bytes) -> None:
    for tag in _COLUMN.findall(head):
        known = dict(_ATTRIBUTE.findall(tag))
        if {b"min", b"max", b"width"} <= set(known):
            last = min(int(known[b"max"]), MOST_COLUMNS)
            for column in range(int(known[b"min"]), last + 1):
                sheet.widths[column] = float(known[b"width"])
