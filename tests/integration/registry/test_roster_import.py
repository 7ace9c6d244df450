"""Rosters on a real database: how rows and files end, and what comes back."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from services.registry.handlers import importing
from services.registry.roster.preparing import Preparer
from shared.child_process import ChildFailed
from shared.contracts.registry import errors
from tests.integration.registry.rosters import (
    CLASS,
    COUNTY,
    DATA,
    LONGDENG,
    Registry,
    codes,
    opened,
    sheet,
)
from tests.unit.registry.sheets import as_csv, child, table, workbook


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(sqlite_url, tmp_path)


# -- outcomes -----------------------------------------------------------------------------------


def test_a_twin_under_another_number_is_taken_and_told(registry: Registry) -> None:
    first = child(1)
    twin = child(1, id_number=child(15)["id_number"], birth_date=None, sex=None)
    assert first["id_number"] != twin["id_number"]
    same_day = child(15)["birth_date"] == first["birth_date"]
    rows = registry.upload(sheet(first, twin)).rows
    assert [row["outcome"] for row in rows] == ["accepted", "accepted"]
    warned = [remark["code"] for remark in rows[1]["warnings"]]
    assert ("SuspectedDuplicate" in warned) == same_day
    assert len(registry.desk.rows("duplicates")) == int(same_day)


def test_the_newer_value_counts_and_the_older_stays_in_the_history(registry: Registry) -> None:
    registry.upload(sheet(child(1)))
    newer = child(1, guardian_phone="15012345678", father_workplace="上海市松江区")
    (row,) = registry.upload(sheet(newer)).rows
    assert row["outcome"] == "merged"
    assert {remark["heading"] for remark in row["warnings"]} == {"监护人电话", "父亲务工地"}
    (child_id,) = registry.children()
    history = registry.call(COUNTY, "child_history", child_id=child_id)["items"]
    assert len(history) == 2


def test_a_blank_cell_takes_nothing_back(registry: Registry) -> None:
    registry.upload(sheet(child(1)))
    before = registry.children()
    blank = child(1, father_workplace=None, guardian_phone=None, class_name=None)
    (row,) = registry.upload(sheet(blank)).rows
    assert (row["outcome"], row["warnings"]) == ("merged", [])
    assert registry.children() == before


def test_other_parents_under_the_same_number_are_for_a_person_to_decide(
    registry: Registry,
) -> None:
    registry.upload(sheet(child(1)))
    (row,) = registry.upload(sheet(child(1, mother_name="周小燕"))).rows
    assert codes(row) == ["OtherChildWithThisId"]
    (row,) = registry.upload(sheet(child(1, name="周小博"))).rows
    assert codes(row) == ["OtherChildWithThisId"]


def test_the_school_that_a_roster_names_is_registered_with_it(registry: Registry) -> None:
    registry.upload(sheet(child(1), child(2), child(3, school_name="县第一小学")))
    (school,) = registry.desk.rows("schools")
    assert (school["name"], school["township_code"]) == ("大坡小学", LONGDENG[:9])
    schools = sorted(str(row["school_id"]) for row in registry.children().values())
    assert schools == sorted([school["id"], school["id"], "None"])


# -- wrong files --------------------------------------------------------------------------------


def test_a_file_that_is_no_roster_ends_as_failed_with_a_sentence(registry: Registry) -> None:
    uploaded = registry.upload(workbook(("a", [["张三", "男"], ["李四", "女"]])))
    view = uploaded.view
    assert (view["status"], view["problem"]) == ("failed", "HeaderNotFound")
    assert "表头" in view["message"]
    (kept,) = registry.desk.rows("imports")
    assert kept["content"] is None


def test_what_the_first_bytes_tell_is_refused_by_the_request(registry: Registry) -> None:
    for content, refusal in (
        (b"", errors.FileEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00", errors.FileNotReadable),
        (bytes(50 * 2**20), errors.FileTooLarge),
    ):
        with pytest.raises(refusal):
            registry.start(content)
    with pytest.raises(errors.ImportKindUnknown):
        registry.start(CLASS, kind="helpers")
    with pytest.raises(errors.FileNotReadable):
        registry.call(COUNTY, "start_import", filename="a.xlsx", content="no base64!")


def test_a_file_that_breaks_its_reader_fails_the_import_alone(registry: Registry) -> None:
    def dies(*_args: Any, **_limits: Any) -> bytes:
        raise ChildFailed("out of memory")

    import_id = registry.start(CLASS)
    registry.run(import_id, child=dies)
    view = registry.call(COUNTY, "get_import", import_id=import_id)
    assert (view["status"], view["problem"]) == ("failed", "FileNotReadable")


def test_a_row_that_breaks_its_preparing_fails_the_import_at_once(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try would break there again."""

    def breaks(_self: Any, _line: Any) -> Any:
        raise LookupError("of whom")

    monkeypatch.setattr(Preparer, "prepared", breaks)
    import_id = registry.start(CLASS)
    registry.run(import_id)
    view = registry.call(COUNTY, "get_import", import_id=import_id)
    assert (view["status"], view["problem"]) == ("failed", "FileNotReadable")


