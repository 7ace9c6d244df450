"""Paying an approved roll, and taking a wrong payment back."""

from collections.abc import Sequence
from typing import Any

from services.funding.domain import ledger, rolls
from services.funding.handlers.budgets import release
from services.funding.handlers.noting import note_payment, note_roll
from services.funding.handlers.taking_back import SYSTEM
from services.funding.handlers.twins import twins_of
from services.funding.models import Fund, Payment, Roll
from services.funding.ports import UnitOfWork, Voucher
from services.funding.views import payment_view, roll_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.funding.codes import (
    ONE_CHILD,
    EntryKind,
    PaymentState,
    RollKind,
    RollState,
)
from shared.contracts.funding.errors import (
    AlreadyGranted,
    AlreadyRefunded,
    PaidByInstalments,
    PaymentsWithBank,
    RefundTooHigh,
)
from shared.contracts.funding.events import PaymentMade, PaymentReversed
from shared.pacing import paced


def pay_roll(uow: UnitOfWork, grant: Grant, *, roll_id: str) -> dict[str, Any]:
    """Pay all that the roll owes, in one transaction: whoever comes second finds it paid.

    Raises RollNotApproved, PaidByInstalments, ProposerCannotPay, ApproverCannotPay, AlreadyGranted
    or PaymentsWithBank.
    """
    roll = uow.rolls.get(roll_id)
    grant.require(area=roll.area_code)
    if roll.kind in ONE_CHILD:
        raise PaidByInstalments()
    rolls.check_approved(roll.state)
    check_payers(roll, grant)
    due = payable(uow, uow.payments.due(roll.id))
    if due:  # all of it may be taken back
        settle_all(uow, grant, due, document=None)
    elif uow.payments.is_open(roll.id):
        raise PaymentsWithBank()
    note_roll(uow, grant, roll, {"payments": len(due)})
    finish_roll(uow, roll, operation=grant.operation, by=grant.viewer.account_id)
    return roll_view(roll)


def check_payers(roll: Roll, grant: Grant, away: str | None = None) -> None:
    """`away`: for whom the viewer stands in. Raises ProposerCannotPay or ApproverCannotPay."""
    rolls.check_payers(
        proposed_by=roll.proposed_by,
        approved_by={roll.decided_by, roll.decided_for},
        by={grant.viewer.account_id, away},
    )


def payable(uow: UnitOfWork, payments: Sequence[Payment]) -> list[Payment]:
    """Without those that the child has on another file already. Raises AlreadyGranted where that
    leaves none."""
    twins = twins_of(uow, payments)
    rest = [payment for payment in payments if payment.id not in twins]
    if twins and not rest:
        raise AlreadyGranted()
    return rest


def settle_payment(
    uow: UnitOfWork, grant: Grant, payment: Payment, *, document: str | None
) -> None:
    """Book one due payment as paid."""
    settle_all(uow, grant, [payment], document=document)
    note_payment(uow, grant, payment, {"state": ["due", "paid"]})


def settle_all(
    uow: UnitOfWork,
    grant: Grant,
    payments: Sequence[Payment],
    *,
    document: str | None,
    away: str | None = None,
) -> None:
    """Book payments of one fund as paid; `away`: for whom the payer stood in. Raises
    PeriodClosed."""
    fund, by, at = uow.funds.get(payments[0].fund_id), grant.viewer.account_id, now()
    entries = uow.book.post([_voucher(fund, one, document=document) for one in payments], by)
    for payment, entry in paced(zip(payments, entries, strict=True)):
        payment.state, payment.entry = PaymentState.PAID, entry
        payment.paid_by, payment.paid_for, payment.paid_at = by, away, at
        payment.version += 1
        uow.emit(PaymentMade(**_facts(payment)))
    fund.paid_fen += sum(payment.amount_fen for payment in payments)
    fund.version += 1


