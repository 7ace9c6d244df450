"""The part of the door for facts about how the work is organised."""

from services.notifications import handlers
from services.notifications.store import NotificationsUnitOfWork as UnitOfWork
from shared.contracts.registry.organising import events as organising
from shared.messaging.subscription import on


class Organising:
    """Mixed into `NotificationsService`."""

    @on(organising.PlanStepDue)
    def on_plan_step_due(self, event: organising.PlanStepDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)
