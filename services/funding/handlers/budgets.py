"""What a fund may be spent on, and how much of it: budgets by scheme."""

from typing import Any

from services.funding.domain.budgets import Budget, check_amount, check_room
from services.funding.models import Fund, FundBudget
from services.funding.ports import UnitOfWork
from services.funding.views import fund_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.funding.errors import BudgetExceeded


def set_budget(
    uow: UnitOfWork, grant: Grant, *, fund_id: str, scheme: str, amount_fen: int
) -> dict[str, Any]:
    """Of one scheme from this fund; from the first budget on it grants what has one, and no more.

    Raises FundNotFound, BudgetBelowCommitted or BudgetAboveFund.
    """
    fund = uow.funds.get(fund_id)
    grant.require(area=fund.area_code)
    budgets = uow.funds.budgets(fund.id)
    others = sum(one.amount_fen for one in budgets.values() if one.scheme != scheme)
    former = budgets.get(scheme)
    committed = former.committed_fen if former else uow.funds.committed(fund.id, scheme)
    check_amount(amount_fen, committed=committed, others=others, received=fund.received_fen)
    kept = former or FundBudget(fund_id=fund.id, scheme=scheme, committed_fen=committed)
    before = former.amount_fen if former else None
    kept.amount_fen, kept.set_by, kept.set_at = amount_fen, grant.viewer.account_id, now()
    if former is None:
        uow.funds.add_budget(kept)
    fund.version += 1
    uow.record(
        subject=f"fund/{fund.id}",
        version=fund.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={f"budget.{scheme}": [before, amount_fen]},
    )
    shares = uow.funds.shares(fund.id)
    return fund_view(fund, shares, uow.funds.budgets(fund.id).values())


def commit(uow: UnitOfWork, fund: Fund, scheme: str, amount_fen: int) -> None:
    """Promise it; the fund is locked. Raises BudgetExceeded, FundRestricted or
    SchemeBudgetExceeded."""
    left = fund.received_fen - fund.committed_fen
    if amount_fen > left:
        raise BudgetExceeded(str(amount_fen), str(left))
    budgets = uow.funds.budgets(fund.id)
    known = {one.scheme: Budget(one.amount_fen, one.committed_fen) for one in budgets.values()}
    check_room(scheme, amount_fen, known)
    _move(fund, budgets.get(scheme), amount_fen)


def release(uow: UnitOfWork, fund: Fund, scheme: str, amount_fen: int) -> None:
    """The money is the fund's again, and its budget's."""
    _move(fund, uow.funds.budgets(fund.id).get(scheme), -amount_fen)


def _move(fund: Fund, budget: FundBudget | None, amount_fen: int) -> None:
    fund.committed_fen += amount_fen
    fund.version += 1
    if budget is not None:
        budget.committed_fen += amount_fen
