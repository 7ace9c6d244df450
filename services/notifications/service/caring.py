"""The part of the door for facts about care in the parents' place."""

from services.notifications import handlers
from services.notifications.store import NotificationsUnitOfWork as UnitOfWork
from shared.contracts.registry import events as registry
from shared.messaging.subscription import on


class Caring:
    """Mixed into `NotificationsService`."""

    @on(registry.CareEntrusted)
    def on_care_entrusted(self, event: registry.CareEntrusted, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CareEnding)
    def on_care_ending(self, event: registry.CareEnding, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.ContactMissing)
    def on_contact_missing(self, event: registry.ContactMissing, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CareEnded)
    def on_care_ended(self, event: registry.CareEnded, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)
