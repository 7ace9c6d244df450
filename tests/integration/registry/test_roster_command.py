"""`lantian import` as other programs call it: arguments, report, exit codes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.integration.registry.rosters import AREAS, DATA, ROOT, key
from tests.unit.registry.sheets import PLAIN_HEADINGS, child, table, workbook


def lantian(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("LANTIAN_")}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "lantian",
            "--data",
            str(folder / "data"),
            "--today",
            "2025-09-10",
            "import",
            *words,
        ],
        cwd=ROOT,
        env={**given, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    done = lantian(folder, "areas", str(AREAS / "areas_xishui.csv"))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def county(places: Path, tmp_path: Path) -> Path:
    return copytree(places, tmp_path / "county")


def children(county: Path, file: Path, **settings: str) -> tuple[int, dict[str, Any]]:
    out = county / "out.json"
    done = lantian(county, "children", str(file), "--report", str(out), **settings)
    report = json.loads(out.read_text("utf-8")) if done.returncode == 0 else {}
    return done.returncode, report


def plain(row: dict[str, Any]) -> Any:
    def told(remarks: list[dict[str, str]]) -> list[tuple[str, str]]:
        return sorted((remark["column"], remark["heading"]) for remark in remarks)

    return (
        row["row"],
        row["outcome"],
        row["left_behind"],
        told(row["problems"]),
        told(row["warnings"]),
    )


@pytest.mark.parametrize("name", ["roster_class", "roster_grouped"])
def test_the_report_is_the_answer_key(county: Path, name: str) -> None:
    code, report = children(county, DATA / f"{name}.xlsx")
    answer = key(name)
    assert code == 0
    assert report["counts"] == answer["counts"]
    assert [plain(row) for row in report["rows"]] == [plain(row) for row in answer["rows"]]
    for row in report["rows"]:
        assert set(row) == {"row", "outcome", "left_behind", "problems", "warnings"}
        for remark in (*row["problems"], *row["warnings"]):
            assert set(remark) == {"column", "heading", "message"}
            assert remark["message"]


def test_a_second_import_merges_everything(county: Path) -> None:
    children(county, DATA / "roster_class.xlsx")
    _, report = children(county, DATA / "roster_class.xlsx")
    assert report["counts"] == {"accepted": 0, "merged": 77, "rejected": 23}


def test_a_sheet_is_named_where_there_are_several(county: Path) -> None:
    book = workbook(("一班", table([child(1)])), ("二班", table([child(2)])))
    file = county / "two.xlsx"
    file.write_bytes(book)
    _, report = children(county, file)
    assert [(row["sheet"], row["row"]) for row in report["rows"]] == [("一班", 3), ("二班", 3)]


def test_a_file_that_is_no_roster_ends_with_2_and_says_why(county: Path) -> None:
    headings = {name: head for name, head in PLAIN_HEADINGS.items() if name != "name"}
    wrong = {
        "picture.png": (b"\x89PNG\r\n\x1a\n\x00\x00", "FileNotReadable"),
        "nameless.xlsx": (workbook(("a", table([child(1)], headings))), "NameColumnMissing"),
        "empty.csv": (b"", "FileEmpty"),
    }
    for name, (content, refusal) in wrong.items():
        file = county / name
        file.write_bytes(content)
        done = lantian(county, "children", str(file))
        assert (done.returncode, done.stderr.split(":")[0]) == (2, refusal)
    assert lantian(county, "children", str(county / "missing.xlsx")).returncode == 2
    assert lantian(county, "areas", str(county / "empty.csv")).returncode == 2


@pytest.mark.parametrize("point", ["after_roster_read", "after_rows_stored:2", "after_last_row"])
def test_a_killed_import_run_again_ends_as_an_unkilled_one(county: Path, point: str) -> None:
    file = DATA / "roster_class.xlsx"
    code, _ = children(county, file, LANTIAN_CRASH_AT=point)
    assert code == -signal.SIGKILL
    code, report = children(county, file)
    assert code == 0
    answer = key("roster_class")
    assert report["counts"]["rejected"] == answer["counts"]["rejected"]
    both = answer["counts"]["accepted"] + answer["counts"]["merged"]
    assert report["counts"]["accepted"] + report["counts"]["merged"] == both
    left = [(row["row"], row["left_behind"]) for row in report["rows"]]
    assert left == [(row["row"], row["left_behind"]) for row in answer["rows"]]
