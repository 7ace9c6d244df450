"""Statements: what was granted, paid, open and given back, per fund, scheme, place or term."""

from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from services.funding.models import Payment
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.funding.codes import PaymentState

BY: dict[str, Any] = {
    "fund": Payment.fund_id,
    "scheme": Payment.scheme,
    "township": func.substr(Payment.area_code, 1, 9),
    "school": func.coalesce(Payment.school_id, ""),
    "term": Payment.term,
}
SUMS = ("granted_fen", "paid_fen", "open_fen", "returned_fen")


def statement(
    session: Session, grant: Grant, *, by: str, area: str | None, **filters: str | None
) -> dict[str, Any]:
    """Each row: granted = paid + open + returned. `filters`: fund_id, scheme, term."""
    conditions = [visible(grant, area=Payment.area_code)]
    if area is not None:
        conditions.append(under(Payment.area_code, area))
    conditions += [
        getattr(Payment, name) == value for name, value in filters.items() if value is not None
    ]
    key = BY[by].label("key")
    query = (
        select(key, func.count(Payment.child_id.distinct()), *_sums())
        .where(*conditions)
        .group_by(key)
        .order_by(key)
    )
    # PostgreSQL sums whole numbers as a Decimal.
    items = [
        {"key": row[0], "children": int(row[1])}
        | {name: int(total) for name, total in zip(SUMS, row[2:], strict=True)}
        for row in session.execute(query)
    ]
    totals = {name: sum(item[name] for item in items) for name in SUMS}
    return {"by": by, "items": items, **totals}


def _sums() -> list[Any]:
    """In the order of `SUMS`."""
    state, amount, refunded = Payment.state, Payment.amount_fen, Payment.refunded_fen
    still = and_(state != PaymentState.PAID, state != PaymentState.REVERSED)
    return [
        func.sum(amount),
        func.sum(case((state == PaymentState.PAID, amount - refunded), else_=0)),
        func.sum(case((still, amount), else_=0)),
        func.sum(case((state == PaymentState.REVERSED, amount), else_=refunded)),
    ]