def finish_roll(uow: UnitOfWork, roll: Roll, *, operation: str, by: str = SYSTEM) -> None:
    """When nothing of it is open any more, it is paid, by who paid last; or it ended, where nobody
    was paid or another allowance follows."""
    if roll.state is not RollState.APPROVED or uow.payments.is_open(roll.id):
        return
    last = uow.payments.last_paid(roll.id)
    if last is None or _followed(uow, roll):
        roll.state = RollState.ENDED
    else:
        roll.state, roll.paid_by, roll.paid_at = RollState.PAID, last.paid_by, last.paid_at
    roll.version += 1
    uow.record(
        subject=f"roll/{roll.id}",
        version=roll.version,
        operation=operation,
        by=by,
        changes={"state": ["approved", roll.state.value]},
    )


def _followed(uow: UnitOfWork, roll: Roll) -> bool:
    return roll.kind is RollKind.ALLOWANCE and uow.reliefs.get(roll.id).ended_before is not None


def reverse_payment(uow: UnitOfWork, grant: Grant, *, payment_id: str, why: str) -> dict[str, Any]:
    """Book the contrary of a wrong payment. The money is the fund's again, and the child may be
    on a new roll for the same scheme and term.

    Raises PaymentNotPaid or PayerCannotReverse.
    """
    payment = uow.payments.get(payment_id)
    grant.require(area=payment.area_code)
    by = grant.viewer.account_id
    rolls.check_reversal(payment.state, paid_by={payment.paid_by, payment.paid_for}, by=by)
    if payment.refunded_fen:
        raise AlreadyRefunded()
    fund = uow.funds.get(payment.fund_id)
    release(uow, fund, payment.scheme, payment.amount_fen)
    fund.paid_fen -= payment.amount_fen
    payment.state = PaymentState.REVERSED
    payment.reversed_by, payment.reversed_at, payment.reversal = by, now(), why
    payment.version += 1
    uow.book.post([_voucher(fund, payment, EntryKind.GRANT_REVERSED)], by)
    note_payment(uow, grant, payment, {"state": ["paid", "reversed"]}, why)
    uow.emit(PaymentReversed(**_facts(payment)))
    return payment_view(payment)


def refund_payment(
    uow: UnitOfWork, grant: Grant, *, payment_id: str, amount_fen: int, document: str, why: str
) -> dict[str, Any]:
    """Too much was paid and a part of it came back: booked, and the money is the fund's again.

    Raises PaymentNotPaid, PayerCannotReverse, AlreadyRefunded or RefundTooHigh.
    """
    payment = uow.payments.get(payment_id)
    grant.require(area=payment.area_code)
    by = grant.viewer.account_id
    rolls.check_reversal(payment.state, paid_by={payment.paid_by, payment.paid_for}, by=by)
    if payment.refunded_fen:
        raise AlreadyRefunded()
    if amount_fen >= payment.amount_fen:
        raise RefundTooHigh(str(payment.amount_fen - 1))
    fund = uow.funds.get(payment.fund_id)
    release(uow, fund, payment.scheme, amount_fen)
    fund.paid_fen -= amount_fen
    payment.refunded_fen = amount_fen
    payment.version += 1
    voucher = Voucher(
        kind=EntryKind.GRANT_REFUNDED,
        fund=fund,
        moves=ledger.grant_refunded(amount_fen),
        roll_id=payment.roll_id,
        payment_id=payment.id,
        document=document,
    )
    uow.book.post([voucher], by)
    note_payment(uow, grant, payment, {"refunded_fen": [0, amount_fen]}, why)
    return payment_view(payment)


def _voucher(
    fund: Fund,
    payment: Payment,
    kind: EntryKind = EntryKind.GRANT_PAID,
    document: str | None = None,
) -> Voucher:
    moves = ledger.grant_paid if kind is EntryKind.GRANT_PAID else ledger.grant_reversed
    return Voucher(
        kind=kind,
        fund=fund,
        moves=moves(payment.amount_fen),
        roll_id=payment.roll_id,
        payment_id=payment.id,
        document=document,
    )


def _facts(payment: Payment) -> dict[str, Any]:
    return {
        "version": payment.version,
        "payment_id": payment.id,
        "roll_id": payment.roll_id,
        "child_id": payment.child_id,
        "area_code": payment.area_code,
        "scheme": payment.scheme,
        "term": payment.term,
        "amount_fen": payment.amount_fen,
    }
