"""The template that a school downloads is read back by the registry's own reader."""

import json
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from gateway.health_book import write
from services.registry.roster.health_sheet import read
from shared.texts.health_sheet import HEADINGS

ROW = {"class_name": "三（1）班", "name": "=张小明", "birth_date": "2015-03-16"}
TOLD = {"school": "甲小学", "term_words": "2025年秋季学期", "rows": [ROW]}


def test_a_filled_in_template_is_understood_column_by_column() -> None:
    book = load_workbook(BytesIO(write(json.dumps(TOLD).encode())))
    page = book.active
    assert page is not None
    assert (page["A1"].value, page["B4"].data_type) == ("甲小学2025年秋季学期学生体检表", "s")
    for at in range(4, len(HEADINGS) + 1):
        page.cell(4, at).value = at
    out = BytesIO()
    book.save(out)
    whole, row = map(json.loads, read(out.getvalue()).split(b"\n"))
    assert [field for *_, field in whole["sheets"][0]["columns"]] == list(HEADINGS)
    assert row["values"]["name"] == "=张小明"
    assert row["values"]["birth_date"]["date"].startswith(str(date(2015, 3, 16)))
    assert row["values"]["ent_note"] == len(HEADINGS)
