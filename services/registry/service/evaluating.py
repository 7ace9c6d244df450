"""The part of the door for the yearly evaluation."""

from typing import Any

from services.registry.handlers import evaluating
from services.registry.queries import evaluations
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.organising import evaluations as schemas
from shared.doors import command, query


class Evaluating:
    """Mixed into `RegistryService`."""

    @query(schemas.ListEvaluations, answers=schemas.EvaluationList)
    def list_evaluations(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return evaluations.list_evaluations(uow, grant, **request, today=today())

    @query(schemas.GetEvaluation, answers=schemas.EvaluationView)
    def get_evaluation(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return evaluations.get_evaluation(uow, grant, **request, today=today())

    @command(schemas.SignEvaluations, answers=schemas.EvaluationsSigned)
    def sign_evaluations(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        day = today()
        standing = evaluations.to_sign(uow, grant, **request, today=day)
        return evaluating.sign_evaluations(uow, grant, **request, standing=standing, today=day)
