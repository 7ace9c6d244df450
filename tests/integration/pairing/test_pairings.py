from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.errors import (
    AlreadyPaired,
    CapacityReached,
    HelperNotApproved,
    NoPairingNeeded,
    OwnChild,
    PairingNotLive,
    RecordCheckExpired,
    SexPreferenceNotMet,
    SlotTaken,
)
from shared.contracts.registry.events import ChildGraded
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests import event_samples
from tests.integration.pairing.township import (
    FAR_VILLAGE,
    NEXT_VILLAGE,
    OTHER_TOWNSHIP,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Township,
    a_year_and_a_day_later,
    mark,
)


def accept(town: Township, proposal: dict[str, Any], viewer: Viewer | None = None) -> Any:
    return town.call("accept_proposal", viewer, proposal_id=proposal["id"])


def graded(child_id: str, version: int, **more: Any) -> Any:
    facts = {"child_id": child_id, "version": version, "area_code": VILLAGE, "school_id": None}
    rest = {"sex": "female", "birth_date": "2015-05-01", "kin_marks": []}
    return event_samples.a(ChildGraded, **facts | rest | more)


def test_a_last_place_is_given_once(town: Township) -> None:
    children = [town.agreed_child(2), town.agreed_child(2)]
    helper_id = town.helper(capacity=1)
    town.arrange(children[0], helper_id)
    with pytest.raises(CapacityReached) as refusal:
        town.arrange(children[1], helper_id)
    assert refusal.value.args == ("1",)


def test_the_two_are_a_pair_once(town: Township) -> None:
    child_id, helper_id = town.agreed_child(2), town.helper()
    town.arrange(child_id, helper_id)
    with pytest.raises(AlreadyPaired):
        town.arrange(child_id, helper_id)


def test_a_place_at_level_4_is_filled_once_and_others_may_join_beside_it(town: Township) -> None:
    child_id = town.agreed_child(4)
    town.arrange(child_id, town.helper("cadre"), "cadre")
    with pytest.raises(SlotTaken):
        town.arrange(child_id, town.helper("cadre"), "cadre")
    for _ in range(2):
        town.arrange(child_id, town.helper("volunteer"))
    assert (town.total()["half4"], town.total()["full4"]) == (1, 0)


def test_a_cadre_from_before_level_4_counts_as_the_cadre(town: Township) -> None:
    child_id = town.agreed_child(3)
    town.arrange(child_id, town.helper("cadre"))
    assert town.total()["covered3"] == 1
    town.fact(graded(child_id, 2, level=4))
    assert (town.total()["children4"], town.total()["half4"]) == (1, 1)
    teacher = town.helper("teacher")
    assert [(p["slot"], p["helper_id"]) for p in town.proposals(town.match())] == [
        ("teacher", teacher)
    ]


def test_an_older_fact_about_a_child_is_ignored(town: Township) -> None:
    child_id = town.agreed_child(3)
    town.fact(graded(child_id, 5, level=4))
    town.fact(graded(child_id, 4, level=1))
    assert (town.total()["children4"], town.total()["children1"]) == (1, 0)


def test_a_childs_pairings_follow_it_to_another_village(town: Township) -> None:
    child_id = town.agreed_child(4)
    town.arrange(child_id, town.helper("cadre"), "cadre")
    town.fact(graded(child_id, 2, level=4, area_code=FAR_VILLAGE))
    assert town.call("list_pairings", town.officer)["items"] == []
    assert len(town.call("list_pairings", town.other_officer)["items"]) == 1
    assert town.total(OTHER_TOWNSHIP)["half4"] == 1
    assert town.total(TOWNSHIP)["children4"] == 0


def test_no_rule_about_the_helper_can_be_passed_by_hand(town: Township) -> None:
    child_id = town.agreed_child(2, kin_marks=[mark("phone", "13900001111")])
    with pytest.raises(HelperNotApproved):
        town.arrange(child_id, town.apply()["id"])
    with pytest.raises(OwnChild):
        town.arrange(child_id, town.helper(phone="13900001111"))
    with pytest.raises(SexPreferenceNotMet):
        town.arrange(child_id, town.helper(child_sex="male"))
    helper_id = town.helper()
    town.on(a_year_and_a_day_later())
    with pytest.raises(RecordCheckExpired):
        town.arrange(child_id, helper_id)


def test_a_check_that_ran_out_stops_an_acceptance_even_before_the_timer(town: Township) -> None:
    child_id, helper_id = town.agreed_child(2), town.helper()
    clock.travel_to(a_year_and_a_day_later())
    assert town.get_helper(helper_id)["status"] == "approved"
    with pytest.raises(RecordCheckExpired):
        town.arrange(child_id, helper_id)


def test_only_a_child_in_need_with_a_level_is_paired(town: Township) -> None:
    helper_id = town.helper()
    for child_id in (town.agreed_child(0), town.agreed_child(2, status="not_left_behind")):
        with pytest.raises(NoPairingNeeded):
            town.arrange(child_id, helper_id)


