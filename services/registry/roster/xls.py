"""Workbooks of Excel 97 to 2003."""

from datetime import datetime

import xlrd

from services.registry.domain.cells import Cell
from services.registry.roster.sheet import MOST_COLUMNS, MOST_ROWS, Sheet, Span
from shared.contracts.registry.errors import FileLocked, FileNotReadable, TooManyRows


class _Silent:
    """xlrd writes its doubts about a file to a stream."""

    def write(self, _text: str) -> int:
        return 0


def read_xls(content: bytes) -> list[Sheet]:
    """Raises FileLocked, FileNotReadable, TooManyRows."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=_Silent(), on_demand=True
        )
        sheets = [_sheet(book, index) for index in range(book.nsheets)]
    except xlrd.XLRDError as wrong:
        raise (FileLocked() if "encrypt" in str(wrong).lower() else FileNotReadable()) from None
    except (AssertionError, IndexError, KeyError, ValueError, TypeError, OverflowError):
        raise FileNotReadable() from None  # xlrd trips over damaged records in many ways
    except Exception as wrong:
        if type(wrong).__module__.startswith(("xlrd", "struct")):
            raise FileNotReadable() from None
        raise
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise TooManyRows(str(MOST_ROWS))
    return sheets


def _sheet(book: "xlrd.Book", index: int) -> Sheet:
    page = book.sheet_by_index(index)
    sheet = Sheet(page.name, hidden=page.visibility != 0)
    for row in range(page.nrows):
        width = min(page.row_len(row), MOST_COLUMNS)
        sheet.add(row + 1, [_cell(page.cell(row, column), book) for column in range(width)])
    # xlrd's ends lie outside the range.
    sheet.spans = [Span(t + 1, left + 1, b, r) for t, b, left, r in page.merged_cells]
    sheet.widths = {c + 1: info.width / 256 for c, info in page.colinfo_map.items()}
    return sheet


def _cell(cell: "xlrd.sheet.Cell", book: "xlrd.Book") -> Cell:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            found: datetime = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return float(cell.value)
        return found
    value: str | float = cell.value
    return value
