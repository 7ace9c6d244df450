"""Closing a month of the book: nothing is booked in it any more."""

from typing import Any

from services.funding.models import ClosedPeriod
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now, today
from shared.contracts.funding.errors import PeriodClosed, PeriodInFuture
from shared.db import data_of


def close_period(uow: UnitOfWork, grant: Grant, *, area: str, month: str) -> dict[str, Any]:
    """A month that is over, or the one that runs, at its end. Raises PeriodInFuture or
    PeriodClosed."""
    grant.require(area=area)
    if month > f"{today():%Y-%m}":
        raise PeriodInFuture(month)
    uow.book.hold()  # who books now is done first, and who comes later finds it closed
    period = ClosedPeriod(
        area_code=area, month=month, closed_by=grant.viewer.account_id, closed_at=now()
    )
    if not uow.periods.close(period):
        raise PeriodClosed(month)
    uow.record(
        subject=f"period/{area}/{month}",
        version=1,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"closed": [False, True]},
    )
    return data_of(period)
