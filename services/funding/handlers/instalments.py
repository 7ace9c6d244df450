"""Instalments of relief and allowances: planned at the approval, told on their day, paid."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.funding.domain import reliefs, rolls
from services.funding.domain.eligibility import ChildFacts
from services.funding.domain.reliefs import Part
from services.funding.handlers.papers import attach
from services.funding.handlers.payments import finish_roll, settle_payment
from services.funding.handlers.reliefs import known
from services.funding.handlers.taking_back import take_back
from services.funding.models import Payment, Relief, ReliefPart, Roll
from services.funding.ports import UnitOfWork
from services.funding.views import payment_view
from shared.access.grant import Grant
from shared.clock import midnight
from shared.contracts.funding.codes import PaymentState, RollKind, RollState
from shared.contracts.funding.errors import AllowanceMonthPaid, NotDueYet, PaymentNotDue
from shared.contracts.funding.events import InstalmentDue

TIMER = "instalment_due"
MORNING = timedelta(hours=8)


def granted(uow: UnitOfWork, roll: Roll, today: date) -> list[Payment]:
    """The instalments of a roll that is approved now, each with its deadline. Of an allowance that
    runs already the open months from the first one on are taken back.

    Raises ReliefChildNotKnown or AllowanceMonthPaid.
    """
    relief = uow.reliefs.get(roll.id)
    child = known(uow, relief.child_id, today)
    if roll.kind is RollKind.ALLOWANCE:
        _follow(uow, roll, relief)
    parts = [_read(one) for one in uow.reliefs.parts(roll.id)]
    months = reliefs.months_between(relief.first_month, relief.last_month)
    plan = reliefs.instalments(roll.kind, parts, months, relief.pay_day, today)
    payments = [_payment(roll, child, parts[one.line - 1], one) for one in plan]
    for payment in payments:
        assert payment.due_on is not None  # noqa: S101 - set by _payment
        uow.set_timer(TIMER, payment.id, midnight(payment.due_on) + MORNING)
    return payments


def instalment_due(uow: UnitOfWork, *, payment_id: str) -> None:
    """Its day has come: who pays is told, once. One that is no longer open is left alone."""
    payment = uow.payments.get(payment_id)
    if payment.state is not PaymentState.DUE:
        return
    uow.emit(
        InstalmentDue(
            version=payment.version,
            payment_id=payment.id,
            roll_id=payment.roll_id,
            child_id=payment.child_id,
            area_code=payment.area_code,
            scheme=payment.scheme,
            term=payment.term,
            due_on=str(payment.due_on),
            amount_fen=payment.amount_fen,
        )
    )


def pay_instalment(
    uow: UnitOfWork,
    grant: Grant,
    *,
    payment_id: str,
    receipt: str | None,
    today: date,
    **file: Any,
) -> dict[str, Any]:
    """Raises PaymentNotFound, PaymentNotDue, NotDueYet, ReceiptMissing, ProposerCannotPay,
    ApproverCannotPay, and the refusals of `shared.file_kinds`."""
    roll = uow.rolls.get(uow.payments.roll_of(payment_id))
    payment = uow.payments.get(payment_id)
    grant.require(area=payment.area_code)
    by = grant.viewer.account_id
    if payment.state is not PaymentState.DUE or payment.due_on is None:
        raise PaymentNotDue(payment.state.value)
    rolls.check_payers(proposed_by=roll.proposed_by, approved_by=roll.decided_by or "", by=by)
    if today < payment.due_on:
        raise NotDueYet(payment.due_on.isoformat())
    part = uow.reliefs.parts(roll.id)[int(payment.payee.rpartition("/")[2]) - 1]
    reliefs.check_receipt(part.payee_kind, receipt, attached=bool(file["content"]))
    if file["content"]:
        about: dict[str, Any] = {"subject": f"payment/{payment.id}", "owner": payment.child_id}
        attach(uow, grant, **about, number=receipt or "", **file)
    settle_payment(uow, grant, payment, document=receipt)
    finish_roll(uow, roll, by)
    return payment_view(payment)


def _follow(uow: UnitOfWork, roll: Roll, relief: Relief) -> None:
    running = [
        payment
        for payment in uow.payments.standing(relief.child_id)
        if payment.scheme == roll.scheme and payment.term >= relief.first_month
    ]
    for payment in running:
        if payment.state is not PaymentState.DUE:
            raise AllowanceMonthPaid(payment.term)
    for former in {payment.roll_id for payment in running}:
        uow.reliefs.get(former).ended_before = relief.first_month
    for payment in running:
        take_back(uow, payment, operation="follow_allowance")
    for former in {payment.roll_id for payment in running}:
        if not uow.payments.due(former):
            ended = uow.rolls.get(former)
            ended.state = RollState.ENDED
            ended.version += 1


def _read(kept: ReliefPart) -> Part:
    return Part(kept.purpose, kept.payee_kind, None, kept.amount_fen, tuple(kept.months))


def _payment(roll: Roll, child: ChildFacts, part: Part, one: reliefs.Instalment) -> Payment:
    """Of an allowance a month is paid once, whichever decision it comes from."""
    slot = str(one.line) if roll.kind is RollKind.ALLOWANCE else f"{roll.id}/{one.line}"
    return Payment(
        id=str(uuid4()),
        roll_id=roll.id,
        fund_id=roll.fund_id,
        child_id=child.child_id,
        area_code=child.area_code,
        scheme=roll.scheme,
        term=one.month,
        amount_fen=one.amount_fen,
        school_id=child.school_id,
        refunded_fen=0,
        months=[one.month],
        payee=f"{part.payee_kind.value}/{one.line}",
        slot=slot,
        due_on=one.due_on,
        state=PaymentState.DUE,
        version=1,
    )
