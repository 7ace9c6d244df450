"""The lists that an office files, whole, up to as many rows as one file holds."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import and_, or_, select

from services.funding.handlers.accounts import tail
from services.funding.models import Batch, BatchLine, Payment, Roll, RollLine
from services.funding.queries.book import trial_balance
from services.funding.queries.statements import statement
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.clock import day_of
from shared.contracts.funding.codes import LineState, PaymentState
from shared.contracts.funding.errors import BatchNotFound, RollNotFound
from shared.pacing import paced
from shared.vault import Anonymised

MOST = 20_000  # rows of one file, which are the most that a roll has
ROLL = ("child_id", "area_code", "school_id", "stage", "months", "amount_fen", "state")
BATCH = ("line", "child_id", "amount_fen", "outcome", "reason")
REFUND = ("child_id", "area_code", "scheme", "term", "amount_fen", "refunded_fen", "state")
Export = dict[str, Any]


def export_list(
    uow: Any, grant: Grant, *, what: str, subject_id: str | None, area: str | None
) -> Export:
    """Raises RollNotFound or BatchNotFound."""
    found = LISTS[what](uow, grant, subject_id or "", area)
    grant.seen(*{row["child_id"] for row in found["rows"]})
    return {"what": what, **found, "rows": found["rows"][:MOST], "more": len(found["rows"]) > MOST}


def export_sums(uow: Any, grant: Grant, *, what: str, by: str, area: str | None) -> Export:
    if what == "balance":
        found = trial_balance(uow.session, grant, area=area, fund_id=None)
    else:
        found = statement(uow.session, grant, by=by, area=area)
    about = {name: value for name, value in found.items() if name != "items"}
    where = area or grant.viewer.area
    return {
        "what": what,
        "area_code": where,
        "about": about,
        "rows": found["items"],
        "more": False,
    }


def _roll(uow: Any, grant: Grant, roll_id: str, _area: str | None) -> Export:
    roll = _the_roll(uow, grant, roll_id)
    columns = (*(getattr(RollLine, name) for name in ROLL), RollLine.reasons, RollLine.dropped)
    query = select(*columns).where(RollLine.roll_id == roll_id)
    order = (RollLine.area_code, RollLine.child_id)
    rows = uow.session.execute(query.order_by(*order).limit(MOST + 1)).mappings()
    return {**_about(roll), "rows": [dict(row) for row in rows]}


def _notice(uow: Any, grant: Grant, roll_id: str, _area: str | None) -> Export:
    """No reason, no village, nothing that finds the child (LAW "Money")."""
    roll = _the_roll(uow, grant, roll_id)
    township = RollLine.area_code
    query = (
        select(RollLine.child_id, township, RollLine.stage, RollLine.amount_fen)
        .where(RollLine.roll_id == roll_id, RollLine.state != LineState.DROPPED)
        .order_by(RollLine.child_id)
        .limit(MOST + 1)
    )
    rows = [
        {"child_id": child, "township_code": code[:9], "stage": stage, "amount_fen": amount}
        for child, code, stage, amount in uow.session.execute(query)
    ]
    return {**_about(roll), "rows": rows}


def _batch(uow: Any, grant: Grant, batch_id: str, _area: str | None) -> Export:
    batch = uow.session.get(Batch, batch_id)
    if batch is None:
        raise BatchNotFound(batch_id)
    grant.require(area=batch.area_code)
    columns = (*(getattr(BatchLine, name) for name in BATCH), BatchLine.sealed)
    query = select(*columns).where(BatchLine.batch_id == batch_id).order_by(BatchLine.line)
    lines = uow.session.execute(query.limit(MOST + 1)).mappings().all()
    uow.vault.preload(line["child_id"] for line in lines)
    rows = [{**{name: line[name] for name in BATCH}, "tail": _tail(uow, line)} for line in lines]
    about = {"number": batch.number, "state": batch.state, "total_fen": batch.total_fen}
    return {"area_code": batch.area_code, "about": about, "rows": rows}


def _tail(uow: Any, line: Mapping[str, Any]) -> str:
    try:
        return tail(uow.vault.open(line["child_id"], line["sealed"])["number"])
    except Anonymised:
        return ""


def _refunds(uow: Any, grant: Grant, _subject: str, area: str | None) -> Export:
    """What was paid and came back, in part or whole."""
    undone = and_(Payment.state == PaymentState.REVERSED, Payment.paid_at.is_not(None))
    back = or_(Payment.refunded_fen > 0, undone)
    query = select(Payment).where(visible(grant, area=Payment.area_code), back)
    if area is not None:
        query = query.where(under(Payment.area_code, area))
    query = query.order_by(Payment.area_code, Payment.id).limit(MOST + 1)
    rows = [
        {
            **{name: getattr(one, name) for name in REFUND},
            "paid_on": _day(one.paid_at),
            "back_on": _day(one.reversed_at),
            "why": one.reversal,
        }
        for one in paced(uow.session.scalars(query))
    ]
    return {"area_code": area or grant.viewer.area, "about": {}, "rows": rows}


def _day(at: Any) -> str | None:
    return None if at is None else day_of(at).isoformat()


def _the_roll(uow: Any, grant: Grant, roll_id: str) -> Roll:
    roll: Roll | None = uow.session.get(Roll, roll_id)
    if roll is None:
        raise RollNotFound(roll_id)
    grant.require(area=roll.area_code)
    grant.seen(f"roll/{roll.id}")
    return roll


def _about(roll: Roll) -> Export:
    names = ("scheme", "term", "kind", "state", "children", "total_fen")
    return {"area_code": roll.area_code, "about": {name: getattr(roll, name) for name in names}}


LISTS: Mapping[str, Callable[[Any, Grant, str, str | None], Export]] = {
    "roll": _roll,
    "notice": _notice,
    "batch": _batch,
    "refunds": _refunds,
}
