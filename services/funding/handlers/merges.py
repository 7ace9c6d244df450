"""Nothing is paid twice to a child whose two files were found to be one."""

from services.funding.handlers.taking_back import take_back
from services.funding.ports import UnitOfWork
from shared.contracts.funding.codes import PaymentState
from shared.contracts.funding.events import PaidTwice

OPEN = (PaymentState.DUE, PaymentState.FAILED)  # not with a bank, which may have paid it


def follow_merge(uow: UnitOfWork, absorbed: str, survivor: str) -> None:
    """Of two grants for one scheme and term the one not paid yet is taken back; where both are
    paid, a person must reverse one: they are told."""
    theirs = {(p.scheme, p.term, p.slot): p for p in uow.payments.standing(survivor)}
    for payment in uow.payments.standing(absorbed):
        other = theirs.get((payment.scheme, payment.term, payment.slot))
        if other is None:
            continue
        if payment.state in OPEN:
            take_back(uow, payment, operation="follow_merge")
        elif other.state in OPEN:
            take_back(uow, other, operation="follow_merge")
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
