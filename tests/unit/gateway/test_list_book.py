"""The lists of the organising as workbooks: who exported when, words for codes, no formula."""

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from gateway.list_book import COLUMNS, write
from shared.contracts.registry.organising.exports import EXPORTED

FINDING = {
    "place": "=HYPERLINK(1)",
    "title": "秋季督查",
    "due_on": "2025-09-20",
    "state": "open",
    "entries": [
        {"what": "found", "text": "+3 名儿童没有走访"},
        {"what": "answered", "text": "第一次"},
        {"what": "sent_back", "text": "不够"},
        {"what": "answered", "text": "第二次"},
    ],
}


def page(what: str, rows: list[Any], **more: Any) -> Any:
    task = {"what": what, "year": 2025, "place": "习水县", "rows": rows, "more": False}
    task |= {"by": "县民政局 登记员", "at": "2025-09-10T01:00:00+00:00", "today": "2025-09-10"}
    content = write(json.dumps(task | {"evaluated": None} | more).encode())
    return load_workbook(BytesIO(content)).worksheets[0]


def cells(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_list_has_its_title_its_rows_in_words_and_who_exported_it() -> None:
    found = cells(page("findings", [FINDING]))
    assert "习水县2025年督查问题整改清单" in found
    assert {"等待整改", "2025年9月20日", "第二次"} <= set(found)
    assert "第一次" not in found
    assert any("县民政局 登记员" in each and "2025年9月10日 09:00" in each for each in found)


def test_nothing_typed_becomes_a_formula() -> None:
    sheet = page("findings", [FINDING])
    kinds = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds["=HYPERLINK(1)"] == kinds["+3 名儿童没有走访"] == "s"


@pytest.mark.parametrize("what", EXPORTED)
def test_every_list_has_columns_and_an_empty_one_is_a_workbook_too(what: str) -> None:
    assert len(COLUMNS[what]) >= 5
    assert page(what, [], evaluated="village" if what == "evaluations" else None).max_row >= 3
