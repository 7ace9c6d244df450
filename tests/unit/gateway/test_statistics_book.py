"""The report's workbook, as an office sends it upward."""

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from gateway.statistics_book import write
from tests.unit.gateway.pages import quarter_samples


@pytest.fixture
def book() -> Any:
    report = quarter_samples.book({"status": "left_behind"})
    head = {"by": "县民政局 登记员", "at": "2026-12-16T01:05:00+00:00", "today": "2026-12-16"}
    return load_workbook(BytesIO(write(json.dumps({**report, **head}).encode())))


def texts(page: Any) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def test_there_is_one_sheet_for_each_level(book: Any) -> None:
    assert book.sheetnames == ["县", "乡镇", "分类变动"]


def test_each_sheet_says_whose_it_is_and_who_exported_it_when(book: Any) -> None:
    for page in book:
        said = " ".join(texts(page))
        for words in ("填报单位：习水县", "审核人：", "填报日期：2026年12月16日", "2026年第四季度"):
            assert words in said
        assert "导出人：县民政局 登记员    导出时间：2026年12月16日 09:05" in said


def test_a_name_that_looks_like_a_formula_stays_text(book: Any) -> None:
    [cell] = [c for row in book["乡镇"].iter_rows() for c in row if c.value == "=1+2镇"]
    assert cell.data_type == "s"
    types = {c.data_type for page in book for row in page.iter_rows() for c in row}
    assert "f" not in types


def test_a_row_balances_and_the_total_is_its_sum(book: Any) -> None:
    page = book["县"]
    heads = {page.cell(3, at).value: at for at in range(1, page.max_column + 1)}
    row = {name: page.cell(5, at).value for name, at in heads.items() if name}
    subtotal = next(at for at in range(1, page.max_column + 1) if page.cell(4, at).value == "小计")
    gone = page.cell(5, subtotal).value + row["迁出"]
    assert row["期初"] + row["新增"] + row["迁入"] - gone == row["期末"]
    assert page.cell(6, heads["期末"]).value == 1230
    assert page.cell(6, 2).value == "合计"
