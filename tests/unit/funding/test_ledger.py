import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain import ledger
from services.funding.domain.ledger import Balance, Move
from shared.contracts.funding.codes import Account, FundKind

amounts = st.integers(1, 10**13)
kinds = st.sampled_from(FundKind)
happenings = st.one_of(
    st.builds(ledger.funds_received, kinds, amounts),
    st.builds(ledger.grant_approved, amounts),
    st.builds(ledger.grant_paid, amounts),
    st.builds(ledger.grant_reversed, amounts),
)


def balances(moves: list[Move]) -> dict[Account, int]:
    return {b.account: b.balance_fen for b in ledger.trial_balance(moves)}


@given(happenings)
def test_the_debits_of_every_entry_equal_its_credits(moves: tuple[Move, ...]) -> None:
    lines = ledger.postings(moves)

    assert sum(line.debit_fen for line in lines) == sum(line.credit_fen for line in lines) > 0
    assert all((line.debit_fen == 0) != (line.credit_fen == 0) for line in lines)


@given(st.lists(happenings))
def test_the_trial_balance_is_zero_whatever_was_booked(entries: list[tuple[Move, ...]]) -> None:
    moves = [move for entry in entries for move in entry]
    found: list[Balance] = ledger.trial_balance(moves)

    assert sum(b.debit_fen for b in found) == sum(b.credit_fen for b in found)
    assert [b.account for b in found] == list(Account)
    assert all(type(b.balance_fen) is int for b in found)


@given(st.lists(happenings), amounts)
def test_a_reversal_restores_the_balances_of_before_the_approval(
    entries: list[tuple[Move, ...]], amount: int
) -> None:
    before = [move for entry in entries for move in entry]
    grant = [*ledger.grant_approved(amount), *ledger.grant_paid(amount)]

    assert balances([*before, *grant, *ledger.grant_reversed(amount)]) == balances(before)


def test_an_approved_grant_is_owed_until_it_is_paid() -> None:
    received = ledger.funds_received(FundKind.DONOR, 100_00)
    approved = ledger.grant_approved(60_00)

    owed = balances([*received, *approved])
    paid = balances([*received, *approved, *ledger.grant_paid(60_00)])

    assert (owed[Account.GRANTS_PAYABLE], owed[Account.BANK]) == (-60_00, 100_00)
    assert (paid[Account.GRANTS_PAYABLE], paid[Account.BANK]) == (0, 40_00)
    assert paid[Account.GRANT_EXPENSE] == 60_00


def test_what_was_never_paid_comes_back_without_touching_the_bank() -> None:
    [move] = ledger.grant_taken_back(500_00)
    assert (move.debit, move.credit) == (Account.GRANTS_PAYABLE, Account.GRANT_EXPENSE)


def test_every_kind_of_fund_has_an_income_account_of_its_own() -> None:
    assert len({ledger.INCOME[kind] for kind in FundKind}) == len(FundKind)


@pytest.mark.parametrize("amount", [0, -1, 1.5, True, "100"])
def test_an_amount_is_a_positive_whole_number_of_fen(amount: object) -> None:
    with pytest.raises(ValueError, match="no amount"):
        Move(Account.BANK, Account.GRANT_EXPENSE, amount)  # type: ignore[arg-type]


def test_a_move_needs_two_accounts() -> None:
    with pytest.raises(ValueError, match="to itself"):
        Move(Account.BANK, Account.BANK, 1)
