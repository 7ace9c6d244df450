"""A school's health checks from a workbook: each row accepted or sent back by its cell."""

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from services.registry.handlers.health_sheets import run_health_sheet
from shared.access.roles import Role
from shared.clock import today
from shared.contracts.registry.errors import ImportNotFound, NothingToCorrect
from shared.contracts.registry.schooling.errors import DayOutOfRange
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import COUNTY, opened
from tests.integration.registry.rosters import in_this_process
from tests.integration.registry.test_health_checks import CLASS, Sheet

HEAD = ["班级", "姓名", "出生日期", "身高（厘米）", "体重/公斤", "左眼视力", "肺活量", "耳鼻喉"]


@pytest.fixture
def sheet(database_url: str, tmp_path: Path) -> Iterator[Sheet]:
    for registry in opened(database_url, tmp_path):
        yield Sheet(registry)


def book(*rows: list[Any], head: list[str] = HEAD) -> str:
    whole = Workbook()
    page = whole.active
    assert page is not None
    for row in (["甲小学体检表"], head, *rows):
        page.append(row)
    out = BytesIO()
    whole.save(out)
    return base64.b64encode(out.getvalue()).decode()


def upload(sheet: Sheet, content: str, viewer: Viewer | None = None, **more: Any) -> Any:
    about = {"filename": "体检.xlsx", "school_id": sheet.school, "checked_on": "2025-09-08"}
    who = viewer or sheet.teacher
    started = sheet.registry.call(who, "start_health_sheet", content=content, **about | more)
    run_health_sheet(sheet.registry.database.transaction, started["id"], child=in_this_process)
    return sheet.registry.call(who, "get_health_sheet", import_id=started["id"])


def rows_of(sheet: Sheet, done: Any) -> list[Any]:
    ask = {"import_id": done["id"]}
    return sheet.registry.call(sheet.teacher, "list_health_sheet_rows", **ask)["items"]


def said(row: Any) -> list[tuple[str | None, str]]:
    return [(one["column"], one["code"]) for one in row["problems"]]


def test_good_rows_are_kept_and_bad_ones_sent_back_by_their_cells(sheet: Sheet) -> None:
    done = upload(
        sheet,
        book(
            [CLASS, "张小明", None, "１３５，５", "30公斤", 4.6, "1500", "正常"],
            [CLASS, "王小红", None, 1300, "重", None, None, "发炎"],
            [CLASS, "没有的人", None, 120, 20, None, None, None],
            [CLASS, None, None, 120, 20, None, None, None],
        ),
    )
    counts = [done[name] for name in ("status", "total", "accepted", "merged", "rejected")]
    assert counts == ["done", 4, 1, 0, 3]
    good, hong, nobody, blank = rows_of(sheet, done)
    assert (good["outcome"], good["child_id"], good["row"]) == ("accepted", sheet.ming, 3)
    assert said(hong) == [
        ("E", "MeasureUnreadable"),
        ("D", "MeasureOutOfRange"),
        ("H", "EntUnreadable"),
    ]
    assert (said(nobody), said(blank)) == ([("B", "PupilUnknown")], [("B", "PupilNameMissing")])
    [check] = sheet.growth(sheet.teacher)
    values = {name: value for name, value in check["values"].items() if value is not None}
    assert values == {
        "height_cm": 135.5,
        "weight_kg": 30.0,
        "vision_left": 4.6,
        "lung_ml": 1500,
        "ent": "normal",
    }
    assert check["abnormal"] == ["vision"]
    assert "health_check_abnormal" in sheet.registry.told()


def test_the_correction_workbook_holds_the_bad_rows_and_comes_back_mended(sheet: Sheet) -> None:
    done = upload(
        sheet,
        book([CLASS, "张小明", None, 135, 30], [CLASS, "王小红", None, "一米三", 25]),
    )
    ask = {"import_id": done["id"]}
    file = sheet.registry.call(sheet.teacher, "health_corrections", **ask)
    page = load_workbook(BytesIO(base64.b64decode(file["content"]))).active
    assert page is not None
    assert [page.cell(3, column).value for column in (2, 5)] == ["王小红", 25]
    assert "数字" in str(page.cell(3, 4).comment.text)  # type: ignore[union-attr]
    page.cell(3, 4).value = 128
    out = BytesIO()
    page.parent.save(out)  # type: ignore[union-attr]
    again = upload(sheet, base64.b64encode(out.getvalue()).decode())
    assert (again["accepted"], again["rejected"]) == (1, 0)
    with pytest.raises(NothingToCorrect):
        sheet.registry.call(sheet.teacher, "health_corrections", import_id=again["id"])


