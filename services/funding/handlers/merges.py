"""Nothing is paid twice to a child whose two files were found to be one."""

from services.funding.domain import ledger
from services.funding.models import Payment
from services.funding.ports import UnitOfWork, Voucher
from shared.clock import now
from shared.contracts.funding.codes import EntryKind, PaymentState
from shared.contracts.funding.events import PaidTwice

SYSTEM = "system"


def follow_merge(uow: UnitOfWork, absorbed: str, survivor: str) -> None:
    """Of two grants for one scheme and term the one not paid yet is taken back; where both are
    paid, a person must reverse one: they are told."""
    theirs = {(p.scheme, p.term): p for p in uow.payments.standing(survivor)}
    for payment in uow.payments.standing(absorbed):
        other = theirs.get((payment.scheme, payment.term))
        if other is None:
            continue
        if payment.state is PaymentState.DUE:
            _take_back(uow, payment)
        elif other.state is PaymentState.DUE:
            _take_back(uow, other)
        else:
            uow.emit(
                PaidTwice(
                    payment_id=payment.id,
                    other_id=other.id,
                    roll_id=payment.roll_id,
                    child_id=survivor,
                    area_code=payment.area_code,
                    scheme=payment.scheme,
                    term=payment.term,
                    amount_fen=payment.amount_fen,
                    version=payment.version,
                )
            )


def _take_back(uow: UnitOfWork, payment: Payment) -> None:
    """Never paid: only what was owed is booked back, and the budget is free again."""
    fund = uow.funds.get(payment.fund_id)
    fund.committed_fen -= payment.amount_fen
    fund.version += 1
    payment.state = PaymentState.REVERSED
    payment.reversed_by, payment.reversed_at = SYSTEM, now()
    payment.version += 1
    voucher = Voucher(
        kind=EntryKind.GRANT_REVERSED,
        fund=fund,
        moves=ledger.grant_taken_back(payment.amount_fen),
        roll_id=payment.roll_id,
        payment_id=payment.id,
    )
    uow.book.post([voucher], SYSTEM)
    uow.record(
        subject=f"payment/{payment.id}",
        version=payment.version,
        operation="follow_merge",
        by=SYSTEM,
        changes={"state": ["due", "reversed"]},
        key_of=payment.child_id,
    )
