"""The lists of money as workbook and PDF: exact amounts, no formula, who exported when."""

import json
import re
import zlib
from decimal import Decimal
from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gateway import plain_sheet, sheet_pdf
from gateway.plain_sheet import shown

COLUMNS = [["序号", 6, "number"], ["姓名", 12, "text"], ["金额", 12, "money"]]


def a_task(rows: list[list[Any]], **more: Any) -> bytes:
    task = {"title": "习水县发放名单", "subtitle": "金额单位：元", "columns": COLUMNS, "rows": rows}
    task |= {"total": ["合计", "", sum(row[2] for row in rows)], "note": "注：试样"}
    task |= {"by": "县财政局 出纳", "at": "2025-09-10T01:00:00+00:00", "today": "2025-09-10"}
    return json.dumps(task | more).encode()


def workbook(rows: list[list[Any]]) -> Any:
    return load_workbook(BytesIO(plain_sheet.write(a_task(rows)))).worksheets[0]


def said(rows: list[list[Any]]) -> list[str]:
    """What a reader of the PDF sees, a text after the other; of each page."""
    content = sheet_pdf.write(a_task(rows))
    streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    pages = [zlib.decompress(stream).decode() for stream in streams]
    return [
        "|".join(bytes.fromhex(t).decode("utf-16-be") for t in re.findall(r"<([0-9a-f]*)> Tj", p))
        for p in pages
    ]


def test_an_amount_in_the_workbook_is_a_number_to_the_fen() -> None:
    sheet = workbook([[1, "王小明", 312_50], [2, "李雷", 1_300_00]])
    assert [Decimal(str(sheet.cell(row, 3).value)) for row in (4, 5, 6)] == [
        Decimal("312.5"),
        Decimal(1300),
        Decimal("1612.5"),
    ]
    assert sheet.cell(4, 3).number_format == "#,##0.00"


def test_a_name_is_never_a_formula() -> None:
    sheet = workbook([[1, "=HYPERLINK(1)", 1]])
    assert (sheet.cell(4, 2).value, sheet.cell(4, 2).data_type) == ("=HYPERLINK(1)", "s")


def test_both_say_who_exported_and_when() -> None:
    rows = [[1, "王小明", 1]]
    cells = [str(cell.value) for row in workbook(rows).iter_rows() for cell in row]
    assert any("县财政局 出纳" in cell and "9:00" in cell for cell in cells)
    assert "县财政局 出纳" in said(rows)[0]


def test_a_pdf_shows_every_row_its_total_and_numbers_its_pages() -> None:
    rows = [[n, f"儿童{n}", 500_00] for n in range(1, 101)]
    pages = said(rows)
    assert len(pages) > 1
    assert all("习水县发放名单" in page and "姓名" in page for page in pages)
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1]
    together = "|".join(pages)
    assert all(f"|儿童{n}|" in together for n in range(1, 101))
    assert "|合计|" in together
    assert "|50,000.00|" in together


def test_no_row_of_a_pdf_stands_below_its_page() -> None:
    rows = [[n, "很长的名字" * (n % 7), 500_00] for n in range(1, 200)]
    content = sheet_pdf.write(a_task(rows))
    for stream in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL):
        drawn = zlib.decompress(stream).decode()
        feet = [float(y) for y in re.findall(r"w [\d.]+ ([\d.-]+) [\d.]+ [\d.]+ re", drawn)]
        assert min(feet) >= sheet_pdf.MARGIN


def test_a_pdf_runs_nothing() -> None:
    content = sheet_pdf.write(a_task([[1, ") /JavaScript (", 1]]))
    assert b"JavaScript" not in content


@given(st.integers(-(10**13), 10**13))
def test_an_amount_reads_as_it_is(fen: int) -> None:
    text = shown(fen, "money")
    assert Decimal(text.replace(",", "")) * 100 == fen
