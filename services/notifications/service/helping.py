"""The part of the door for facts about keeping the promise of a pairing."""

from services.notifications import handlers
from services.notifications.store import NotificationsUnitOfWork as UnitOfWork
from shared.contracts.pairing import events as pairing
from shared.contracts.pairing import wish_events as wishes
from shared.messaging.subscription import on


class Helping:
    """Mixed into `NotificationsService`."""

    @on(pairing.ContactLogged)
    def on_contact_logged(self, event: pairing.ContactLogged, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.PromisesDue)
    def on_promises_due(self, event: pairing.PromisesDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.PromisesNeglected)
    def on_promises_neglected(self, event: pairing.PromisesNeglected, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.HandoverWaiting)
    def on_handover_waiting(self, event: pairing.HandoverWaiting, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.HelpStepDue)
    def on_help_step_due(self, event: pairing.HelpStepDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.ResultsScored)
    def on_results_scored(self, event: pairing.ResultsScored, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.AwardDue)
    def on_award_due(self, event: pairing.AwardDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.WatchListGrown)
    def on_watch_list_grown(self, event: pairing.WatchListGrown, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.RecordCheckExpiring)
    def on_record_check_expiring(self, event: pairing.RecordCheckExpiring, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.PairingStillMissing)
    def on_pairing_still_missing(self, event: pairing.PairingStillMissing, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishSubmitted)
    def on_wish_submitted(self, event: wishes.WishSubmitted, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishPublished)
    def on_wish_published(self, event: wishes.WishPublished, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishClaimed)
    def on_wish_claimed(self, event: wishes.WishClaimed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishLapsed)
    def on_wish_lapsed(self, event: wishes.WishLapsed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishWithdrawn)
    def on_wish_withdrawn(self, event: wishes.WishWithdrawn, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishFulfilled)
    def on_wish_fulfilled(self, event: wishes.WishFulfilled, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishConfirmed)
    def on_wish_confirmed(self, event: wishes.WishConfirmed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishUnconfirmed)
    def on_wish_unconfirmed(self, event: wishes.WishUnconfirmed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(wishes.WishNotReceived)
    def on_wish_not_received(self, event: wishes.WishNotReceived, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)
