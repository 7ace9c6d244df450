"""A fund's budgets by scheme: what has none gets nothing, and no two approvals overspend one."""

import pytest

from shared.contracts.funding.errors import (
    BudgetAboveFund,
    BudgetBelowCommitted,
    FundRestricted,
    SchemeBudgetExceeded,
)
from shared.errors import AccessDenied, DomainError
from tests.integration.funding.office import APPROVER, CLERK, SCHEME, URGENT, Office, ids
from tests.integration.funding.test_at_the_same_moment import at_once


def budget(office: Office, fund: str, yuan: int, scheme: str = SCHEME) -> dict[str, int]:
    fields = {"fund_id": fund, "scheme": scheme, "amount_fen": yuan * 100}
    found = office.call(APPROVER, "set_budget", **fields)["budgets"]
    [one] = [each for each in found if each["scheme"] == scheme]
    return dict(one)


def test_a_scheme_without_a_budget_gets_nothing_from_a_fund_that_has_some(office: Office) -> None:
    office.register()
    fund = office.fund(10_000)
    budget(office, fund, 5_000, "meals")
    roll = office.propose(fund)
    with pytest.raises(FundRestricted):
        office.approve(roll)
    assert budget(office, fund, 500)["left_fen"] == 500_00
    office.approve(roll)
    assert office.book()["sound"]


def test_a_budget_is_not_overspent_though_the_fund_has_more(office: Office) -> None:
    office.register(3)
    fund = office.fund(10_000)
    budget(office, fund, 1_499)
    roll = office.propose(fund)
    with pytest.raises(SchemeBudgetExceeded) as refused:
        office.approve(roll)
    assert refused.value.args == ("150000", "149900")


def test_what_comes_back_is_the_budgets_again(office: Office) -> None:
    office.register(2)
    fund = office.fund(10_000)
    budget(office, fund, 1_000)
    roll = office.paid_roll(fund)
    first, second = office.payments(roll_id=roll["id"])
    office.call(APPROVER, "reverse_payment", payment_id=first["id"], why="slip")
    fields = {"amount_fen": 100_00, "document": "2", "why": "too much"}
    office.call(APPROVER, "refund_payment", payment_id=second["id"], **fields)

    [one] = office.the_fund(fund)["budgets"]
    assert (one["committed_fen"], one["left_fen"]) == (400_00, 600_00)
    assert office.book()["sound"]


def test_a_budget_set_late_counts_what_was_granted(office: Office) -> None:
    office.register(2)
    fund = office.fund(10_000)
    office.approve(office.propose(fund))
    with pytest.raises(BudgetBelowCommitted):
        budget(office, fund, 999)
    assert budget(office, fund, 1_200)["left_fen"] == 200_00


def test_budgets_together_are_what_came_in(office: Office) -> None:
    fund = office.fund(1_000)
    budget(office, fund, 600)
    with pytest.raises(BudgetAboveFund) as refused:
        budget(office, fund, 401, "meals")
    assert refused.value.args == ("40000",)


def test_of_two_approvals_at_once_one_finds_the_budget_spent(office: Office) -> None:
    children = ids(office.register(2))
    fund = office.fund(10_000)
    budget(office, fund, 500)
    rolls = [office.propose(fund, child_ids=[child]) for child in children]

    came = at_once(
        [
            lambda roll=roll: office.call(
                APPROVER, "approve_roll", roll_id=roll["id"], waiver=URGENT
            )
            for roll in rolls
        ]
    )

    refused = [answer for answer in came if isinstance(answer, DomainError)]
    assert [type(answer) for answer in refused] == [SchemeBudgetExceeded]
    assert office.the_fund(fund)["committed_fen"] == 500_00


def test_the_database_keeps_a_budget_from_going_below_nothing(office: Office) -> None:
    fund = office.fund(10_000)
    budget(office, fund, 500)
    with pytest.raises(SchemeBudgetExceeded), office.desk.database.transaction() as uow:
        uow.funds.budgets(fund)[SCHEME].committed_fen = 500_01


def test_a_changed_budget_is_found(office: Office) -> None:
    fund = office.fund(10_000)
    budget(office, fund, 500)
    with office.desk.database.transaction() as uow:
        uow.funds.budgets(fund)[SCHEME].committed_fen = 1
    assert [one["fault"] for one in office.book()["faults"]] == ["fund_differs"]


def test_a_clerk_sets_no_budget(office: Office) -> None:
    fund = office.fund(10_000)
    with pytest.raises(AccessDenied):
        office.call(CLERK, "set_budget", fund_id=fund, scheme=SCHEME, amount_fen=1)
