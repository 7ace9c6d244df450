"""How far a roll has come, its accounts, its batches and their files."""

from base64 import b64encode
from typing import Any

from sqlalchemy import func, select

from services.funding.domain.bank_files import render
from services.funding.domain.noticing import has_ended
from services.funding.handlers.accounts import tail
from services.funding.handlers.batches import bank_lines
from services.funding.models import (
    BankAccount,
    Batch,
    BatchLine,
    ClosedPeriod,
    Delegation,
    Objection,
    Payment,
    Roll,
    RollLine,
)
from services.funding.queries.pages import page
from services.funding.views import batch_view
from shared.access.grant import COUNTY, Grant
from shared.access.sql import visible
from shared.clock import day_of, today
from shared.contracts.funding.codes import BatchState, LineState, PaymentState, RollKind
from shared.contracts.funding.errors import BatchNotFound, BatchSettled, RollNotFound
from shared.cursors import key, position, row_of
from shared.db import data_of
from shared.vault import Anonymised


def get_progress(uow: Any, grant: Grant, *, roll_id: str) -> dict[str, Any]:
    """Raises RollNotFound."""
    roll = _roll(uow, grant, roll_id)
    area, day = roll.area_code, today()
    notice = uow.rules.notice(area, day)
    scheme = roll.kind is RollKind.SCHEME
    needed = list(uow.rules.checked_by(roll.scheme, area, day)) if scheme else []
    working_days = notice.working_days if scheme else 0
    checks = uow.noticing.checks(roll_id)
    agreed = {check.side.value for check in checks if check.agreed}
    objections = select(Objection).where(Objection.roll_id == roll_id)
    batches = select(Batch).where(Batch.roll_id == roll_id).order_by(Batch.made_at, Batch.id)
    counts = dict(
        uow.session.execute(
            select(Payment.state, func.count())
            .where(Payment.roll_id == roll_id)
            .group_by(Payment.state)
        ).all()
    )
    return {
        "checks": [data_of(check) for check in checks],
        "needed": needed,
        "checked": agreed.issuperset(needed),
        "working_days": working_days,
        "noticed": not working_days or has_ended(roll.notice_until, day),
        "may_waive": notice.may_waive,
        "objections": [
            data_of(one) for one in uow.session.scalars(objections.order_by(Objection.received_at))
        ],
        "open_objections": uow.noticing.open_objections(roll_id),
        "batches": [batch_view(batch) for batch in uow.session.scalars(batches)],
        "banks": [{"bank": b.bank, "title": b.title} for b in uow.rules.banks(area, day)],
        "due": counts.get(PaymentState.DUE, 0),
        "failed": counts.get(PaymentState.FAILED, 0),
        **_accounts(uow, roll_id),
    }


def _accounts(uow: Any, roll_id: str) -> dict[str, int]:
    standing = (RollLine.roll_id == roll_id) & (RollLine.state != LineState.DROPPED)
    query = (
        select(func.count())
        .select_from(RollLine)
        .outerjoin(BankAccount, BankAccount.child_id == RollLine.child_id)
        .where(standing)
    )
    missing = uow.session.scalar(query.where(BankAccount.child_id.is_(None)))
    marks = (
        select(func.count().label("children"))
        .select_from(RollLine)
        .join(BankAccount, BankAccount.child_id == RollLine.child_id)
        .where(standing)
        .group_by(BankAccount.mark)
        .having(func.count() > 1)
        .subquery()
    )
    shared = uow.session.scalar(select(func.coalesce(func.sum(marks.c.children), 0)))
    return {"without_account": int(missing or 0), "shared_accounts": int(shared or 0)}


def list_accounts(
    uow: Any, grant: Grant, *, roll_id: str, after: str | None, limit: int
) -> dict[str, Any]:
    """Of a roll's children; those without one too."""
    _roll(uow, grant, roll_id)
    query = (
        select(RollLine, BankAccount)
        .outerjoin(BankAccount, BankAccount.child_id == RollLine.child_id)
        .where(RollLine.roll_id == roll_id, RollLine.state != LineState.DROPPED)
        .where(RollLine.child_id > (key(after) or ""))
        .order_by(RollLine.child_id)
        .limit(limit + 1)
    )
    rows = uow.session.execute(query).all()
    grant.seen(*(line.child_id for line, _ in rows[:limit]))
    sharing = uow.accounts.sharing([account.mark for _, account in rows if account])
    uow.vault.preload(account.child_id for _, account in rows if account)
    return page(rows, limit, lambda row: _account(uow, sharing, *row), lambda row: row[0].child_id)


