"""Workbooks in the format of Excel 97 to 2003, for tests."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlwt
from openpyxl.utils.cell import range_boundaries


def xls(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    ranges = [range_boundaries(cells) for cells in merged]
    inside = {
        (r, c)
        for left, t, right, b in ranges
        for r in range(t, b + 1)
        for c in range(left, right + 1)
    }
    for left, top, right, bottom in ranges:
        page.write_merge(top - 1, bottom - 1, left - 1, right - 1, rows[top - 1][left - 1])
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None and (number, column) not in inside:
                style = (day,) if isinstance(value, datetime) else ()
                page.write(number - 1, column - 1, value, *style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
