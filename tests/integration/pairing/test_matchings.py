from typing import Any

from shared.contracts.registry.events import PackAdopted
from tests.integration.pairing.township import (
    COUNTY,
    FAR_VILLAGE,
    NEXT_VILLAGE,
    VILLAGE,
    Township,
    a_year_and_a_day_later,
    mark,
)

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def pairs(town: Township, matching: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(p["child_id"], p["slot"], p["helper_id"]) for p in town.proposals(matching)}


def test_level_4_gets_one_cadre_and_one_teacher(town: Township) -> None:
    child_id, cadre, teacher = town.child(4), town.helper("cadre"), town.helper("teacher")
    matching = town.match()
    assert (matching["status"], matching["proposed"], matching["uncovered"]) == ("proposed", 2, 0)
    assert pairs(town, matching) == {(child_id, "cadre", cadre), (child_id, "teacher", teacher)}
    assert matching["summary"]["full4"] == matching["summary"]["children4"] == 1
    assert matching["pack"] == "national"
    assert matching["pack_hash"]


def test_need_comes_before_nearness(town: Township) -> None:
    """The only teacher goes to the level-4 child of another township, whom nobody else covers."""
    far = town.child(4, area_code=FAR_VILLAGE)
    town.child(3)
    cadre = town.helper("cadre", capacity=1)
    teacher = town.helper("teacher", capacity=1)
    matching = town.match()
    assert pairs(town, matching) == {(far, "cadre", cadre), (far, "teacher", teacher)}
    [left] = town.unmatched(matching)
    assert (left["level"], left["coverage"], left["missing"]) == (3, "none", ["any"])


def test_near_comes_first_where_need_is_equal(town: Township) -> None:
    here, there = town.child(2), town.child(2, area_code=FAR_VILLAGE)
    near, far = town.helper("cadre", capacity=1), town.helper(area_code=FAR_VILLAGE, capacity=1)
    assert pairs(town, town.match()) == {(here, "any", near), (there, "any", far)}


def test_kin_comes_before_strangers_and_never_ones_own(town: Township) -> None:
    child_id = town.child(2, kin_marks=[mark("phone", "13900001111")])
    town.helper(phone="139 0000 1111")  # the father
    town.helper()
    uncle = town.helper(bonds=[{"child_id": child_id, "kind": "kin"}])
    matching = town.match()
    assert pairs(town, matching) == {(child_id, "any", uncle)}
    [proposal] = town.proposals(matching)
    assert proposal["why"] == "同村；亲属；结对后帮扶1人，最多2人。"


def test_a_father_is_never_proposed_even_where_nobody_else_is(town: Township) -> None:
    town.child(2, kin_marks=[mark("phone", "13900001111")])
    father = town.helper(phone="13900001111")
    matching = town.match()
    assert matching["proposed"] == 0
    [left] = town.unmatched(matching)
    assert left["why"] == "全县没有可以担任的帮扶人。"
    assert father not in str(left["reasons"])


def test_a_childs_own_teacher_is_a_bond(town: Township) -> None:
    school = "5c9f1f4e-0000-4000-8000-000000000001"
    child_id = town.child(2, school_id=school)
    town.helper("teacher")
    own = town.helper("teacher", school_id=school)
    matching = town.match()
    assert pairs(town, matching) == {(child_id, "any", own)}
    assert "同校教师" in town.proposals(matching)[0]["why"]


def test_both_wishes_about_sex_hold(town: Township) -> None:
    child_id = town.child(2, sex="female")
    town.helper(child_sex="male")
    man = town.helper()
    town.consent(child_id, helper_sex="female")
    matching = town.match()
    assert matching["proposed"] == 0
    [left] = town.unmatched(matching)
    assert "有空，只是性别要求不符" in left["why"]
    lacking = {reason["code"]: reason["params"] for reason in left["reasons"]}
    assert lacking["lacks_sex"]["tier"] == "village"
    town.consent(child_id, helper_sex="any")
    assert pairs(town, town.match()) == {(child_id, "any", man)}


