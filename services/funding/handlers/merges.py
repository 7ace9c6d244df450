"""Nothing is paid twice to a child whose two files were found to be one."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from services.funding.handlers.payments import finish_roll
from services.funding.handlers.taking_back import take_back
from services.funding.handlers.twins import excess_of, twins_of
from services.funding.models import Payment
from services.funding.ports import UnitOfWork
from shared.clock import midnight, today
from shared.contracts.funding.events import PaidTwice

TIMER = "follow_merge"


def follow_merge(uow: UnitOfWork, child_id: str) -> None:
    """Of grants for one scheme and term on several files the one not paid yet is taken back; where
    both are paid, a person must reverse one: they are told."""
    for one, other in excess_of(uow, [child_id]).twice:
        uow.emit(
            PaidTwice(
                payment_id=one.payment_id,
                other_id=other.payment_id,
                roll_id=one.roll_id,
                child_id=child_id,
                area_code=one.area_code,
                scheme=one.scheme,
                term=one.term,
                amount_fen=one.amount_fen,
                version=one.version,
            )
        )
    keep_one(uow, child_id)


def keep_one(uow: UnitOfWork, child_id: str) -> None:
    """Take back what is too many; in a month whose book is closed, in the next one."""
    seen = excess_of(uow, [child_id]).open
    rolls = [uow.rolls.get(roll_id) for roll_id in sorted({one.roll_id for one in seen})]
    payments = uow.payments.of_ids([one.payment_id for one in seen])
    again = {one.payment_id for one in excess_of(uow, [child_id]).open}  # as it is under the locks
    _take_back(uow, [one for one in payments.values() if one.id in again])
    for roll in rolls:
        finish_roll(uow, roll, operation=TIMER)


def give_up_twins(uow: UnitOfWork, payments: Collection[Payment]) -> None:
    """Of payments that came back from a bank those that their child has on another file. They and
    their roll are locked."""
    twins = twins_of(uow, payments)
    _take_back(uow, [payment for payment in payments if payment.id in twins])


def _take_back(uow: UnitOfWork, payments: Sequence[Payment]) -> None:
    if not payments:
        return
    funds = uow.funds.hold({payment.fund_id for payment in payments})
    if uow.book.is_open({payment.area_code for payment in payments}):
        take_back(uow, payments, operation=TIMER, funds=funds)
        return
    next_month = (today().replace(day=1) + timedelta(days=32)).replace(day=1)
    for child_id in sorted({payment.child_id for payment in payments}):
        uow.set_timer(TIMER, f"{child_id}/{next_month:%Y-%m}", midnight(next_month))
