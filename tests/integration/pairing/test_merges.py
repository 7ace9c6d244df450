"""Pairings and consents follow a child whose two files were merged, and come back undone."""

from typing import Any

from shared import clock
from shared.contracts.registry.events import ChildChanged
from tests.integration.pairing.township import VILLAGE, Township, a_year_and_a_day_later


def tell(town: Township, child_id: str, version: int, **more: Any) -> None:
    facts = {"child_id": child_id, "version": version, "area_code": VILLAGE, "school_id": None}
    plain = {"class_name": None, "sex": "female", "birth_date": "2015-05-01", "level": 4}
    rest = {"status": "left_behind", "stage": "primary", "boarder": True}
    town.desk.fact(ChildChanged(**{**facts, **plain, **rest, **more}))


def pair(town: Township, child_id: str, helper_id: str, slot: str = "cadre") -> Any:
    return town.call("arrange_pairing", child_id=child_id, helper_id=helper_id, slot=slot)


def live(town: Township, child_id: str) -> set[str]:
    found = town.call("list_pairings", child_id=child_id)["items"]
    return {one["helper_id"] for one in found if one["status"] != "ended"}


def test_pairings_go_on_for_the_child_that_stays_and_come_back(town: Township) -> None:
    survivor, absorbed = town.agreed_child(), town.agreed_child()
    cadre, teacher, third = town.helper(), town.helper("teacher"), town.helper()
    pair(town, survivor, cadre)
    pair(town, absorbed, teacher, "teacher")
    pair(town, absorbed, third, "cadre")
    tell(town, absorbed, 2, merged_into=survivor)
    assert live(town, survivor) == {cadre, teacher, third}
    assert live(town, absorbed) == set()
    moved = [data for name, data in town.desk.published() if name == "pairing_moved"]
    assert {(m["child_id"], m["from_child_id"]) for m in moved} == {(survivor, absorbed)}
    slots = {p["helper_id"]: p["slot"] for p in town.call("list_pairings")["items"]}
    assert (slots[cadre], slots[teacher], slots[third]) == ("cadre", "teacher", "any")
    tell(town, absorbed, 3)
    assert (live(town, survivor), live(town, absorbed)) == ({cadre}, {teacher, third})
    slots = {p["helper_id"]: p["slot"] for p in town.call("list_pairings")["items"]}
    assert slots[third] == "cadre"


def test_one_helper_has_the_child_once_and_the_place_given_back(town: Township) -> None:
    survivor, absorbed = town.agreed_child(), town.agreed_child()
    helper = town.helper()
    pair(town, survivor, helper)
    pair(town, absorbed, helper)
    tell(town, absorbed, 2, merged_into=survivor)
    assert live(town, survivor) == {helper}
    assert town.get_helper(helper)["load"] == 1
    tell(town, absorbed, 3)
    assert live(town, absorbed) == {helper}
    assert town.get_helper(helper)["load"] == 2


def test_a_merged_file_is_matched_no_more_and_its_consent_stands_for_the_child(
    town: Township,
) -> None:
    survivor, absorbed = town.child(), town.agreed_child()
    tell(town, absorbed, 2, merged_into=survivor)
    found = town.call("list_consents", child_id=survivor)["items"]
    assert len(found) == 1
    assert pair(town, survivor, town.helper())["status"] == "active"
    coverage = town.call("coverage", area=VILLAGE)["total"]
    assert coverage["children4"] == 1


def test_an_older_fact_does_not_take_a_merge_back(town: Township) -> None:
    survivor, absorbed = town.agreed_child(), town.agreed_child()
    helper = town.helper()
    pair(town, absorbed, helper)
    tell(town, absorbed, 5, merged_into=survivor)
    tell(town, absorbed, 4)
    tell(town, absorbed, 5, merged_into=survivor)
    assert live(town, survivor) == {helper}


def merged_pair(town: Township, **helper: Any) -> tuple[str, str, str]:
    """One helper with both files of a child, and the files merged."""
    survivor, absorbed = town.agreed_child(2), town.agreed_child(2)
    own = town.helper("volunteer", **helper)
    pair(town, survivor, own, "any")
    pair(town, absorbed, own, "any")
    tell(town, absorbed, 2, level=2, merged_into=survivor)
    return survivor, absorbed, own


def test_a_merge_undone_after_a_withdrawal_brings_no_pair_back(town: Township) -> None:
    survivor, absorbed, helper = merged_pair(town)
    town.call("withdraw_consent", child_id=survivor, why="不愿意了")
    tell(town, absorbed, 3, level=2)
    assert live(town, absorbed) == set()
    assert town.get_helper(helper)["load"] == 0


def test_a_merge_undone_after_the_check_ran_out_brings_no_pair_back(town: Township) -> None:
    _, absorbed, _ = merged_pair(town)
    clock.travel_to(a_year_and_a_day_later())  # before the timer has fired
    before = {row["subject"] for row in town.desk.rows("timers") if row["kind"] == "rematch"}
    tell(town, absorbed, 3, level=2)
    assert live(town, absorbed) == set()
    after = {row["subject"] for row in town.desk.rows("timers") if row["kind"] == "rematch"}
    assert len(after - before) == 1  # somebody else for the child


def test_a_merge_undone_brings_back_only_what_that_merge_had_ended(town: Township) -> None:
    survivor, absorbed, helper = merged_pair(town, capacity=2)
    pair(town, third := town.agreed_child(2), helper, "any")
    tell(town, absorbed, 3, level=2)  # no place left
    [filling] = [row["id"] for row in town.desk.rows("pairings") if row["child_id"] == third]
    town.call("end_pairing", pairing_id=filling, reason="fulfilled")
    pair(town, absorbed, helper, "any")
    tell(town, absorbed, 4, level=2, merged_into=survivor)
    tell(town, absorbed, 5, level=2)
    assert live(town, absorbed) == live(town, survivor) == {helper}
    assert town.get_helper(helper)["load"] == 2


def test_the_history_says_that_a_resting_pair_was_ended_by_a_merge(town: Township) -> None:
    survivor, absorbed = town.agreed_child(2), town.agreed_child(2)
    helper = town.helper()
    pair(town, survivor, helper, "any")
    resting = pair(town, absorbed, helper, "any")["id"]
    town.on(a_year_and_a_day_later())
    tell(town, absorbed, 2, level=2, merged_into=survivor)
    changes = town.desk.history(f"pairing/{resting}")[-1]["changes"]
    assert changes["status"] == ["suspended", "ended"]