def test_only_available_helpers_are_proposed_and_the_others_say_what_they_lack(
    town: Township,
) -> None:
    town.child(2)
    town.apply()
    checked = town.apply(area_code=NEXT_VILLAGE)["id"]
    town.check(checked)
    full = town.helper(area_code=FAR_VILLAGE, capacity=1)
    town.arrange(town.agreed_child(3, area_code=FAR_VILLAGE), full)
    matching = town.match()
    assert matching["proposed"] == 0
    [left] = town.unmatched(matching)
    assert [reason["code"] for reason in left["reasons"]] == [
        "nobody",
        "lacks_not_checked",
        "lacks_not_approved",
        "lacks_capacity",
    ]
    assert left["why"] == (
        "全县没有可以担任的帮扶人；同村一位申请人（帮扶人）只差核查和批准；"
        "同乡镇一位申请人（帮扶人）只差批准；同县一位帮扶人只差名额。"
    )


def test_an_expired_check_keeps_a_helper_out_and_is_named(town: Township) -> None:
    town.child(2)
    helper_id = town.helper()
    town.on(a_year_and_a_day_later())
    matching = town.match()
    [left] = town.unmatched(matching)
    assert left["reasons"][1] == {
        "code": "lacks_check_expired",
        "params": {"slot": "any", "helper_id": helper_id, "tier": "village"},
    }


def test_pupils_are_not_proposed_in_the_place_of_an_adult(town: Township) -> None:
    town.child(2)
    town.helper("peer", id_number="610924201209010248")
    assert town.match()["proposed"] == 0


def test_standing_pairings_are_kept_and_only_the_gap_is_filled(town: Township) -> None:
    child_id = town.agreed_child(4)
    cadre, other = town.helper("cadre"), town.helper("cadre")
    teacher = town.helper("teacher")
    town.arrange(child_id, cadre, "cadre")
    matching = town.match()
    assert pairs(town, matching) == {(child_id, "teacher", teacher)}
    assert matching["summary"]["full4"] == 1
    assert other not in str(town.proposals(matching))


def test_half_covered_is_shown_as_half(town: Township) -> None:
    town.child(4)
    town.helper("cadre")
    matching = town.match()
    [left] = town.unmatched(matching)
    assert (left["coverage"], left["missing"]) == ("half", ["teacher"])
    assert matching["summary"]["half4"] == 1
    # Nothing is decided yet: the coverage of the place is what is active.
    assert (town.total()["half4"], town.total()["none4"]) == (0, 1)


def test_children_without_a_level_or_without_need_are_not_matched(town: Township) -> None:
    town.child(0)
    town.child(2, status="not_left_behind")
    town.helper()
    matching = town.match()
    assert matching["proposed"] == 0
    assert matching["summary"]["ungraded"] == 1
    assert town.unmatched(matching) == []


def test_the_least_load_is_reported_and_not_forced(town: Township) -> None:
    """A leader of a school should have four, but there is one child."""
    town.child(2)
    town.helper("school_leader")
    assert town.match()["summary"]["below_least"] == 1


def test_a_place_is_matched_with_helpers_of_the_whole_county(town: Township) -> None:
    child_id = town.child(2)
    town.child(2, area_code=FAR_VILLAGE)
    far = town.helper(area_code=FAR_VILLAGE)
    matching = town.match(VILLAGE)
    assert pairs(town, matching) == {(child_id, "any", far)}
    assert "同县" in town.proposals(matching)[0]["why"]


def test_the_pack_that_the_county_adopted_decides(town: Township) -> None:
    town.fact(PackAdopted(area_code=COUNTY, pack="xishui", valid_from="2025-09-01", version=1))
    town.fact(PackAdopted(area_code=COUNTY, pack="heishi", valid_from="2026-09-01", version=2))
    town.child(2)
    assert town.match()["pack"] == "xishui"


def test_proposals_say_whether_consent_is_on_file(town: Township) -> None:
    agreed, silent = town.agreed_child(2), town.child(2)
    withdrawn = town.agreed_child(2)
    town.call("withdraw_consent", child_id=withdrawn)
    town.helper("teacher")
    found = {p["child_id"]: p["consented"] for p in town.proposals(town.match())}
    assert found == {agreed: True, silent: False}
