"""Records as the plain data that callers see, for use cases and screens alike."""

from collections.abc import Iterable
from typing import Any

from services.funding.domain.eligibility import Verdict
from services.funding.models import Batch, Fund, FundBudget, Payment, Roll, RollLine
from shared.db import data_of


def fund_view(
    fund: Fund, shares: Iterable[tuple[str, int]], budgets: Iterable[FundBudget] = ()
) -> dict[str, Any]:
    return {
        **data_of(fund),
        "left_fen": fund.received_fen - fund.committed_fen,
        "shares": [{"unit": unit, "amount_fen": amount} for unit, amount in shares],
        "budgets": [
            {**data_of(one), "left_fen": one.amount_fen - one.committed_fen} for one in budgets
        ],
    }


def roll_view(roll: Roll) -> dict[str, Any]:
    return data_of(roll)


def batch_view(batch: Batch) -> dict[str, Any]:
    return data_of(batch)


def line_view(line: RollLine) -> dict[str, Any]:
    return data_of(line)


def payment_view(payment: Payment) -> dict[str, Any]:
    return data_of(payment)


def verdict_view(verdict: Verdict) -> dict[str, Any]:
    child = verdict.child
    return {
        "child_id": child.child_id,
        "area_code": child.area_code,
        "school_id": child.school_id,
        "stage": child.stage,
        "eligible": verdict.eligible,
        "reasons": [str(reason) for reason in verdict.reasons],
        "amount_fen": verdict.amount_fen,
        "months": list(verdict.months),
    }
