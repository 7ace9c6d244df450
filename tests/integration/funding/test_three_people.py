"""Who stands in for somebody acts for that person too: three different persons, whoever is away."""

from dataclasses import replace
from typing import Any

import pytest

from shared.access.roles import Role
from shared.contracts.funding.errors import (
    ApproverCannotPay,
    BatchSettled,
    PayerCannotReverse,
    ProposerCannotApprove,
    ProposerCannotPay,
)
from tests.integration.funding.office import (
    APPROVER,
    CLERK,
    COUNTY,
    JACK,
    PAYER,
    TODAY,
    URGENT,
    Office,
    official,
)

COLLEAGUE = official("colleague", Role.FINANCE_CLERK)
# The approver who also pays, in a small office.
BOTH = replace(APPROVER, roles=APPROVER.roles | PAYER.roles)


def delegate(office: Office, viewer: Any, role: Role, to: str = "colleague") -> None:
    days = {"first_day": str(TODAY), "last_day": str(TODAY), "why": "外出学习"}
    office.call(viewer, "delegate", role=role.value, to_account=to, area=COUNTY, **days)


def approved_for(office: Office) -> dict[str, Any]:
    """By a colleague, for the approver who is away."""
    for child in office.register(2):
        office.account(child)
    roll = office.propose(office.fund(1000))
    delegate(office, APPROVER, Role.FINANCE_APPROVER)
    approve = {"roll_id": roll["id"], "waiver": URGENT}
    decided: dict[str, Any] = office.call(COLLEAGUE, "approve_delegated", **approve)
    assert decided["decided_for"] == "approver"
    return decided


def test_for_whom_it_was_approved_does_not_pay(office: Office) -> None:
    roll = approved_for(office)
    with pytest.raises(ApproverCannotPay):
        office.pay(roll, BOTH)
    with pytest.raises(ApproverCannotPay):
        office.batch(roll, BOTH)
    batch = office.batch(roll)
    with pytest.raises(ApproverCannotPay):
        office.take_in(batch, office.result(batch), BOTH)
    with pytest.raises(ApproverCannotPay):
        office.call(BOTH, "withdraw_batch", batch_id=batch["id"], why="没有送出")


def test_nobody_pays_for_who_approved_or_proposed(office: Office) -> None:
    for child in office.register(1):
        office.account(child)
    fund = office.fund(1000)
    roll = office.approve(office.propose(fund))
    delegate(office, BOTH, Role.FINANCE_PAYER)
    with pytest.raises(ApproverCannotPay):
        office.batch(roll, official("colleague", Role.FINANCE_CLERK))


def test_nobody_pays_for_who_proposed(office: Office) -> None:
    for child in office.register(1):
        office.account(child)
    roll = office.approve(office.propose(office.fund(1000), viewer=JACK))
    delegate(office, JACK, Role.FINANCE_PAYER)
    with pytest.raises(ProposerCannotPay):
        office.batch(roll, COLLEAGUE)


def test_nobody_approves_for_who_proposed(office: Office) -> None:
    office.register(1)
    roll = office.propose(office.fund(1000), viewer=JACK)
    delegate(office, JACK, Role.FINANCE_APPROVER)
    with pytest.raises(ProposerCannotApprove):
        office.call(COLLEAGUE, "approve_delegated", roll_id=roll["id"], waiver=URGENT)


def test_for_whom_it_was_paid_does_not_reverse(office: Office) -> None:
    for child in office.register(1):
        office.account(child)
    roll = office.approve(office.propose(office.fund(1000)))
    payer = official("payer2", Role.FINANCE_PAYER)
    delegate(office, payer, Role.FINANCE_PAYER)
    batch = office.batch(roll, COLLEAGUE)
    office.take_in(batch, office.result(batch), COLLEAGUE)
    [paid] = office.payments()
    also = replace(APPROVER, account_id="payer2")
    why = {"payment_id": paid["id"], "why": "错"}
    with pytest.raises(PayerCannotReverse):
        office.call(also, "reverse_payment", **why)
    with pytest.raises(PayerCannotReverse):
        office.call(also, "refund_payment", amount_fen=1, document="1", **why)
    office.call(APPROVER, "reverse_payment", **why)
    assert office.book()["sound"]


@pytest.mark.parametrize("end", ["settled", "withdrawn"])
def test_the_file_of_a_batch_that_is_over_goes_to_no_bank(office: Office, end: str) -> None:
    [child] = office.register()
    office.account(child)
    batch = office.batch(office.approve(office.propose(office.fund(1000))))
    if end == "settled":
        office.take_in(batch, office.result(batch))
    else:
        office.call(PAYER, "withdraw_batch", batch_id=batch["id"], why="没有送出")
    with pytest.raises(BatchSettled):
        office.call(CLERK, "get_batch_file", batch_id=batch["id"])