def _account(
    uow: Any, sharing: dict[str, int], line: RollLine, account: BankAccount | None
) -> dict[str, Any]:
    where = {"child_id": line.child_id, "area_code": line.area_code}
    nothing = {"holder": None, "tail": None, "bank": None, "shared_with": 0}
    if account is None:
        return {**where, **nothing}
    try:
        opened = uow.vault.open(account.child_id, account.sealed)
    except Anonymised:
        return {**where, **nothing}
    return {
        **where,
        "holder": opened["holder"],
        "tail": tail(opened["number"]),
        "bank": opened["bank"],
        "shared_with": sharing.get(account.mark, 1) - 1,
    }


def get_batch_file(uow: Any, grant: Grant, *, batch_id: str) -> dict[str, Any]:
    """Of a batch that is with the bank; a file that is over must not go there again. Raises
    BatchNotFound, BatchSettled or BankNotFound."""
    batch = _batch(uow, grant, batch_id)
    if batch.state is not BatchState.SENT:
        raise BatchSettled(batch.state.value)
    template = uow.rules.bank(batch.bank, batch.area_code, day_of(batch.made_at))
    line = BatchLine  # by columns, not through the mapper: there may be 10,000
    columns = (line.line, line.child_id, line.sealed, line.amount_fen)
    query = select(*columns).where(line.batch_id == batch_id).order_by(line.line)
    lines = uow.session.execute(query).all()
    grant.seen(*(one.child_id for one in lines))
    content = render(template, batch.number, bank_lines(uow, lines))
    name = f"{batch.number}.{template.ending}"
    return {"filename": name, "content": b64encode(content).decode()}


def list_batch_lines(
    uow: Any,
    grant: Grant,
    *,
    batch_id: str,
    outcome: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    batch = _batch(uow, grant, batch_id)
    query = select(BatchLine).where(BatchLine.batch_id == batch_id)
    if outcome is not None:
        query = query.where(BatchLine.outcome == outcome)
    if (last := position(after)) is not None:
        query = query.where(BatchLine.line > last)
    lines = uow.session.scalars(query.order_by(BatchLine.line).limit(limit + 1)).all()
    grant.seen(*(line.child_id for line in lines[:limit]))
    uow.vault.preload(line.child_id for line in lines)
    shown = page(lines, limit, lambda line: _line(uow, line), lambda line: line.line)
    return {**shown, "batch": batch_view(batch)}


def _line(uow: Any, line: BatchLine) -> dict[str, Any]:
    try:
        number = tail(uow.vault.open(line.child_id, line.sealed)["number"])
    except Anonymised:
        number = ""
    return {**data_of(line), "tail": number}


def list_delegations(uow: Any, grant: Grant, *, after: str | None, limit: int) -> dict[str, Any]:
    """The newest first."""
    query = select(Delegation).where(visible(grant, area=Delegation.area_code))
    if (last := row_of(uow.session, Delegation, after)) is not None:
        same = (Delegation.made_at == last.made_at) & (Delegation.id < last.id)
        query = query.where((Delegation.made_at < last.made_at) | same)
    query = query.order_by(Delegation.made_at.desc(), Delegation.id.desc()).limit(limit + 1)
    return page(uow.session.scalars(query).all(), limit, data_of, lambda one: one.id)


def list_periods(uow: Any, grant: Grant, *, after: str | None, limit: int) -> dict[str, Any]:
    """Those closed, the newest first. The cursor is a number: year, month and county."""
    query = select(ClosedPeriod).where(visible(grant, area=ClosedPeriod.area_code))
    if (last := position(after)) is not None:
        year_month, county = divmod(last, 10**COUNTY)
        month, area = f"{year_month // 100:04}-{year_month % 100:02}", f"{county:0{COUNTY}}"
        same = (ClosedPeriod.month == month) & (ClosedPeriod.area_code < area)
        query = query.where((ClosedPeriod.month < month) | same)
    query = query.order_by(ClosedPeriod.month.desc(), ClosedPeriod.area_code.desc())
    found = uow.session.scalars(query.limit(limit + 1)).all()
    return page(found, limit, data_of, lambda one: one.month.replace("-", "") + one.area_code)


def _roll(uow: Any, grant: Grant, roll_id: str) -> Roll:
    roll: Roll | None = uow.session.get(Roll, roll_id)
    if roll is None:
        raise RollNotFound(roll_id)
    grant.require(area=roll.area_code)
    grant.seen(f"roll/{roll.id}")
    return roll


def _batch(uow: Any, grant: Grant, batch_id: str) -> Batch:
    batch: Batch | None = uow.session.get(Batch, batch_id)
    if batch is None:
        raise BatchNotFound(batch_id)
    grant.require(area=batch.area_code)
    return batch
