"""The part of the door for work plans."""

from typing import Any

from services.registry.handlers import plan_reminders, planning
from services.registry.queries import plans
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.organising import plans as schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class Planning:
    """Mixed into `RegistryService`."""

    @command(schemas.MakePlan, answers=schemas.PlanView)
    def make_plan(self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any) -> Any:
        school = str(school_id) if school_id else None
        made = planning.make_plan(uow, grant, school_id=school, **request, today=today())
        return plans.get_plan(uow, grant, plan_id=made.id, today=today())

    @command(schemas.CopyPlan, answers=schemas.PlanView)
    def copy_plan(self, uow: UnitOfWork, grant: Grant, *, plan_id: Any, year: int) -> Any:
        made = planning.copy_plan(uow, grant, plan_id=str(plan_id), year=year, today=today())
        return plans.get_plan(uow, grant, plan_id=made.id, today=today())

    @command(schemas.AddStep, answers=schemas.PlanView)
    def add_step(self, uow: UnitOfWork, grant: Grant, *, plan_id: Any, **request: Any) -> Any:
        step = planning.add_step(uow, grant, plan_id=str(plan_id), **request, today=today())
        return plans.get_plan(uow, grant, plan_id=step.plan_id, today=today())

    @command(schemas.ChangeStep, answers=schemas.PlanView)
    def change_step(self, uow: UnitOfWork, grant: Grant, *, step_id: Any, **request: Any) -> Any:
        step = planning.change_step(uow, grant, step_id=str(step_id), **request, today=today())
        return plans.get_plan(uow, grant, plan_id=step.plan_id, today=today())

    @command(schemas.DropStep, answers=schemas.PlanView)
    def drop_step(self, uow: UnitOfWork, grant: Grant, *, step_id: Any, why: str) -> Any:
        step = planning.drop_step(uow, grant, step_id=str(step_id), why=why)
        return plans.get_plan(uow, grant, plan_id=step.plan_id, today=today())

    @command(schemas.ReportStep, answers=schemas.PlanView)
    def report_step(self, uow: UnitOfWork, grant: Grant, *, step_id: Any, **request: Any) -> Any:
        step = planning.report_step(uow, grant, step_id=str(step_id), **request, today=today())
        return plans.get_plan(uow, grant, plan_id=step.plan_id, today=today())

    @query(schemas.GetPlan, answers=schemas.PlanView)
    def get_plan(self, uow: UnitOfWork, grant: Grant, *, plan_id: Any) -> Any:
        return plans.get_plan(uow, grant, plan_id=str(plan_id), today=today())

    @query(schemas.ListPlans, answers=schemas.PlanList)
    def list_plans(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return plans.list_plans(uow, grant, **request, today=today())

    @query(schemas.ListMySteps, answers=schemas.MyStepList)
    def list_my_steps(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return plans.list_my_steps(uow, grant, **request, today=today())

    @when_due(plan_reminders.STEP_TIMER)
    def plan_step_due(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        plan_reminders.step_due(uow, subject=subject, today=today())
