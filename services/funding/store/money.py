"""Funds, rolls and payments; whatever is read for a change is locked."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.funding.domain.merging import Given
from services.funding.domain.rolls import Line, Settled
from services.funding.models import Fund, FundBudget, FundShare, Payment, Roll, RollLine
from services.funding.ports import Owed
from services.funding.store.chunks import AT_ONCE, chunks
from services.funding.store.files import children_of, files_of
from shared.contracts.funding.codes import LineState, PaymentState, Reason, RollState
from shared.contracts.funding.errors import FundNotFound, PaymentNotFound, RollNotFound
from shared.db import insert_only
from shared.pacing import paced, slices


def insert_all(session: Session, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """In batches, with a turn for others between them. Not through the mapper, which would be most
    of the work: a roll has 10,000 of them."""
    for batch in paced(slices(rows, AT_ONCE), every=1):
        session.connection().execute(insert_only(table), batch)


def _of(benefit: str) -> ColumnElement[bool]:
    """Also of a scheme that the rules no longer have."""
    return Payment.benefit == benefit


class SqlFunds:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, fund: Fund) -> None:
        self._session.add(fund)
        self._session.flush()

    def get(self, fund_id: str) -> Fund:
        fund = self._session.scalar(select(Fund).where(Fund.id == fund_id).with_for_update())
        if fund is None:
            raise FundNotFound(fund_id)
        return fund

    def hold(self, fund_ids: Collection[str]) -> dict[str, Fund]:
        return {fund_id: self.get(fund_id) for fund_id in sorted(fund_ids)}

    def add_budget(self, budget: FundBudget) -> None:
        self._session.add(budget)
        self._session.flush()

    def budgets(self, fund_id: str) -> dict[str, FundBudget]:
        query = select(FundBudget).where(FundBudget.fund_id == fund_id).order_by(FundBudget.scheme)
        fresh = query.execution_options(populate_existing=True)
        self._session.flush()
        return {budget.scheme: budget for budget in self._session.scalars(fresh)}

    def committed(self, fund_id: str, scheme: str) -> int:
        standing = Payment.amount_fen - Payment.refunded_fen
        query = select(func.coalesce(func.sum(standing), 0)).where(
            Payment.fund_id == fund_id,
            Payment.scheme == scheme,
            Payment.state != PaymentState.REVERSED,
        )
        return int(self._session.scalar(query) or 0)

    def shares(self, fund_id: str) -> list[tuple[str, int]]:
        query = select(FundShare.unit, FundShare.amount_fen).where(FundShare.fund_id == fund_id)
        found = self._session.execute(query.order_by(FundShare.entry, FundShare.line))
        return [(unit, amount) for unit, amount in found]

    def share(self, fund: Fund, entry: int, shares: Sequence[tuple[str, int]]) -> None:
        rows = [
            {"entry": entry, "line": line, "fund_id": fund.id, "unit": unit, "amount_fen": amount}
            for line, (unit, amount) in enumerate(shares, start=1)
        ]
        if rows:
            self._session.execute(insert(FundShare), rows)


class SqlRolls:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, roll: Roll) -> None:
        self._session.add(roll)
        self._session.flush()

    def add_lines(self, lines: Sequence[dict[str, Any]]) -> None:
        insert_all(self._session, RollLine.__table__, lines)

    def get(self, roll_id: str) -> Roll:
        roll = self._session.scalar(select(Roll).where(Roll.id == roll_id).with_for_update())
        if roll is None:
            raise RollNotFound(roll_id)
        return roll

    def line(self, roll_id: str, child_id: str) -> RollLine | None:
        return self._session.get(RollLine, (roll_id, child_id))

    def standing(self, roll_id: str) -> Iterator[Sequence[Line]]:
        line = RollLine
        query = (
            select(line.child_id, line.amount_fen, line.area_code, line.school_id, line.months)
            .where(line.roll_id == roll_id, line.state != LineState.DROPPED)
            .order_by(line.child_id)
            .limit(AT_ONCE)
        )
        after = ""
        while rows := self._session.execute(query.where(line.child_id > after)).all():
            yield [Line(*row) for row in rows]
            after = rows[-1].child_id

    def drop(self, roll_id: str, lines: Sequence[Settled]) -> None:
        for line in lines:
            this = (RollLine.roll_id == roll_id) & (RollLine.child_id == line.child_id)
            out = {"state": LineState.DROPPED, "dropped": [str(reason) for reason in line.dropped]}
            self._session.connection().execute(update(RollLine).where(this).values(out))

    def approve_lines(self, roll_id: str) -> None:
        these = (RollLine.roll_id == roll_id) & (RollLine.state == LineState.PROPOSED)
        approved = update(RollLine).where(these).values(state=LineState.APPROVED)
        self._session.connection().execute(approved)


class SqlPayments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, payments: Sequence[dict[str, Any]]) -> None:
        insert_all(self._session, Payment.__table__, payments)

    def get(self, payment_id: str) -> Payment:
        query = select(Payment).where(Payment.id == payment_id).with_for_update()
        payment = self._session.scalar(query)
        if payment is None:
            raise PaymentNotFound(payment_id)
        return payment

    def roll_of(self, payment_id: str) -> str:
        found = self._session.scalar(select(Payment.roll_id).where(Payment.id == payment_id))
        if found is None:
            raise PaymentNotFound(payment_id)
        return found

    def due(self, roll_id: str) -> list[Payment]:
        query = (
            select(Payment)
            .where(Payment.roll_id == roll_id, Payment.state == PaymentState.DUE)
            .order_by(Payment.id)
            .with_for_update()
        )
        return list(self._session.scalars(query))

    def owed(self, roll_id: str) -> Iterator[Sequence[Owed]]:
        this = Payment
        query = (
            select(this.id, this.child_id, this.amount_fen, this.payee, this.due_on)
            .where(this.roll_id == roll_id, this.state == PaymentState.DUE)
            .order_by(this.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
        after = ""
        while rows := self._session.execute(query.where(this.id > after)).all():
            yield [Owed(*row) for row in rows]
            after = rows[-1].id

    def send(self, payment_ids: Collection[str]) -> None:
        for some in chunks(payment_ids):
            these = update(Payment).where(Payment.id.in_(some))
            sent = these.values(state=PaymentState.SENT, version=Payment.version + 1)
            self._session.connection().execute(sent)

    def is_open(self, roll_id: str) -> bool:
        self._session.flush()
        still = Payment.state.in_((PaymentState.DUE, PaymentState.SENT, PaymentState.FAILED))
        query = select(Payment.id).where(Payment.roll_id == roll_id, still).limit(1)
        return self._session.scalar(query) is not None

    def of_ids(self, payment_ids: Collection[str]) -> dict[str, Payment]:
        found = dict[str, Payment]()
        for some in chunks(payment_ids):
            query = select(Payment).where(Payment.id.in_(some)).order_by(Payment.id)
            fresh = query.with_for_update().execution_options(populate_existing=True)
            found |= {payment.id: payment for payment in self._session.scalars(fresh)}
        return found

    def last_paid(self, roll_id: str) -> Payment | None:
        paid = (Payment.roll_id == roll_id) & (Payment.state == PaymentState.PAID)
        query = select(Payment).where(paid).order_by(Payment.entry.desc())
        return self._session.scalar(query.limit(1))

    def standing(self, child_id: str, scheme: str) -> list[Payment]:
        query = select(Payment).where(
            Payment.child_id.in_(files_of(self._session, [child_id])),
            Payment.scheme == scheme,
            Payment.state != PaymentState.REVERSED,
        )
        return list(self._session.scalars(query.order_by(Payment.id)))

    def families(self, files: Collection[str]) -> dict[str, list[Given]]:
        child = files_of(self._session, set(children_of(self._session, files).values()))
        several = {into for file, into in child.items() if file != into}
        found: dict[str, list[Given]] = {}
        names = ("id", "roll_id", "fund_id", "child_id", "scheme", "term", "state")
        more = ("area_code", "amount_fen", "version", "benefit")
        columns = [getattr(Payment, name) for name in (*names, *more)]
        for some in chunks(file for file, into in child.items() if into in several):
            query = select(*columns).where(Payment.child_id.in_(some))
            standing = query.where(Payment.state != PaymentState.REVERSED).order_by(Payment.id)
            for row in self._session.execute(standing):
                found.setdefault(child[row.child_id], []).append(Given(*row))
        return found

    def taken(
        self,
        child_ids: Collection[str],
        scheme: str,
        term: str,
        *,
        open_rolls: bool,
        benefit: str = "",
        excludes: Collection[str] = (),
    ) -> dict[str, Reason]:
        found: dict[str, Reason] = {}
        same = (scheme, *excludes)
        files = files_of(self._session, child_ids)
        if open_rolls:
            waiting = (
                select(RollLine.child_id)
                .join(Roll, Roll.id == RollLine.roll_id)
                .where(Roll.state == RollState.PROPOSED, Roll.scheme.in_(same), Roll.term == term)
                .where(RollLine.child_id.in_(files))
            )
            found |= dict.fromkeys(self._session.scalars(waiting), Reason.ON_OPEN_ROLL)
        granted = (
            select(Payment.child_id, Payment.scheme)
            .where(Payment.term == term, or_(Payment.scheme.in_(same), _of(benefit or scheme)))
            .where(Payment.state != PaymentState.REVERSED, Payment.child_id.in_(files))
        )
        for child_id, code in self._session.execute(granted):
            this = code == scheme
            found[child_id] = Reason.ALREADY_GRANTED if this else Reason.OTHER_BENEFIT
        return {files[child_id]: reason for child_id, reason in found.items()}