def test_an_ended_pairing_frees_its_place_and_stays_on_record(town: Township) -> None:
    child_id, helper_id = town.agreed_child(4), town.helper("cadre", capacity=1)
    pairing = town.arrange(child_id, helper_id, "cadre")
    fields = {"pairing_id": pairing["id"], "handover": "speaks only the dialect"}
    ended = town.call("end_pairing", reason="helper_moved", **fields)
    assert (ended["status"], ended["end_reason"], ended["ended_on"]) == (
        "ended",
        "helper_moved",
        TODAY.isoformat(),
    )
    assert town.total()["none4"] == 1
    assert "dialect" not in str(town.desk.rows("history")) + str(town.desk.rows("outbox"))
    with pytest.raises(PairingNotLive):
        town.call("end_pairing", reason="helper_moved", **fields)
    town.arrange(town.agreed_child(4), helper_id, "cadre")
    again = town.arrange(child_id, town.helper("cadre"), "cadre")
    listed = town.call("list_pairings", child_id=child_id)["items"]
    assert {each["id"] for each in listed} == {pairing["id"], again["id"]}


def test_people_do_not_give_the_reasons_that_are_the_systems(town: Township) -> None:
    pairing = town.arrange(town.agreed_child(2), town.helper())
    with pytest.raises(InvalidRequest):
        town.call("end_pairing", pairing_id=pairing["id"], reason="consent_withdrawn")


def test_the_place_of_a_suspended_helper_is_handed_over(town: Township) -> None:
    """While the check is expired the child counts as uncovered and may get somebody else."""
    child_id, resting = town.agreed_child(4), town.helper("cadre")
    first = town.arrange(child_id, resting, "cadre")
    town.on(a_year_and_a_day_later())
    assert town.total()["none4"] == 1
    fresh = town.apply("cadre")["id"]
    town.check(fresh, a_year_and_a_day_later())
    town.approve(fresh)
    [proposal] = town.proposals(town.match())
    assert proposal["helper_id"] == fresh
    accept(town, proposal)
    ended = town.pairing(first["id"], child_id)
    assert (ended["status"], ended["end_reason"]) == ("ended", "handed_over")
    town.check(resting, a_year_and_a_day_later())
    assert town.pairing(first["id"], child_id)["status"] == "ended"
    assert town.get_helper(resting)["load"] == 0


def test_a_peer_partner_joins_but_covers_nobody(town: Township) -> None:
    child_id = town.agreed_child(2)
    town.arrange(child_id, town.helper("peer", id_number="610924201209010248"))
    assert (town.total()["children2"], town.total()["covered2"]) == (1, 0)


def test_each_reader_sees_their_own_pairings(town: Township) -> None:
    mine, theirs = town.agreed_child(2), town.agreed_child(2, area_code=NEXT_VILLAGE)
    helper_id = town.helper("teacher")
    town.arrange(mine, helper_id)
    town.arrange(theirs, town.helper())
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(mine,))
    oneself = Viewer(account_id="h", roles=frozenset({Role.HELPER}), person_id=helper_id)
    for viewer in (mother, oneself, town.villager):
        seen = town.call("list_pairings", viewer)["items"]
        assert [pairing["child_id"] for pairing in seen] == [mine], viewer.account_id
    assert town.call("list_pairings", town.other_officer)["items"] == []
    with pytest.raises(AccessDenied):
        town.call("list_pairings", Viewer(account_id="x", roles=frozenset({Role.AUDITOR})))


def test_the_sum_of_the_places_below_is_the_total(town: Township) -> None:
    for level, area in ((4, VILLAGE), (3, NEXT_VILLAGE), (1, FAR_VILLAGE), (4, FAR_VILLAGE)):
        town.agreed_child(level, area_code=area)
    seen = town.call("coverage", area="520330")
    assert [row["area_code"] for row in seen["items"]] == [TOWNSHIP, OTHER_TOWNSHIP]
    for figure, total in seen["total"].items():
        if figure != "area_code":
            assert total == sum(row[figure] for row in seen["items"])
    with pytest.raises(AccessDenied):
        town.call("coverage", town.officer, area="520330")


def test_the_chains_hold_after_a_whole_life(town: Township) -> None:
    child_id, helper_id = town.agreed_child(2), town.helper()
    pairing = town.arrange(child_id, helper_id)
    town.call("end_pairing", pairing_id=pairing["id"], reason="fulfilled")
    town.call("withdraw_consent", child_id=child_id)
    operator = Viewer(account_id="o", roles=frozenset({Role.OPERATOR}))
    assert town.call("verify_records", operator)["sound"] is True
    operations = [row["operation"].partition(".")[2] for row in town.desk.rows("history")]
    assert operations == [
        "record_consent",
        "register_helper",
        "record_check",
        "approve_helper",
        "arrange_pairing",
        "end_pairing",
        "withdraw_consent",
    ]


def test_who_once_helped_a_child_sees_its_level_no_more(town: Township) -> None:
    child_id, helper_id = town.agreed_child(2), town.helper()
    pairing = town.arrange(child_id, helper_id)
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), person_id=helper_id)

    def levels(viewer: Viewer) -> list[int | None]:
        return [one["level"] for one in town.call("list_pairings", viewer)["items"]]

    assert levels(helper) == [2]
    town.call("end_pairing", pairing_id=pairing["id"], reason="fulfilled")
    town.fact(graded(child_id, 9, level=4, area_code=FAR_VILLAGE))
    assert levels(helper) == [None]
    assert levels(town.villager) == [None]  # the child lives elsewhere now
    assert levels(town.county) == [4]
