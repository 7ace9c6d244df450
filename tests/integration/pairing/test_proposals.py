from dataclasses import replace
from typing import Any

import pytest

from shared.contracts.pairing.errors import (
    CapacityReached,
    ConsentMissing,
    HelperNotApproved,
    HelperOfAnotherCounty,
    OwnPairing,
    PairRefusedBefore,
    ProposalNotOpen,
    SamePersonChosen,
    SlotTaken,
    WrongSide,
)
from shared.contracts.registry.events import ChildGraded
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests import event_samples
from tests.integration.pairing.township import (
    FAR_VILLAGE,
    TODAY,
    VILLAGE,
    Township,
    id_number,
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


def test_a_proposal_made_before_the_helper_was_full_is_refused(town: Township) -> None:
    town.agreed_child(2)
    helper_id = town.helper(capacity=1)
    [proposal] = town.proposals(town.match())
    town.arrange(town.agreed_child(3), helper_id)
    with pytest.raises(CapacityReached):
        accept(town, proposal)


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


def test_whoever_is_chosen_by_hand_belongs_to_the_childs_county(town: Township) -> None:
    child_id = town.agreed_child(2)
    town.helper()
    [proposal] = town.proposals(town.match())
    system = Viewer.system()
    elsewhere = town.call(
        "register_helper",
        system,
        category="cadre",
        name="王大明",
        id_number=id_number(),
        phone="13911112222",
        area_code="610924103201",
        declared_records=[],
    )["id"]
    with pytest.raises(HelperOfAnotherCounty):
        town.arrange(child_id, elsewhere)
    fields = {"proposal_id": proposal["id"], "helper_id": elsewhere, "why": "x"}
    with pytest.raises(HelperOfAnotherCounty):
        town.call("change_proposal", **fields)


def test_a_township_chooses_of_other_townships_the_approved_alone(town: Township) -> None:
    child_id = town.agreed_child(2)
    applicant = town.apply(area_code=FAR_VILLAGE)["id"]
    fields = {"child_id": child_id, "slot": "any"}
    with pytest.raises(AccessDenied):
        town.call("arrange_pairing", town.officer, helper_id=applicant, **fields)
    with pytest.raises(HelperNotApproved):
        town.arrange(child_id, applicant)
    approved = town.helper(area_code=FAR_VILLAGE)
    made = town.call("arrange_pairing", town.officer, helper_id=approved, **fields)
    assert made["helper_id"] == approved


def test_a_proposal_is_decided_where_the_child_lives_now(town: Township) -> None:
    child_id = town.agreed_child(2)
    town.helper()
    (proposal,) = town.proposals(town.match(VILLAGE))
    township = replace(town.officer, area=VILLAGE[:9])
    town.fact(graded(child_id, 9, level=2, area_code=FAR_VILLAGE))
    for decide in ("accept_proposal", "refuse_proposal"):
        more = {"why": "不合适"} if decide == "refuse_proposal" else {}
        with pytest.raises(AccessDenied):
            town.call(decide, township, proposal_id=proposal["id"], **more)
    assert accept(town, proposal)["area_code"] == FAR_VILLAGE
