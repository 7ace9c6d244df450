"""Paying an approved roll, and taking a wrong payment back."""

from typing import Any

from services.funding.domain import ledger, rolls
from services.funding.models import Fund, Payment
from services.funding.ports import UnitOfWork, Voucher
from services.funding.views import payment_view, roll_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.funding.codes import EntryKind, PaymentState, RollKind, RollState
from shared.contracts.funding.errors import PaidByInstalments
from shared.contracts.funding.events import PaymentMade, PaymentReversed
from shared.pacing import paced


def pay_roll(uow: UnitOfWork, grant: Grant, *, roll_id: str) -> dict[str, Any]:
    """Pay all that the roll owes, in one transaction: whoever comes second finds it paid.

    Raises RollNotApproved, PaidByInstalments, ProposerCannotPay or ApproverCannotPay.
    """
    roll = uow.rolls.get(roll_id)
    grant.require(area=roll.area_code)
    if roll.kind is not RollKind.SCHEME:
        raise PaidByInstalments()
    by, at = grant.viewer.account_id, now()
    rolls.check_payment(
        roll.state, proposed_by=roll.proposed_by, approved_by=roll.decided_by or "", by=by
    )
    fund, due = uow.funds.get(roll.fund_id), uow.payments.due(roll.id)
    vouchers = [_voucher(fund, payment) for payment in due]
    entries = uow.book.post(vouchers, by) if vouchers else []  # all of it may be taken back
    for payment, entry in paced(zip(due, entries, strict=True)):
        payment.state, payment.entry = PaymentState.PAID, entry
        payment.paid_by, payment.paid_at = by, at
        payment.version += 1
        uow.emit(PaymentMade(**_facts(payment)))
    fund.paid_fen += sum(payment.amount_fen for payment in due)
    fund.version += 1
    roll.state, roll.paid_by, roll.paid_at = RollState.PAID, by, at
    roll.version += 1
    uow.record(
        subject=f"roll/{roll.id}",
        version=roll.version,
        operation=grant.operation,
        by=by,
        changes={"state": ["approved", "paid"], "payments": len(due)},
    )
    return roll_view(roll)


def settle_payment(
    uow: UnitOfWork, grant: Grant, payment: Payment, *, document: str | None
) -> None:
    """Book one due payment as paid."""
    fund, by = uow.funds.get(payment.fund_id), grant.viewer.account_id
    [payment.entry] = uow.book.post([_voucher(fund, payment, document=document)], by)
    payment.state, payment.paid_by, payment.paid_at = PaymentState.PAID, by, now()
    payment.version += 1
    fund.paid_fen += payment.amount_fen
    fund.version += 1
    uow.record(
        subject=f"payment/{payment.id}",
        version=payment.version,
        operation=grant.operation,
        by=by,
        changes={"state": ["due", "paid"]},
        key_of=payment.child_id,
    )
    uow.emit(PaymentMade(**_facts(payment)))


def reverse_payment(uow: UnitOfWork, grant: Grant, *, payment_id: str, why: str) -> dict[str, Any]:
    """Book the contrary of a wrong payment. The money is the fund's again, and the child may be
    on a new roll for the same scheme and term.

    Raises PaymentNotPaid or PayerCannotReverse.
    """
    payment = uow.payments.get(payment_id)
    grant.require(area=payment.area_code)
    by = grant.viewer.account_id
    rolls.check_reversal(payment.state, paid_by=payment.paid_by, by=by)
    fund = uow.funds.get(payment.fund_id)
    fund.committed_fen -= payment.amount_fen
    fund.paid_fen -= payment.amount_fen
    fund.version += 1
    payment.state = PaymentState.REVERSED
    payment.reversed_by, payment.reversed_at, payment.reversal = by, now(), why
    payment.version += 1
    uow.book.post([_voucher(fund, payment, EntryKind.GRANT_REVERSED)], by)
    uow.record(
        subject=f"payment/{payment.id}",
        version=payment.version,
        operation=grant.operation,
        by=by,
        changes={"state": ["paid", "reversed"]},
        reason=why,
        key_of=payment.child_id,
    )
    uow.emit(PaymentReversed(**_facts(payment)))
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
