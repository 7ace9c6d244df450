"""What was granted and never paid is booked back, and the budget is free again."""

from services.funding.domain import ledger
from services.funding.models import Payment
from services.funding.ports import UnitOfWork, Voucher
from shared.clock import now
from shared.contracts.funding.codes import EntryKind, PaymentState

SYSTEM = "system"


def take_back(
    uow: UnitOfWork,
    payment: Payment,
    *,
    operation: str,
    by: str = SYSTEM,
    why: str | None = None,
) -> None:
    before = payment.state.value
    fund = uow.funds.get(payment.fund_id)
    fund.committed_fen -= payment.amount_fen
    fund.version += 1
    payment.state = PaymentState.REVERSED
    payment.reversed_by, payment.reversed_at, payment.reversal = by, now(), why
    payment.version += 1
    voucher = Voucher(
        kind=EntryKind.GRANT_REVERSED,
        fund=fund,
        moves=ledger.grant_taken_back(payment.amount_fen),
        roll_id=payment.roll_id,
        payment_id=payment.id,
    )
    uow.book.post([voucher], by)
    uow.record(
        subject=f"payment/{payment.id}",
        version=payment.version,
        operation=operation,
        by=by,
        changes={"state": [before, "reversed"]},
        reason=why,
        key_of=payment.child_id,
    )
