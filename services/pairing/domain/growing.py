"""What a help plan and a diary may say about days (DOMAIN section 6)."""

from collections.abc import Iterable
from datetime import date

from shared.contracts.pairing.growing_codes import PlanState
from shared.contracts.pairing.growing_errors import PlanDaysInvalid, PlanOver


def check_plan_days(from_day: date, to_day: date, due: Iterable[date]) -> None:
    """The steps lie within the plan. Raises PlanDaysInvalid."""
    if not from_day <= to_day or not all(from_day <= day <= to_day for day in due):
        raise PlanDaysInvalid()


def check_running(state: PlanState) -> None:
    """Raises PlanOver."""
    if state is not PlanState.RUNNING:
        raise PlanOver()
