import pytest

from services.funding.domain import rolls
from services.funding.domain.eligibility import judge
from services.funding.domain.rolls import Line
from shared.contracts.funding.codes import LineState, PaymentState, Reason, RollState
from shared.contracts.funding.errors import (
    ApproverCannotPay,
    PayerCannotReverse,
    PaymentNotPaid,
    ProposerCannotApprove,
    ProposerCannotPay,
    RollChanged,
    RollNotApproved,
    RollNotProposed,
)
from tests.unit.funding.examples import AUTUMN, LIVING, a_child


def test_another_person_than_the_proposer_decides() -> None:
    rolls.check_decision(RollState.PROPOSED, proposed_by="clerk", by={"approver"})
    with pytest.raises(ProposerCannotApprove):
        rolls.check_decision(RollState.PROPOSED, proposed_by="clerk", by={"clerk"})


@pytest.mark.parametrize("state", [RollState.APPROVED, RollState.REFUSED, RollState.PAID])
def test_a_roll_is_decided_once(state: RollState) -> None:
    with pytest.raises(RollNotProposed):
        rolls.check_decision(state, proposed_by="clerk", by={"approver"})


def test_a_third_person_pays() -> None:
    people = {"proposed_by": "clerk", "approved_by": {"approver", None}}
    rolls.check_payers(**people, by={"payer", None})
    with pytest.raises(ProposerCannotPay):
        rolls.check_payers(**people, by={"clerk"})
    with pytest.raises(ApproverCannotPay):
        rolls.check_payers(**people, by={"approver"})


def test_who_was_away_counts_as_who_stood_in() -> None:
    people = {"proposed_by": "clerk", "approved_by": {"colleague", "approver"}}
    with pytest.raises(ApproverCannotPay):
        rolls.check_payers(**people, by={"approver", None})
    with pytest.raises(ApproverCannotPay):
        rolls.check_payers(**people, by={"other", "colleague"})
    with pytest.raises(ProposerCannotPay):
        rolls.check_payers(**people, by={"other", "clerk"})


@pytest.mark.parametrize("state", [RollState.PROPOSED, RollState.REFUSED, RollState.PAID])
def test_only_an_approved_roll_is_paid(state: RollState) -> None:
    rolls.check_approved(RollState.APPROVED)
    with pytest.raises(RollNotApproved):
        rolls.check_approved(state)


def test_who_paid_does_not_take_the_payment_back() -> None:
    rolls.check_reversal(PaymentState.PAID, paid_by={"payer", None}, by="approver")
    with pytest.raises(PayerCannotReverse):
        rolls.check_reversal(PaymentState.PAID, paid_by={"payer", None}, by="payer")


@pytest.mark.parametrize("state", [PaymentState.DUE, PaymentState.REVERSED])
def test_only_what_was_paid_is_reversed_and_once(state: PaymentState) -> None:
    with pytest.raises(PaymentNotPaid):
        rolls.check_reversal(state, paid_by={"payer"}, by="approver")


def test_an_approver_who_saw_another_total_is_refused() -> None:
    rolls.check_total(500, 500)
    rolls.check_total(500, None)
    with pytest.raises(RollChanged):
        rolls.check_total(500, 501)


def test_at_the_approval_every_child_is_judged_again() -> None:
    stays = judge(a_child(child_id="stays"), LIVING, AUTUMN)
    promoted = judge(a_child(child_id="promoted", stage="junior"), LIVING, AUTUMN)
    recovered = judge(a_child(child_id="recovered", hardships=frozenset()), LIVING, AUTUMN)
    names = ("stays", "promoted", "recovered", "gone")

    settled = rolls.settle(
        [Line(child_id, 500_00) for child_id in names],
        {"stays": stays, "promoted": promoted, "recovered": recovered},
    )

    assert [(line.state, line.dropped) for line in settled] == [
        (LineState.APPROVED, ()),
        (LineState.DROPPED, (Reason.AMOUNT_CHANGED,)),
        (LineState.DROPPED, (Reason.NO_HARDSHIP,)),
        (LineState.DROPPED, (Reason.CHILD_NOT_KNOWN,)),
    ]
