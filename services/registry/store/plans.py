"""Work plans on SQLAlchemy."""

from sqlalchemy import select

from services.registry.domain.plans import Period, Phase
from services.registry.models import PlanPhase, PlanStep, WorkPlan
from services.registry.store.organising import Locking
from shared.contracts.registry.organising.errors import PlanNotFound, StepNotFound


class SqlPlans(Locking):
    def plan(self, plan_id: str) -> WorkPlan:
        return self._locked(WorkPlan, plan_id, PlanNotFound)

    def step(self, step_id: str) -> PlanStep:
        return self._locked(PlanStep, step_id, StepNotFound)

    def phases(self, plan_id: str) -> dict[Phase, Period]:
        query = select(PlanPhase).where(PlanPhase.plan_id == plan_id)
        found = {row.phase: row for row in self._session.scalars(query)}
        return {p: Period(found[p].from_on, found[p].to_on) for p in Phase if p in found}

    def steps(self, plan_id: str) -> list[PlanStep]:
        query = select(PlanStep).where(PlanStep.plan_id == plan_id)
        return list(self._session.scalars(query.order_by(PlanStep.from_on, PlanStep.id)))
