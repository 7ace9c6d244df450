"""What a step of a work plan says by itself: before its last day, on it, and after it.

Each is a durable deadline: a machine that stood still tells at its start what was due meanwhile.
"""

from datetime import date

from services.registry.domain import plans as rules
from services.registry.models import PlanStep, WorkPlan
from services.registry.ports import UnitOfWork
from shared.clock import office_opens
from shared.contracts.registry.organising.events import PlanStepDue

STEP_TIMER = "plan_step"


def step_due(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<step>/<last day>/<day>", as the deadline was set; one that was put off, done
    or dropped since is told of no more."""
    step_id, due_on, _ = subject.split("/")
    step = uow.plans.step(step_id)
    if step.state not in rules.OPEN or step.due_on.isoformat() != due_on:
        return
    plan = uow.plans.plan(step.plan_id)
    overdue = today > step.due_on
    uow.emit(
        PlanStepDue(
            version=step.version,
            step_id=step.id,
            plan_id=plan.id,
            area_code=plan.area_code,
            school_id=plan.school_id,
            deadline=due_on,
            overdue=overdue,
            posts=[step.address, *([_maker(plan)] if overdue else ())],
        )
    )


def _maker(plan: WorkPlan) -> str:
    return rules.first_post(plan.area_code, plan.school_id)


def remind(uow: UnitOfWork, plan: WorkPlan, step: PlanStep, today: date) -> None:
    """What lies in the past already is told by the home page alone."""
    if step.state not in rules.OPEN:
        return
    pack = uow.rules.in_force(plan.area_code, today)["plans"]
    for day, _ in rules.reminders(step.due_on, pack):
        if day >= today:
            subject = f"{step.id}/{step.due_on.isoformat()}/{day.isoformat()}"
            uow.set_timer(STEP_TIMER, subject, office_opens(day))
