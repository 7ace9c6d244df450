"""What only the database can decide: two people at the same moment."""

from collections.abc import Callable
from functools import partial
from typing import Any

import eventlet
import pytest

from shared.contracts.pairing.errors import (
    AlreadyPaired,
    CapacityReached,
    HelperAlreadyRegistered,
    ProposalNotOpen,
    SlotTaken,
)
from shared.errors import DomainError
from tests.integration.pairing.township import Township, id_number

ROUNDS = 5


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """The answer or the refusal of each, all started together."""

    def outcome(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except DomainError as refusal:
            return refusal

    threads = [eventlet.spawn(outcome, call) for call in calls]
    return [thread.wait() for thread in threads]


def one_wins(outcomes: list[Any], *refusals: type[DomainError]) -> None:
    lost = [one for one in outcomes if isinstance(one, DomainError)]
    assert len(lost) == len(outcomes) - 1, outcomes
    assert all(isinstance(one, refusals) for one in lost), lost


def test_two_townships_accepting_a_helpers_last_place(town: Township) -> None:
    for _ in range(ROUNDS):
        helper_id = town.helper(capacity=1)
        children = [town.agreed_child(2), town.agreed_child(2)]
        outcomes = at_once(*(partial(town.arrange, child, helper_id) for child in children))
        one_wins(outcomes, CapacityReached)
        assert town.get_helper(helper_id)["load"] == 1


def test_two_officers_accepting_one_proposal(town: Township) -> None:
    for _ in range(ROUNDS):
        child_id = town.agreed_child(2)
        town.helper(capacity=1)
        [proposal] = [p for p in town.proposals(town.match()) if p["child_id"] == child_id]
        call = partial(town.call, "accept_proposal", proposal_id=proposal["id"])
        one_wins(at_once(call, call, call), ProposalNotOpen)


def test_two_cadres_for_one_place(town: Township) -> None:
    for _ in range(ROUNDS):
        child_id = town.agreed_child(4)
        cadres = [town.helper("cadre"), town.helper("cadre")]
        outcomes = at_once(*(partial(town.arrange, child_id, cadre, "cadre") for cadre in cadres))
        one_wins(outcomes, SlotTaken)
        assert sum(town.get_helper(cadre)["load"] for cadre in cadres) == 1


def test_one_pair_made_twice(town: Township) -> None:
    for _ in range(ROUNDS):
        child_id, helper_id = town.agreed_child(2), town.helper("teacher")
        call = partial(town.arrange, child_id, helper_id)
        one_wins(at_once(call, call), AlreadyPaired)
        assert town.get_helper(helper_id)["load"] == 1


def test_one_person_applying_twice(town: Township) -> None:
    for _ in range(ROUNDS):
        number = id_number()
        call = partial(town.apply, id_number=number)
        one_wins(at_once(call, call), HelperAlreadyRegistered)


def test_a_withdrawal_beside_an_acceptance_leaves_no_active_pairing(town: Township) -> None:
    """Whichever comes first: after the withdrawal nothing goes on."""
    for _ in range(ROUNDS):
        child_id, helper_id = town.agreed_child(2), town.helper()
        at_once(
            partial(town.arrange, child_id, helper_id),
            partial(town.call, "withdraw_consent", child_id=child_id),
        )
        live = town.call("list_pairings", child_id=child_id)["items"]
        assert all(pairing["status"] == "ended" for pairing in live)
        assert town.get_helper(helper_id)["load"] == 0


def test_a_record_beside_an_acceptance_leaves_no_active_pairing(town: Township) -> None:
    for _ in range(ROUNDS):
        child_id, helper_id = town.agreed_child(2), town.helper()
        at_once(
            partial(town.arrange, child_id, helper_id),
            partial(town.check, helper_id, records=["abuse"]),
        )
        live = town.call("list_pairings", child_id=child_id)["items"]
        assert all(pairing["status"] == "ended" for pairing in live)
        assert town.get_helper(helper_id)["load"] == 0


def test_the_database_itself_refuses_a_child_too_many(town: Township) -> None:
    """Past every rule in the code: the constraint names the refusal."""
    helper_id = town.helper(capacity=1)
    with pytest.raises(CapacityReached), town.desk.database.transaction() as uow:
        uow.helpers.get(helper_id).load = 2