def test_the_same_sheet_again_changes_nothing(sheet: Sheet) -> None:
    rows = [CLASS, "张小明", None, 135, 30], [CLASS, "王小红", None, None, None]
    first = upload(sheet, book(*rows))
    told = len(sheet.registry.published())
    again = upload(sheet, book(*rows))
    assert [(one["accepted"], one["merged"]) for one in (first, again)] == [(1, 1), (0, 2)]
    assert len(sheet.registry.published()) == told
    assert len(sheet.growth(sheet.teacher)) == 1


def test_pupils_of_one_name_are_told_apart_or_asked_about(sheet: Sheet) -> None:
    at = {"school_id": sheet.school, "id_number": None, "class_name": CLASS}
    twin = sheet.registry.register(**at, name="王小红", birth_date="2016-05-01")["id"]
    done = upload(
        sheet,
        book(
            [CLASS, "王小红", None, 130, 25],
            [CLASS, "王小红", "2016.5.1", 131, 26],
            [CLASS, "王小红", "2016-05-01", 132, 27],
        ),
    )
    unclear, told, twice = rows_of(sheet, done)
    assert said(unclear) == [("C", "PupilAmbiguous")]
    assert (told["outcome"], told["child_id"]) == ("accepted", twin)
    assert said(twice) == [("B", "PupilTwice")]


def test_a_birth_date_that_is_another_childs_finds_nobody(sheet: Sheet) -> None:
    [row] = rows_of(sheet, upload(sheet, book([CLASS, "王小红", "2011-01-31", 130, 25])))
    assert said(row) == [("B", "PupilUnknown")]


def test_a_class_list_is_no_sheet_of_health_checks(sheet: Sheet) -> None:
    done = upload(sheet, book([CLASS, "王小红"], head=["班级", "姓名"]))
    assert (done["status"], done["problem"]) == ("failed", "HealthHeaderNotFound")


def test_only_those_who_measure_see_a_sheet(sheet: Sheet) -> None:
    done = upload(sheet, book([CLASS, "张小明", None, 135, 30]), viewer=sheet.staff(Role.CLINIC))
    ask = {"import_id": done["id"]}
    federation = Viewer(account_id="f", roles=frozenset({Role.COUNTY_FEDERATION}), area="520330")
    for viewer, operation in (
        (federation, "get_health_sheet"),
        (sheet.parent, "list_health_sheet_rows"),
        (
            Viewer(account_id="x", roles=frozenset({Role.CLINIC}), school_id="other"),
            "health_corrections",
        ),
    ):
        with pytest.raises(AccessDenied):
            sheet.registry.call(viewer, operation, **ask)
    with pytest.raises(ImportNotFound):
        sheet.registry.call(COUNTY, "get_import", **ask)
    listed = sheet.registry.call(sheet.teacher, "list_health_sheets")["items"]
    assert [one["id"] for one in listed] == [done["id"]]
    assert sheet.registry.call(sheet.teacher, "list_imports")["items"] == []


def test_a_sheet_without_its_columns_or_day_is_refused_whole(sheet: Sheet) -> None:
    done = upload(sheet, book(["甲", "乙"], head=["名称", "数量"]))
    assert (done["status"], done["problem"]) == ("failed", "HealthHeaderNotFound")
    with pytest.raises(DayOutOfRange):
        upload(
            sheet, book([CLASS, "张小明", None, 135]), checked_on=str(today().replace(year=2024))
        )


def test_the_template_names_each_pupil_of_the_school(sheet: Sheet) -> None:
    ask = {"school_id": sheet.school}
    found = sheet.registry.call(sheet.teacher, "health_template", **ask)
    assert [row["name"] for row in found["rows"]] == ["张小明", "王小红"]
    assert found["term"] == "2025-autumn"
    with pytest.raises(AccessDenied):
        sheet.registry.call(sheet.parent, "health_template", **ask)
