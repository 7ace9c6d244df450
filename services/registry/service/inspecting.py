"""The part of the door for inspections and their findings."""

from typing import Any

from services.registry.handlers import finding_reminders, inspecting
from services.registry.queries import inspections
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.organising import inspections as schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class Inspecting:
    """Mixed into `RegistryService`."""

    @command(schemas.DrawInspection, answers=schemas.InspectionView)
    def draw_inspection(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        drawn = inspecting.draw_inspection(uow, grant, **request, today=today())
        return inspections.get_inspection(uow, grant, inspection_id=drawn.id, today=today())

    @command(schemas.RecordInspectionVisit, answers=schemas.InspectionView)
    def record_inspection_visit(
        self, uow: UnitOfWork, grant: Grant, *, visit_id: Any, **request: Any
    ) -> Any:
        visit = inspecting.record_inspection_visit(
            uow, grant, visit_id=str(visit_id), **request, today=today()
        )
        of = visit.inspection_id
        return inspections.get_inspection(uow, grant, inspection_id=of, today=today())

    @command(schemas.MakeFinding, answers=schemas.FindingView)
    def make_finding(self, uow: UnitOfWork, grant: Grant, *, visit_id: Any, **request: Any) -> Any:
        made = inspecting.make_finding(uow, grant, visit_id=str(visit_id), **request, today=today())
        return inspections.get_finding(uow, grant, finding_id=made.id, today=today())

    @command(schemas.AnswerFinding, answers=schemas.FindingView)
    def answer_finding(self, uow: UnitOfWork, grant: Grant, *, finding_id: Any, answer: str) -> Any:
        asked = str(finding_id)
        inspecting.answer_finding(uow, grant, finding_id=asked, answer=answer, today=today())
        return inspections.get_finding(uow, grant, finding_id=asked, today=today())

    @command(schemas.DecideFinding, answers=schemas.FindingView)
    def decide_finding(
        self, uow: UnitOfWork, grant: Grant, *, finding_id: Any, **request: Any
    ) -> Any:
        asked = str(finding_id)
        inspecting.decide_finding(uow, grant, finding_id=asked, **request, today=today())
        return inspections.get_finding(uow, grant, finding_id=asked, today=today())

    @query(schemas.GetInspection, answers=schemas.InspectionView)
    def get_inspection(self, uow: UnitOfWork, grant: Grant, *, inspection_id: Any) -> Any:
        asked = str(inspection_id)
        return inspections.get_inspection(uow, grant, inspection_id=asked, today=today())

    @query(schemas.ListInspections, answers=schemas.InspectionList)
    def list_inspections(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return inspections.list_inspections(uow, grant, **request, today=today())

    @query(schemas.GetFinding, answers=schemas.FindingView)
    def get_finding(self, uow: UnitOfWork, grant: Grant, *, finding_id: Any) -> Any:
        return inspections.get_finding(uow, grant, finding_id=str(finding_id), today=today())

    @query(schemas.ListFindings, answers=schemas.FindingList)
    def list_findings(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return inspections.list_findings(uow, grant, **request, today=today())

    @when_due(finding_reminders.FINDING_TIMER)
    def finding_due(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        finding_reminders.finding_due(uow, subject=subject, today=today())
