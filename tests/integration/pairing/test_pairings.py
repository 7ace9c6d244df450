from dataclasses import replace
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.errors import (
    AlreadyPaired,
    CapacityReached,
    ConsentMissing,
    HelperNotApproved,
    NoPairingNeeded,
    OwnChild,
    OwnPairing,
    PairingNotLive,
    PairRefusedBefore,
    ProposalNotOpen,
    RecordCheckExpired,
    SamePersonChosen,
    SexPreferenceNotMet,
    SlotTaken,
    WrongSide,
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


def test_accepting_both_proposals_covers_a_level_4_child(town: Township) -> None:
    child_id = town.agreed_child(4)
    town.helper("cadre")
    town.helper("teacher")
    matching = town.match()
    first, second = town.proposals(matching)
    pairing = accept(town, first)
    assert (pairing["status"], pairing["started_on"]) == ("active", TODAY.isoformat())
    assert (town.total()["half4"], town.total()["full4"]) == (1, 0)
    accept(town, second)
    assert (town.total()["half4"], town.total()["full4"]) == (0, 1)
    activated = town.published("pairing_activated")
    assert sorted(event["slot"] for event in activated) == ["cadre", "teacher"]
    assert {event["child_id"] for event in activated} == {child_id}
    assert [p["status"] for p in town.proposals(matching)] == ["accepted", "accepted"]


def test_a_proposal_is_decided_once(town: Township) -> None:
    town.agreed_child(2)
    town.helper()
    [proposal] = town.proposals(town.match())
    accept(town, proposal)
    with pytest.raises(ProposalNotOpen) as refusal:
        accept(town, proposal)
    assert refusal.value.args == ("accepted",)
    with pytest.raises(ProposalNotOpen):
        town.call("refuse_proposal", proposal_id=proposal["id"], why="too late")


def test_an_acceptance_retried_under_its_key_is_one_pairing(town: Township) -> None:
    town.agreed_child(2)
    helper_id = town.helper()
    [proposal] = town.proposals(town.match())
    fields = {"proposal_id": proposal["id"], "idempotency_key": "k1"}
    assert town.call("accept_proposal", **fields) == town.call("accept_proposal", **fields)
    assert len(town.published("pairing_activated")) == 1
    assert town.get_helper(helper_id)["load"] == 1


def test_no_proposal_is_accepted_without_consent_and_it_stays_open(town: Township) -> None:
    child_id, helper_id = town.child(2), town.helper()
    [proposal] = town.proposals(matching := town.match())
    with pytest.raises(ConsentMissing):
        accept(town, proposal)
    assert town.proposals(matching)[0]["status"] == "open"
    assert town.get_helper(helper_id)["load"] == 0
    town.consent(child_id)
    assert accept(town, proposal)["status"] == "active"


def test_a_refused_pair_is_not_proposed_again(town: Township) -> None:
    child_id, first = town.agreed_child(2), town.helper()
    second = town.helper(area_code=FAR_VILLAGE)
    [proposal] = town.proposals(town.match())
    assert proposal["helper_id"] == first
    refused = town.call("refuse_proposal", proposal_id=proposal["id"], why="they do not get on")
    assert refused["status"] == "refused"
    [event] = town.published("proposal_refused")
    assert (event["child_id"], event["helper_id"]) == (child_id, first)
    assert "get on" not in str(town.desk.rows("history")) + str(event)

    assert [p["helper_id"] for p in town.proposals(town.match())] == [second]
    with pytest.raises(PairRefusedBefore):
        town.arrange(child_id, first)


def test_changing_a_proposal_pairs_the_other_and_refuses_the_first(town: Township) -> None:
    town.agreed_child(4)
    proposed, chosen = town.helper("cadre"), town.helper("cadre", area_code=FAR_VILLAGE)
    [proposal] = town.proposals(matching := town.match())
    fields = {"proposal_id": proposal["id"], "why": "knows the family"}
    with pytest.raises(SamePersonChosen):
        town.call("change_proposal", helper_id=proposed, **fields)
    pairing = town.call("change_proposal", helper_id=chosen, **fields)
    assert (pairing["helper_id"], pairing["slot"]) == (chosen, "cadre")
    assert pairing["proposal_id"] == proposal["id"]
    assert town.proposals(matching)[0]["status"] == "changed"
    assert [event["helper_id"] for event in town.published("proposal_refused")] == [proposed]


def test_whoever_is_chosen_instead_must_fit_the_place(town: Township) -> None:
    town.agreed_child(4)
    town.helper("cadre")
    [proposal] = town.proposals(town.match())
    teacher = town.helper("teacher")
    with pytest.raises(WrongSide) as refusal:
        town.call("change_proposal", proposal_id=proposal["id"], helper_id=teacher, why="x")
    assert refusal.value.args == ("cadre", "teacher")


def test_a_last_place_is_given_once(town: Township) -> None:
    children = [town.agreed_child(2), town.agreed_child(2)]
    helper_id = town.helper(capacity=1)
    town.arrange(children[0], helper_id)
    with pytest.raises(CapacityReached) as refusal:
        town.arrange(children[1], helper_id)
    assert refusal.value.args == ("1",)


def test_a_proposal_made_before_the_helper_was_full_is_refused(town: Township) -> None:
    town.agreed_child(2)
    helper_id = town.helper(capacity=1)
    [proposal] = town.proposals(town.match())
    town.arrange(town.agreed_child(3), helper_id)
    with pytest.raises(CapacityReached):
        accept(town, proposal)


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


def test_a_proposal_lapses_when_its_place_is_filled_from_elsewhere(town: Township) -> None:
    child_id = town.agreed_child(4)
    town.helper("cadre")
    other = town.helper("cadre", area_code=FAR_VILLAGE)
    [proposal] = town.proposals(matching := town.match())
    town.arrange(child_id, other, "cadre")
    assert town.proposals(matching)[0]["status"] == "lapsed"
    with pytest.raises(ProposalNotOpen):
        accept(town, proposal)


def test_a_proposal_from_before_the_child_reached_level_4_has_no_place(town: Township) -> None:
    child_id = town.agreed_child(3)
    town.helper("cadre")
    [proposal] = town.proposals(town.match())
    town.fact(graded(child_id, 2, level=4))
    with pytest.raises(SlotTaken):
        accept(town, proposal)


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


def test_nobody_makes_themselves_a_childs_helper(town: Township) -> None:
    town.agreed_child(2)
    helper_id = town.helper()
    [proposal] = town.proposals(town.match())
    with pytest.raises(OwnPairing):
        accept(town, proposal, replace(town.officer, person_id=helper_id))


def test_a_township_decides_about_its_own_children(town: Township) -> None:
    child_id = town.agreed_child(2)
    helper_id = town.helper(area_code=FAR_VILLAGE)
    [proposal] = town.proposals(town.match())
    for viewer in (town.other_officer, town.villager):
        with pytest.raises(AccessDenied):
            accept(town, proposal, viewer)
    pairing = accept(town, proposal, town.officer)
    with pytest.raises(AccessDenied):
        town.call(
            "end_pairing", town.other_officer, pairing_id=pairing["id"], reason="helper_moved"
        )
    assert (pairing["child_id"], pairing["helper_id"]) == (child_id, helper_id)


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
    again = town.arrange(child_id, helper_id, "cadre")
    assert again["id"] != pairing["id"]
    assert len(town.call("list_pairings", child_id=child_id)["items"]) == 2


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
