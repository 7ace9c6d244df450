"""Instalments of relief and allowances: planned at the approval, told on their day, paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from services.funding.domain import reliefs
from services.funding.domain.eligibility import ChildFacts
from services.funding.domain.merging import OPEN
from services.funding.domain.reliefs import Part
from services.funding.handlers.papers import attach
from services.funding.handlers.payments import (
    check_payers,
    finish_roll,
    payable,
    settle_payment,
)
from services.funding.handlers.reliefs import known
from services.funding.handlers.taking_back import take_back
from services.funding.models import Fund, Payment, Relief, ReliefPart, Roll
from services.funding.ports import UnitOfWork
from services.funding.views import payment_view
from shared.access.grant import Grant
from shared.clock import office_opens
from shared.contracts.funding.codes import PaymentState, RollKind
from shared.contracts.funding.errors import AllowanceMonthPaid, NotDueYet, PaymentNotDue
from shared.contracts.funding.events import InstalmentDue

TIMER = "instalment_due"


def grant_instalments(uow: UnitOfWork, roll: Roll, today: date) -> None:
    """Of a roll that is approved now, each with its deadline. Raises ReliefChildNotKnown."""
    relief = uow.reliefs.get(roll.id)
    child = known(uow, relief.child_id, today)
    parts = [_read(one) for one in uow.reliefs.parts(roll.id)]
    months = reliefs.months_between(relief.first_month, relief.last_month)
    plan = reliefs.instalments(roll.kind, parts, months, relief.pay_day, today)
    payments = [_payment(roll, child, parts[one.line - 1], one) for one in plan]
    uow.payments.add(payments)
    for payment in payments:
        uow.set_timer(TIMER, payment["id"], office_opens(payment["due_on"]))


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
    ApproverCannotPay, AlreadyGranted, and the refusals of `shared.file_kinds`."""
    roll = uow.rolls.get(uow.payments.roll_of(payment_id))
    payment = uow.payments.get(payment_id)
    grant.require(area=payment.area_code)
    if payment.state is not PaymentState.DUE or payment.due_on is None:
        raise PaymentNotDue(payment.state.value)
    check_payers(roll, grant)
    payable(uow, [payment])
    if today < payment.due_on:
        raise NotDueYet(payment.due_on.isoformat())
    part = uow.reliefs.parts(roll.id)[int(payment.payee.rpartition("/")[2]) - 1]
    reliefs.check_receipt(part.payee_kind, receipt, attached=bool(file["content"]))
    if file["content"]:
        about: dict[str, Any] = {"subject": f"payment/{payment.id}", "owner": payment.child_id}
        attach(uow, grant, **about, number=receipt or "", **file)
    settle_payment(uow, grant, payment, document=receipt)
    finish_roll(uow, roll, operation=grant.operation, by=grant.viewer.account_id)
    return payment_view(payment)


@dataclass(frozen=True)
class Former:
    """What a new allowance follows, locked."""

    rolls: Sequence[Roll] = ()
    payments: Sequence[Payment] = ()


def former(uow: UnitOfWork, roll: Roll) -> Former:
    """Of an allowance that runs already, on whichever file of the child, what is open from this
    one's first month on. Raises AllowanceMonthPaid."""
    running = _running(uow, roll, uow.reliefs.get(roll.id))
    rolls = [uow.rolls.get(roll_id) for roll_id in sorted({one.roll_id for one in running})]
    locked = uow.payments.of_ids([payment.id for payment in running]).values()
    standing = [payment for payment in locked if payment.state is not PaymentState.REVERSED]
    for payment in standing:
        if payment.state not in OPEN:
            raise AllowanceMonthPaid(payment.term)
    return Former(rolls, standing)


def end_former(uow: UnitOfWork, roll: Roll, former: Former, funds: Mapping[str, Fund]) -> None:
    """What is open is taken back, and the new allowance follows. Raises PeriodClosed."""
    first = uow.reliefs.get(roll.id).first_month
    take_back(uow, former.payments, operation="follow_allowance", funds=funds)
    for ended in former.rolls:
        uow.reliefs.get(ended.id).ended_before = first
        finish_roll(uow, ended, operation="follow_allowance")


def _running(uow: UnitOfWork, roll: Roll, relief: Relief) -> list[Payment]:
    standing = uow.payments.standing(relief.child_id, roll.scheme)
    return [payment for payment in standing if payment.term >= relief.first_month]


def _read(kept: ReliefPart) -> Part:
    return Part(kept.purpose, kept.payee_kind, None, kept.amount_fen, tuple(kept.months))


def _payment(roll: Roll, child: ChildFacts, part: Part, one: reliefs.Instalment) -> dict[str, Any]:
    """Of an allowance a month is paid once, whichever decision it comes from."""
    slot = str(one.line) if roll.kind is RollKind.ALLOWANCE else f"{roll.id}/{one.line}"
    return {
        "id": str(uuid4()),
        "roll_id": roll.id,
        "fund_id": roll.fund_id,
        "child_id": child.child_id,
        "area_code": child.area_code,
        "scheme": roll.scheme,
        "benefit": roll.scheme,
        "term": one.month,
        "amount_fen": one.amount_fen,
        "school_id": child.school_id,
        "refunded_fen": 0,
        "months": [one.month],
        "payee": f"{part.payee_kind.value}/{one.line}",
        "slot": slot,
        "due_on": one.due_on,
        "state": PaymentState.DUE,
        "version": 1,
    }
