"""The part of the door for help plans, the growth diary and handovers."""

from typing import Any

from services.pairing.handlers import diary, handovers, plans
from services.pairing.queries import growing as queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.pairing import schemas
from shared.doors import command, query


class Growing:
    """Mixed into `PairingService`."""

    @command(schemas.MakePlan, answers=schemas.HelpPlanView)
    def make_plan(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return plans.make_plan(uow, grant, **request)

    @command(schemas.NotePlanStep, answers=schemas.HelpPlanView)
    def note_plan_step(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return plans.note_plan_step(uow, grant, **request, today=today())

    @command(schemas.EndPlan, answers=schemas.HelpPlanView)
    def end_plan(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return plans.end_plan(uow, grant, **request)

    @query(schemas.ListPlans, answers=schemas.HelpPlanList)
    def list_plans(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_plans(uow, grant, **request)

    @command(schemas.WriteDiary, answers=schemas.DiaryView)
    def write_diary(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return diary.write_diary(uow, grant, **request, today=today())

    @command(schemas.StrikeDiary, answers=schemas.DiaryView)
    def strike_diary(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return diary.strike_diary(uow, grant, **request)

    @query(schemas.ListDiary, answers=schemas.DiaryList)
    def list_diary(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_diary(uow, grant, **request)

    @command(schemas.TakeHandover, answers=schemas.HandoverView)
    def take_handover(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handovers.take_handover(uow, grant, **request, today=today())

    @query(schemas.ListHandovers, answers=schemas.HandoverList)
    def list_handovers(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_handovers(uow, grant, **request)
