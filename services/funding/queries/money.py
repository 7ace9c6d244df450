"""Funds, rolls and payments as lists."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.funding.models import Fund, FundBudget, FundShare, Payment, Roll, RollLine
from services.funding.queries.pages import page
from services.funding.views import fund_view, line_view, payment_view, roll_view
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.area_range import behind, under
from shared.contracts.funding.codes import LineState
from shared.contracts.funding.errors import RollNotFound
from shared.cursors import key, row_of


def list_funds(
    session: Session, grant: Grant, *, area: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    query = select(Fund).where(visible(grant, area=Fund.area_code), Fund.id > (key(after) or ""))
    if area is not None:
        query = query.where(under(Fund.area_code, area))
    funds = session.scalars(query.order_by(Fund.id).limit(limit + 1)).all()
    ids = [fund.id for fund in funds]
    shares, budgets = _shares(session, ids), _budgets(session, ids)

    def view(fund: Fund) -> dict[str, Any]:
        return fund_view(fund, shares.get(fund.id, []), budgets.get(fund.id, []))

    return page(funds, limit, view, lambda fund: fund.id)


def _budgets(session: Session, fund_ids: list[str]) -> dict[str, list[FundBudget]]:
    found: dict[str, list[FundBudget]] = {}
    query = select(FundBudget).where(FundBudget.fund_id.in_(fund_ids))
    for budget in session.scalars(query.order_by(FundBudget.scheme)):
        found.setdefault(budget.fund_id, []).append(budget)
    return found


def _shares(session: Session, fund_ids: list[str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    query = select(FundShare).where(FundShare.fund_id.in_(fund_ids))
    for share in session.scalars(query.order_by(FundShare.entry, FundShare.line)):
        found.setdefault(share.fund_id, []).append((share.unit, share.amount_fen))
    return found


def list_rolls(
    session: Session,
    grant: Grant,
    *,
    area: str | None,
    state: str | None,
    scheme: str | None,
    term: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """The newest first."""
    query = select(Roll).where(visible(grant, area=Roll.area_code))
    if area is not None:
        query = query.where(under(Roll.area_code, area))
    for column, value in ((Roll.state, state), (Roll.scheme, scheme), (Roll.term, term)):
        if value is not None:
            query = query.where(column == value)
    if (last := row_of(session, Roll, after)) is not None:
        earlier = Roll.proposed_at < last.proposed_at
        same = (Roll.proposed_at == last.proposed_at) & (Roll.id < last.id)
        query = query.where(earlier | same)
    newest_first = query.order_by(Roll.proposed_at.desc(), Roll.id.desc())
    rolls = session.scalars(newest_first.limit(limit + 1)).all()
    return page(rolls, limit, lambda roll: _listed(grant, roll), lambda roll: roll.id)


def _listed(grant: Grant, roll: Roll) -> dict[str, Any]:
    """Why a roll was refused may speak of a child: not for those who see no child's money."""
    view = roll_view(roll)
    if Group.FINANCE in grant.groups_for(area=roll.area_code):
        return view
    return view | {"refusal": None}


def get_roll(
    session: Session, grant: Grant, *, roll_id: str, after: str | None, limit: int
) -> dict[str, Any]:
    """The roll with a page of its lines. Raises RollNotFound."""
    roll = _roll(session, grant, roll_id)
    lines = _lines(session, select(RollLine), roll_id, after, limit)
    shown = page(lines, limit, line_view, lambda line: line.child_id)
    grant.seen(*(line["child_id"] for line in shown["items"]))
    return {**roll_view(roll), "lines": shown["items"], "next": shown["next"]}


def public_list(
    session: Session, grant: Grant, *, roll_id: str, after: str | None, limit: int
) -> dict[str, Any]:
    """What may be posted: no reason, no village, nothing that finds the child (LAW "Money").

    Raises RollNotFound.
    """
    roll = _roll(session, grant, roll_id)
    standing = select(RollLine).where(RollLine.state != LineState.DROPPED)
    lines = _lines(session, standing, roll_id, after, limit)
    shown = page(lines, limit, _public, lambda line: line.child_id)
    grant.seen(f"roll/{roll.id}")
    totals = {name: getattr(roll, name) for name in ("scheme", "term", "children", "total_fen")}
    return {**shown, **totals}


def list_payments(
    session: Session,
    grant: Grant,
    *,
    payment_id: str | None,
    area: str | None,
    after: str | None,
    limit: int,
    **filters: str | None,
) -> dict[str, Any]:
    """By village, then id. `filters`: roll_id, child_id, scheme, term, state."""
    reach = visible(grant, area=Payment.area_code, child=Payment.child_id)
    query = select(Payment)
    # Of several lower bounds SQLite walks from the first: the narrowest stands before the others.
    if (last := row_of(session, Payment, after)) is not None:
        query = query.where(behind(last, Payment))
    if area is not None:
        query = query.where(under(Payment.area_code, area))
    query = query.where(reach)
    for name, value in {"id": payment_id, **filters}.items():
        if value is not None:
            query = query.where(getattr(Payment, name) == value)
    query = query.order_by(Payment.area_code, Payment.id)
    payments = session.scalars(query.limit(limit + 1)).all()
    for payment in payments[:limit]:
        grant.seen(payment.child_id, area=payment.area_code)
    return page(payments, limit, payment_view, lambda payment: payment.id)


def _roll(session: Session, grant: Grant, roll_id: str) -> Roll:
    roll = session.get(Roll, roll_id)
    if roll is None:
        raise RollNotFound(roll_id)
    grant.require(area=roll.area_code)
    return roll


def _lines(
    session: Session, query: Select[RollLine], roll_id: str, after: str | None, limit: int
) -> list[RollLine]:
    query = query.where(RollLine.roll_id == roll_id, RollLine.child_id > (key(after) or ""))
    return list(session.scalars(query.order_by(RollLine.child_id).limit(limit + 1)))


def _public(line: RollLine) -> dict[str, Any]:
    return {
        "child_id": line.child_id,
        "township_code": line.area_code[:9],
        "stage": line.stage,
        "amount_fen": line.amount_fen,
    }
