"""The part of the door for return visits."""

from typing import Any

from services.registry.handlers import visiting
from services.registry.queries import return_visits
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query


class Visiting:
    """Mixed into `RegistryService`."""

    @command(schemas.RecordReturnVisit, answers=schemas.ReturnVisitView)
    def record_return_visit(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any
    ) -> Any:
        visit = visiting.record_return_visit(
            uow, grant, child_id=str(child_id), **request, today=today()
        )
        return return_visits.views(uow, grant, [visit])[0]

    @command(schemas.StrikeReturnVisit, answers=schemas.ReturnVisitView)
    def strike_return_visit(self, uow: UnitOfWork, grant: Grant, *, visit_id: Any, why: str) -> Any:
        visit = visiting.strike_return_visit(uow, grant, visit_id=str(visit_id), why=why)
        return return_visits.views(uow, grant, [visit])[0]

    @query(schemas.ListReturnVisits, answers=schemas.ReturnVisitList)
    def list_return_visits(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any
    ) -> Any:
        child = str(child_id) if child_id else None
        return return_visits.list_return_visits(
            uow, grant, child_id=child, **request, today=today()
        )

    @query(schemas.CountReturnVisits, answers=schemas.VisitCounts)
    def count_return_visits(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return return_visits.count_return_visits(uow, grant, **request, today=today())
