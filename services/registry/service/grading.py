"""The part of the door for heart levels."""

from typing import Any

from services.registry.handlers import assessing
from services.registry.queries import records
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query


class Grading:
    """Mixed into `RegistryService`."""

    @command(schemas.AssessChild, answers=schemas.AssessmentView)
    def assess_child(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        assessment = assessing.assess_child(
            uow, grant, child_id=str(child_id), **request, today=today()
        )
        return records.assessment_view(uow, grant, assessment)

    @query(schemas.GetAssessments, answers=schemas.AssessmentList)
    def get_assessments(self, uow: UnitOfWork, grant: Grant, *, child_id: Any) -> Any:
        return records.get_assessments(uow, grant, child_id=str(child_id))
