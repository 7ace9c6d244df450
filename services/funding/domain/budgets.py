"""Budgets of a fund by scheme (DOMAIN section 7): none is overspent, and what has none gets nothing
from a fund that has some."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.contracts.funding.errors import (
    BudgetAboveFund,
    BudgetBelowCommitted,
    FundRestricted,
    SchemeBudgetExceeded,
)


@dataclass(frozen=True)
class Budget:
    amount_fen: int
    committed_fen: int

    @property
    def left_fen(self) -> int:
        return self.amount_fen - self.committed_fen


def check_room(scheme: str, amount_fen: int, budgets: Mapping[str, Budget]) -> None:
    """Raises FundRestricted or SchemeBudgetExceeded."""
    if not budgets:
        return
    if scheme not in budgets:
        raise FundRestricted(scheme)
    left = budgets[scheme].left_fen
    if amount_fen > left:
        raise SchemeBudgetExceeded(str(amount_fen), str(left))


def check_amount(amount_fen: int, *, committed: int, others: int, received: int) -> None:
    """`others`: budgets of the other schemes. Raises BudgetBelowCommitted or BudgetAboveFund."""
    if amount_fen < committed:
        raise BudgetBelowCommitted(str(committed))
    if amount_fen + others > received:
        raise BudgetAboveFund(str(received - others))
