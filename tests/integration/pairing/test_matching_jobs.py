import re
from typing import Any

import pytest

from services.pairing import service
from services.pairing.service import PairingService
from shared.child_process import ChildFailed
from shared.contracts.pairing.errors import MatchingNotFound, MatchingUnderWay
from shared.errors import AccessDenied, InvalidRequest
from tests.integration.pairing.township import (
    COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
    Township,
)

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def pairs(town: Township, matching: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(p["child_id"], p["slot"], p["helper_id"]) for p in town.proposals(matching)}


def test_a_matching_that_is_ready_is_a_fact(town: Township) -> None:
    town.child(4)
    town.helper("cadre")
    matching = town.match(TOWNSHIP)
    [event] = town.published("matching_proposed")
    assert event == {
        "version": 2,
        "matching_id": matching["id"],
        "area_code": TOWNSHIP,
        "requested_by": "county",
        "proposed": 1,
        "uncovered": 1,
    }


def test_a_new_matching_takes_the_place_of_the_old_ones_open_proposals(town: Township) -> None:
    town.child(2)
    town.helper()
    first, second = town.match(), town.match()
    assert [p["status"] for p in town.proposals(first)] == ["lapsed"]
    assert [p["status"] for p in town.proposals(second)] == ["open"]


def test_one_matching_of_a_place_runs_at_a_time(town: Township) -> None:
    town.call("start_matching", area=TOWNSHIP)
    with pytest.raises(MatchingUnderWay):
        town.call("start_matching", area=TOWNSHIP)
    assert town.call("start_matching", area=OTHER_TOWNSHIP)["status"] == "queued"


def test_a_township_starts_and_sees_its_own_matchings(town: Township) -> None:
    matching = town.match(OTHER_TOWNSHIP)
    with pytest.raises(AccessDenied):
        town.call("start_matching", town.officer, area=OTHER_TOWNSHIP)
    with pytest.raises(AccessDenied):
        town.call("start_matching", town.officer, area=COUNTY)
    with pytest.raises(AccessDenied):
        town.call("get_matching", town.officer, matching_id=matching["id"])
    with pytest.raises(AccessDenied):
        town.call("list_proposals", town.villager, matching_id=matching["id"])
    assert town.call("list_matchings", town.officer)["items"] == []
    with pytest.raises(MatchingNotFound):
        town.call("get_matching", matching_id=UNKNOWN)
    with pytest.raises(InvalidRequest):
        town.call("start_matching", area="52")


def test_a_job_cut_short_leaves_no_half_of_a_matching(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after some rows were saved: the job runs again and the answer is there once."""
    for _ in range(3):
        town.child(2)
    town.helper("teacher")
    monkeypatch.setattr(service, "SAVED_AT_ONCE", 1)
    monkeypatch.setattr(service.matchings, "propose", _dies)
    matching_id = town.call("start_matching", area=COUNTY)["id"]
    with pytest.raises(KeyboardInterrupt):
        PairingService.match(town.desk._self, matching_id)
    assert len(town.desk.rows("proposals")) == 3
    seen = town.call("list_proposals", matching_id=matching_id)
    assert seen["items"] == []

    monkeypatch.undo()
    PairingService.match(town.desk._self, matching_id)
    PairingService.match(town.desk._self, matching_id)
    assert len(town.desk.rows("proposals")) == 3
    assert len(town.published("matching_proposed")) == 1


def _dies(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_a_matching_that_cannot_be_solved_has_failed_and_blocks_nobody(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> bytes:
        raise ChildFailed("out of memory")

    monkeypatch.setattr(service, "run_in_child", broken)
    matching_id = town.call("start_matching", area=COUNTY)["id"]
    PairingService.match(town.desk._self, matching_id)
    failed = town.call("get_matching", matching_id=matching_id)
    assert (failed["status"], failed["problem"]) == ("failed", "ChildFailed")
    monkeypatch.undo()
    assert town.match()["status"] == "proposed"


def test_proposals_are_paged_level_4_first(town: Township) -> None:
    for level in (1, 2, 3, 4):
        town.child(level)
    town.helper("teacher")
    town.helper("cadre")
    matching = town.match()
    first = town.call("list_proposals", matching_id=matching["id"], limit=2)
    second = town.call("list_proposals", matching_id=matching["id"], limit=9, after=first["next"])
    levels = [p["level"] for p in first["items"] + second["items"]]
    assert levels == sorted(levels, reverse=True)
    assert second["next"] is None
    only = town.call("list_proposals", matching_id=matching["id"], level=4)["items"]
    assert {p["level"] for p in only} == {4}
    with pytest.raises(InvalidRequest):
        town.call("list_proposals", matching_id=matching["id"], after="x")


def test_looking_at_proposals_leaves_a_trace_per_child(town: Township) -> None:
    child_id = town.child(2)
    town.helper()
    town.proposals(town.match())
    viewed = [row for row in town.desk.rows("access_log") if "proposals" in row["operation"]]
    assert [row["subject"] for row in viewed] == [child_id]


def test_matchings_are_listed_newest_first(town: Township) -> None:
    matchings = [town.match(VILLAGE)["id"] for _ in range(3)]
    first = town.call("list_matchings", limit=2)
    second = town.call("list_matchings", limit=2, after=first["next"])
    listed = [matching["id"] for matching in first["items"] + second["items"]]
    assert listed == matchings[::-1]


def test_no_reason_names_anybody(town: Township) -> None:
    """Reasons are kept for ever: they hold codes and helper ids."""
    town.child(4)
    town.helper("cadre")
    town.match()
    stored = str(town.desk.rows("proposals")) + str(town.desk.rows("unmatched"))
    assert not re.search(r"[\u4e00-\u9fff]", stored)
