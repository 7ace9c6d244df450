"""Inspections on SQLAlchemy."""

from collections.abc import Iterator

from sqlalchemy import select

from services.registry.models import Child, Finding, Inspection, InspectionVisit
from services.registry.store.organising import Locking
from services.registry.store.ranges import under
from shared.contracts.registry.codes import CARED_FOR
from shared.contracts.registry.organising.errors import (
    FindingNotFound,
    InspectionNotFound,
    InspectionVisitNotFound,
)


class SqlInspections(Locking):
    def inspection(self, inspection_id: str) -> Inspection:
        return self._locked(Inspection, inspection_id, InspectionNotFound)

    def visit(self, visit_id: str) -> InspectionVisit:
        return self._locked(InspectionVisit, visit_id, InspectionVisitNotFound)

    def finding(self, finding_id: str) -> Finding:
        return self._locked(Finding, finding_id, FindingNotFound)

    def dossiers_under(self, area: str) -> Iterator[tuple[str, str]]:
        query = select(Child.id, Child.area_code).where(
            under(Child.area_code, area),
            Child.status.in_(CARED_FOR),
            Child.merged_into.is_(None),
        )
        for child, village in self._session.execute(query):
            yield str(child), str(village)
