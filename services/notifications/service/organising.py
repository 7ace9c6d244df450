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

    @on(organising.FindingMade)
    def on_finding_made(self, event: organising.FindingMade, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(organising.FindingDue)
    def on_finding_due(self, event: organising.FindingDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(organising.FindingAnswered)
    def on_finding_answered(self, event: organising.FindingAnswered, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(organising.FindingDecided)
    def on_finding_decided(self, event: organising.FindingDecided, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(organising.LettersUnsigned)
    def on_letters_unsigned(self, event: organising.LettersUnsigned, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(organising.EvaluationSigned)
    def on_evaluation_signed(self, event: organising.EvaluationSigned, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)