# -- what comes back ----------------------------------------------------------------------------


def test_the_correction_workbook_keeps_the_layout_and_says_the_reasons(registry: Registry) -> None:
    for name in ("roster_class", "roster_grouped"):
        uploaded = registry.upload(name)
        bad = [row for row in uploaded.rows if row["outcome"] == "rejected"]
        original = load_workbook(DATA / f"{name}.xlsx").worksheets[0]
        page = load_workbook(io.BytesIO(uploaded.correction)).worksheets[0]
        head = bad[0]["row"] and min(r["row"] for r in uploaded.rows) - 1
        for row in range(1, head + 1):
            for column in range(1, original.max_column + 1):
                assert page.cell(row, column).value == original.cell(row, column).value
        assert {str(cells) for cells in page.merged_cells.ranges} == {
            str(cells) for cells in original.merged_cells.ranges
        }
        assert page.max_row == head + len(bad)
        for number, row in enumerate(bad, start=head + 1):
            for column in range(1, original.max_column + 1):
                same = original.cell(row["row"], column).value
                assert page.cell(number, column).value == same
            for remark in row["problems"]:
                comment = page[f"{remark['column']}{number}"].comment
                assert remark["message"] in comment.text
                assert remark["message"] in page.cell(number, original.max_column + 1).value


def test_a_mended_correction_workbook_is_imported(registry: Registry) -> None:
    uploaded = registry.upload("roster_class")
    book = load_workbook(io.BytesIO(uploaded.correction))
    page = book.worksheets[0]
    shared = [row for row in range(4, page.max_row + 1) if page.cell(row, 6).comment]
    mended = 0
    for row in shared:
        if page.cell(row, 6).value.startswith("永胜村"):
            page.cell(row, 6).value = f"桃林镇{page.cell(row, 6).value}"
            mended += 1
    out = io.BytesIO()
    book.save(out)
    again = registry.upload(out.getvalue(), filename="改正表.xlsx")
    assert again.counts == {"accepted": mended, "merged": 0, "rejected": page.max_row - 3 - mended}
    assert mended > 3


def test_there_is_no_correction_workbook_without_bad_rows(registry: Registry) -> None:
    uploaded = registry.upload(sheet(child(1)))
    with pytest.raises(errors.NothingToCorrect):
        uploaded.correction  # noqa: B018
    import_id = registry.start(CLASS)
    with pytest.raises(errors.ImportNotFinished):
        registry.call(COUNTY, "correction_workbook", import_id=import_id)


def test_a_correction_workbook_holds_text_and_no_formula(registry: Registry) -> None:
    text = as_csv(table([child(1, name=None, father_name="=1+1")]), "utf-8")
    uploaded = registry.upload(text, filename="a.csv")
    page = load_workbook(io.BytesIO(uploaded.correction)).worksheets[0]
    cell = next(c for c in page[3] if c.value == "=1+1")
    assert cell.data_type == "s"


# -- rails --------------------------------------------------------------------------------------


def test_no_name_or_number_of_a_roster_lies_open_in_the_database(
    registry: Registry, tmp_path: Path
) -> None:
    planted = child(1, name="甄隐藏", guardian_name="贾密语", remarks="藏字条")
    bad = child(2, name="甄隐藏", village="某某村")
    registry.upload(sheet(planted, bad), filename="甄隐藏的班.xlsx")
    secrets = (
        "甄隐藏",
        "贾密语",
        planted["id_number"],
        planted["guardian_phone"],
        bad["id_number"],
    )
    for path in tmp_path.glob("test.db*"):
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content
            assert json.dumps(secret)[1:-1].encode() not in content
            assert base64.b64encode(secret.encode()) not in content


def test_looking_at_rows_and_taking_them_along_is_in_the_access_log(registry: Registry) -> None:
    uploaded = registry.upload("roster_class")
    assert uploaded.rows
    assert uploaded.correction
    seen = {(row["operation"], row["subject"]) for row in registry.desk.rows("access_log")}
    assert ("registry.list_import_rows", f"import/{uploaded.id}") in seen
    assert ("registry.correction_workbook", f"import/{uploaded.id}") in seen


def test_an_import_that_brings_something_tells_its_counts_and_one_that_does_not_is_silent(
    registry: Registry,
) -> None:
    registry.upload(sheet(child(1), child(2), child(3, name=None)))
    registry.upload(sheet(child(1), child(2)))
    registry.upload(sheet(child(4, village="某某村")))
    told = [data for name, data in registry.desk.published() if name == "roster_imported"]
    counts = [(data["accepted"], data["merged"], data["rejected"]) for data in told]
    assert counts == [(2, 0, 1)]


def test_portions_grow_and_shrink_with_the_time_they_take() -> None:
    size = importing._next_size
    assert size(10, 0.01) == 20
    assert size(60, 0.2) == 15
    assert size(10, 10.0) == importing.LEAST_PORTION
    assert size(300, 0.0) == importing.MOST_PORTION
