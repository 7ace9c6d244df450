"""What was granted and never paid is booked back, and the budget is free again."""

from collections.abc import Mapping, Sequence

from services.funding.domain import ledger
from services.funding.handlers.budgets import release
from services.funding.models import Fund, Payment
from services.funding.ports import UnitOfWork, Voucher
from shared.clock import now
from shared.contracts.funding.codes import EntryKind, PaymentState

SYSTEM = "system"


def take_back(
    uow: UnitOfWork,
    payments: Sequence[Payment],
    *,
    operation: str,
    by: str = SYSTEM,
    why: str | None = None,
    funds: Mapping[str, Fund] | None = None,
) -> None:
    """All in one go: their funds are locked before the journal, here or already. Raises
    PeriodClosed."""
    if not payments:
        return
    funds = funds or uow.funds.hold({payment.fund_id for payment in payments})
    before = [payment.state.value for payment in payments]
    for payment in payments:
        release(uow, funds[payment.fund_id], payment.scheme, payment.amount_fen)
        payment.state = PaymentState.REVERSED
        payment.reversed_by, payment.reversed_at, payment.reversal = by, now(), why
        payment.version += 1
    uow.book.post([_voucher(funds[one.fund_id], one) for one in payments], by)
    for payment, state in zip(payments, before, strict=True):
        uow.record(
            subject=f"payment/{payment.id}",
            version=payment.version,
            operation=operation,
            by=by,
            changes={"state": [state, "reversed"]},
            reason=why,
            key_of=payment.child_id,
        )


def _voucher(fund: Fund, payment: Payment) -> Voucher:
    return Voucher(
        kind=EntryKind.GRANT_REVERSED,
        fund=fund,
        moves=ledger.grant_taken_back(payment.amount_fen),
        roll_id=payment.roll_id,
        payment_id=payment.id,
    )
