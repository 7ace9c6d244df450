"""Relief and allowances as screens show them, and what is due."""

from base64 import b64encode
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from services.funding.handlers.papers import bound_to
from services.funding.models import Paper, Payment, Relief, Roll
from services.funding.ports import UnitOfWork
from services.funding.queries.pages import page
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.funding.codes import PaymentState
from shared.contracts.funding.errors import ReliefNotFound
from shared.cursors import key, row_of
from shared.db import data_of
from shared.vault import Anonymised


def get_relief(uow: Any, grant: Grant, *, roll_id: str) -> dict[str, Any]:
    """Raises ReliefNotFound."""
    relief, roll = uow.reliefs.get(roll_id), uow.session.get(Roll, roll_id)
    if roll is None:
        raise ReliefNotFound(roll_id)
    grant.require(area=roll.area_code, child_id=relief.child_id)
    grant.seen(relief.child_id, area=roll.area_code)
    opened = _opened(uow, relief)
    payees = opened["payees"]
    return {
        **_row(relief, roll),
        "fund_id": roll.fund_id,
        "pay_day": relief.pay_day,
        "why": opened["why"],
        "parts": [
            {**data_of(part), "payee": payees[part.line - 1] if payees else None}
            for part in uow.reliefs.parts(roll_id)
        ],
        "instalments": _instalments(uow, roll_id),
    }


def list_reliefs(
    uow: Any,
    grant: Grant,
    *,
    child_id: str | None,
    area: str | None,
    state: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """In order of the roll's id."""
    reach = visible(grant, area=Roll.area_code, child=Relief.child_id)
    query = select(Relief, Roll).join(Roll, Roll.id == Relief.roll_id).where(reach)
    query = query.where(Relief.roll_id > (key(after) or ""))
    if child_id is not None:
        query = query.where(Relief.child_id == child_id)
    if area is not None:
        query = query.where(under(Roll.area_code, area))
    if state is not None:
        query = query.where(Roll.state == state)
    rows = uow.session.execute(query.order_by(Relief.roll_id).limit(limit + 1)).all()
    for relief, roll in rows[:limit]:
        grant.seen(relief.child_id, area=roll.area_code)
    return page(rows, limit, lambda row: _row(*row), lambda row: row[0].roll_id)


def list_instalments(
    uow: Any,
    grant: Grant,
    *,
    area: str | None,
    until: date | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Open ones up to a day, the oldest first."""
    query = select(Payment).where(
        visible(grant, area=Payment.area_code),
        Payment.state == PaymentState.DUE,
        Payment.due_on <= (until or today),
    )
    if area is not None:
        query = query.where(under(Payment.area_code, area))
    if (last := row_of(uow.session, Payment, after)) is not None:
        same = (Payment.due_on == last.due_on) & (Payment.id > last.id)
        query = query.where((Payment.due_on > last.due_on) | same)
    query = query.order_by(Payment.due_on, Payment.id).limit(limit + 1)
    found = uow.session.scalars(query).all()
    for payment in found[:limit]:
        grant.seen(payment.child_id, area=payment.area_code)
    return page(found, limit, data_of, lambda one: one.id)


def get_paper(uow: Any, grant: Grant, *, paper_id: str) -> dict[str, Any]:
    """Raises PaperNotFound or vault.Anonymised."""
    paper: Paper = uow.papers.get(paper_id)
    payment = uow.session.get(Payment, paper.subject.partition("/")[2])
    grant.require(area=payment.area_code if payment else "")
    grant.seen(paper.owner)
    content = uow.vault.open_bytes(paper.owner, uow.papers.content(paper.id), bound_to(paper))
    name = uow.vault.open(paper.owner, paper.sealed)["filename"]
    return {"filename": name, "kind": paper.kind, "content": b64encode(content).decode()}


def _instalments(uow: Any, roll_id: str) -> list[dict[str, Any]]:
    query = (
        select(Payment, Paper.number, Paper.id.label("paper_id"))
        .outerjoin(Paper, Paper.subject == "payment/" + Payment.id)
        .where(Payment.roll_id == roll_id)
        .order_by(Payment.due_on, Payment.slot, Payment.id)
    )
    return [_instalment(row) for row in uow.session.execute(query)]


def _instalment(row: Row[Any]) -> dict[str, Any]:
    payment: Payment = row[0]
    return {
        **data_of(payment),
        "line": int(payment.payee.rpartition("/")[2]),
        "month": payment.term,
        "receipt": row.number,
        "paper_id": row.paper_id,
    }


def _row(relief: Relief, roll: Roll) -> dict[str, Any]:
    return {**data_of(roll), **data_of(relief)}


def _opened(uow: UnitOfWork, relief: Relief) -> dict[str, Any]:
    try:
        return uow.vault.open(relief.child_id, relief.sealed)
    except Anonymised:
        return {"why": None, "payees": []}
