import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.budgets import Budget, check_amount, check_room
from shared.contracts.funding.errors import (
    BudgetAboveFund,
    BudgetBelowCommitted,
    FundRestricted,
    SchemeBudgetExceeded,
)

FEN = st.integers(0, 10**13)


@given(FEN, FEN, FEN)
def test_what_a_budget_lets_through_leaves_it_at_nothing_or_more(
    amount: int, committed: int, asked: int
) -> None:
    budget = Budget(max(amount, committed), min(amount, committed))
    try:
        check_room("living", asked, {"living": budget})
    except SchemeBudgetExceeded:
        assert asked > budget.left_fen
    else:
        assert budget.left_fen - asked >= 0


def test_a_fund_without_budgets_grants_anything() -> None:
    check_room("living", 10**13, {})


def test_a_fund_with_budgets_grants_what_has_one() -> None:
    with pytest.raises(FundRestricted):
        check_room("meals", 1, {"living": Budget(100, 0)})


def test_a_budget_holds_what_is_granted_and_fits_into_the_fund() -> None:
    check_amount(500, committed=500, others=500, received=1000)
    with pytest.raises(BudgetBelowCommitted):
        check_amount(499, committed=500, others=0, received=1000)
    with pytest.raises(BudgetAboveFund):
        check_amount(501, committed=500, others=500, received=1000)
