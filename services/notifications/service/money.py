"""The part of the door for facts of funding."""

from services.notifications import handlers
from services.notifications.store import NotificationsUnitOfWork as UnitOfWork
from shared.contracts.funding import events as funding
from shared.messaging.subscription import on


class Money:
    """Mixed into `NotificationsService`."""

    @on(funding.FundsReceived)
    def on_funds_received(self, event: funding.FundsReceived, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.RollProposed)
    def on_roll_proposed(self, event: funding.RollProposed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.RollApproved)
    def on_roll_approved(self, event: funding.RollApproved, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.RollRefused)
    def on_roll_refused(self, event: funding.RollRefused, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.PaymentMade)
    def on_payment_made(self, event: funding.PaymentMade, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.RollNoticed)
    def on_roll_noticed(self, event: funding.RollNoticed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.BookSigned)
    def on_book_signed(self, event: funding.BookSigned, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.BatchReturned)
    def on_batch_returned(self, event: funding.BatchReturned, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.InstalmentDue)
    def on_instalment_due(self, event: funding.InstalmentDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.PaymentReversed)
    def on_payment_reversed(self, event: funding.PaymentReversed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(funding.PaidTwice)
    def on_paid_twice(self, event: funding.PaidTwice, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)
