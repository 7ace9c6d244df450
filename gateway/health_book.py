"""The template of a health-check sheet: a school's pupils, and a column for each measure.

Runs in a child process (`shared.child_process`). In: the answer of `registry.health_template` as
JSON, with `by`, `at` and `today`. Out: an .xlsx.
"""

import json
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gateway.sheet_pen import Pen
from shared.texts import health_sheet as words

HEAD_ROW = 3
WIDTHS = {"class_name": 14.0, "name": 12.0, "birth_date": 14.0, "ent_note": 24.0}
WIDTH = 14.0
GIVEN = ("class_name", "name")  # columns that stay in sight


def write(task: bytes) -> bytes:
    book, told = Workbook(), json.loads(task)
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has one
    page.title = words.TEMPLATE_SHEET
    pen = Pen(page)
    about = {"school": told["school"], "term": told["term_words"]}
    pen.put(1, 1, words.TEMPLATE_TITLE.format(**about), bold=True)
    page.cell(1, 1).font = Font(bold=True, size=14)
    pen.put(2, 1, words.TEMPLATE_NOTE)
    for at, name in enumerate(words.HEADINGS, start=1):
        pen.framed(HEAD_ROW, at, heading(name), bold=True)
        page.column_dimensions[get_column_letter(at)].width = WIDTHS.get(name, WIDTH)
    for number, row in enumerate(told["rows"], start=HEAD_ROW + 1):
        pen.framed(number, 1, row["class_name"])
        pen.framed(number, 2, row["name"])
        pen.framed(number, 3, date.fromisoformat(row["birth_date"]))
        page.cell(number, 3).number_format = "yyyy-mm-dd"
        for at in range(4, len(words.HEADINGS) + 1):
            pen.framed(number, at, None)
    page.freeze_panes = f"{get_column_letter(len(GIVEN) + 1)}{HEAD_ROW + 1}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def heading(name: str) -> str:
    plain = words.HEADINGS[name][0]
    unit = words.UNITS.get(name)
    return words.HEADING_WITH_UNIT.format(heading=plain, unit=unit) if unit else plain
