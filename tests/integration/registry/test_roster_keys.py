"""The two sample rosters end row by row as their answer keys say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.registry.service import RegistryService
from shared.child_process import run_in_child
from shared.clock import travel_to
from tests.integration.registry.rosters import Registry, key
from tests.service_desk import open_desk

ROSTERS = ("roster_class", "roster_grouped")


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    travel_to(date(2025, 9, 10))
    with open_desk(RegistryService, database_url, tmp_path) as desk:
        yield Registry(desk).with_areas()


def told(remarks: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(remark["column"], remark["heading"]) for remark in remarks}


@pytest.mark.parametrize("name", ROSTERS)
def test_every_row_ends_as_its_key_says(registry: Registry, name: str) -> None:
    answer = key(name)
    uploaded = registry.upload(name, child=run_in_child)
    assert uploaded.view["status"] == "done"
    assert uploaded.counts == answer["counts"]
    rows = {row["row"]: row for row in uploaded.rows}
    assert sorted(rows) == sorted(entry["row"] for entry in answer["rows"])
    for entry in answer["rows"]:
        row = rows[entry["row"]]
        got = (
            row["outcome"],
            row["left_behind"],
            told(row["problems"]),
            told(row["warnings"]),
        )
        wanted = (
            entry["outcome"],
            entry["left_behind"],
            told(entry["problems"]),
            told(entry["warnings"]),
        )
        assert got == wanted, entry


@pytest.mark.parametrize("name", ROSTERS)
def test_a_second_import_merges_changes_nothing_and_emits_nothing(
    registry: Registry, name: str
) -> None:
    answer = key(name)
    registry.upload(name)
    children, events = registry.children(), registry.desk.published()
    histories = len([h for h in registry.desk.rows("history") if h["subject"][:6] == "child/"])
    again = registry.upload(name)
    assert again.counts == {
        "accepted": 0,
        "merged": answer["counts"]["accepted"] + answer["counts"]["merged"],
        "rejected": answer["counts"]["rejected"],
    }
    assert registry.children() == children
    assert registry.desk.published() == events
    after = [h for h in registry.desk.rows("history") if h["subject"][:6] == "child/"]
    assert len(after) == histories
    left = {entry["row"]: entry["left_behind"] for entry in answer["rows"]}
    assert {row["row"]: row["left_behind"] for row in again.rows} == left
