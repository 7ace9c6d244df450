"""What was granted and never paid is booked back, and the budget is free again."""

from services.funding.domain import ledger
from services.funding.models import Payment
from services.funding.ports import UnitOfWork, Voucher
from shared.clock import now
from shared.contracts.funding.codes import EntryKind, PaymentState

SYSTEM = "system"


def take_back(uow: UnitOfWork, payment: Payment, *, operation: str) -> None:
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
        operation=operation,
        by=SYSTEM,
        changes={"state": ["due", "reversed"]},
        key_of=payment.child_id,
    )
