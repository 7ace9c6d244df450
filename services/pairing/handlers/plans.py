"""The help plan of a child: aims and steps, what each came to, and its end."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.pairing.domain import growing as rules
from services.pairing.domain.duties import Rhythm
from services.pairing.handlers.near_child import author
from services.pairing.models import HelpPlan, PlanStep
from services.pairing.ports import UnitOfWork
from services.pairing.views import plan_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.pairing.codes import PairingStatus
from shared.contracts.pairing.events import HelpStepDue
from shared.contracts.pairing.growing_codes import PlanKind, PlanState
from shared.contracts.pairing.growing_errors import PlanStepNotFound


def make_plan(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    kind: str,
    from_day: date,
    to_day: date,
    situation: str | None,
    aims: str,
    steps: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Raises ChildNotKnown, NotPairedWithChild or PlanDaysInvalid."""
    child = uow.children.get(child_id)
    role = author(uow, grant, child)
    rules.check_plan_days(from_day, to_day, [step["due_on"] for step in steps])
    plan = HelpPlan(
        id=str(uuid4()),
        child_id=child.id,
        area_code=child.area_code,
        school_id=child.school_id,
        kind=PlanKind(kind),
        state=PlanState.RUNNING,
        from_day=from_day,
        to_day=to_day,
        sealed=uow.vault.seal(child.id, {"situation": situation, "aims": aims.strip()}),
        by=grant.viewer.account_id,
        as_role=role,
        made_at=now(),
        version=1,
    )
    made = _steps(uow, plan, steps)
    uow.growing.add_plan(plan, made)
    _note(uow, grant, plan, {"state": [None, plan.state], "kind": kind, "steps": len(made)})
    return shown(uow, plan)


def _steps(uow: UnitOfWork, plan: HelpPlan, steps: Sequence[Mapping[str, Any]]) -> list[PlanStep]:
    """In the order of their days."""
    return [
        PlanStep(
            plan_id=plan.id,
            number=number,
            due_on=step["due_on"],
            sealed=uow.vault.seal(plan.child_id, {"text": step["text"].strip()}),
        )
        for number, step in enumerate(sorted(steps, key=lambda one: one["due_on"]), start=1)
    ]


def note_plan_step(
    uow: UnitOfWork, grant: Grant, *, plan_id: str, number: int, result: str, today: date
) -> dict[str, Any]:
    """What a step came to; noted again it is corrected. Raises PlanNotFound, PlanStepNotFound,
    PlanOver or NotPairedWithChild."""
    plan = _own(uow, grant, plan_id)
    step = next((one for one in uow.growing.steps([plan.id]) if one.number == number), None)
    if step is None:
        raise PlanStepNotFound(str(number))
    step.sealed_result = uow.vault.seal(plan.child_id, {"result": result.strip()})
    step.done_on = step.done_on or today
    plan.version += 1
    _note(uow, grant, plan, {"step": number, "result": result})
    return shown(uow, plan)


def end_plan(uow: UnitOfWork, grant: Grant, *, plan_id: str, outcome: str) -> dict[str, Any]:
    """Raises PlanNotFound, PlanOver or NotPairedWithChild."""
    plan = _own(uow, grant, plan_id)
    plan.state = PlanState.ENDED
    plan.sealed_end = uow.vault.seal(plan.child_id, {"outcome": outcome.strip()})
    plan.version += 1
    _note(uow, grant, plan, {"state": ["running", "ended"], "outcome": outcome})
    return shown(uow, plan)


def remind_of_steps(
    uow: UnitOfWork, township: str, rhythm: Rhythm, since: date, today: date
) -> None:
    """So many days before a step's day and after it, as of contact duties: one word for each plan,
    to those who help the child now and to whoever made the plan for an office or a school."""
    spans = [(since + timedelta(days=n), today + timedelta(days=n)) for n in rhythm.remind_days]
    spans += [(since - timedelta(days=n), today - timedelta(days=n)) for n in rhythm.chase_days]
    found = [each for span in spans for each in uow.growing.due_between(township, *span)]
    steps: dict[str, tuple[HelpPlan, PlanStep]] = {}
    for plan, step in sorted(found, key=lambda each: each[1].due_on):
        steps.setdefault(plan.id, (plan, step))
    for _, (plan, step) in sorted(steps.items()):
        child = uow.children.of_today(plan.child_id)
        live = uow.pairings.live_of_child(child.id)
        active = {p.helper_id for p in live if p.status is PairingStatus.ACTIVE}
        uow.emit(
            HelpStepDue(
                plan_id=plan.id,
                child_id=child.id,
                area_code=plan.area_code,
                made_by=plan.by,
                as_role=plan.as_role,
                helper_ids=sorted(active),
                deadline=step.due_on.isoformat(),
            )
        )


def shown(uow: UnitOfWork, plan: HelpPlan) -> dict[str, Any]:
    return opened(uow, plan, uow.growing.steps([plan.id]))


def opened(uow: UnitOfWork, plan: HelpPlan, steps: Sequence[PlanStep]) -> dict[str, Any]:
    def words(sealed: str | None) -> dict[str, Any]:
        return uow.vault.open(plan.child_id, sealed) if sealed else {}

    said = {**words(plan.sealed), **words(plan.sealed_end)}
    told = [{**words(step.sealed), **words(step.sealed_result)} for step in steps]
    return plan_view(plan, said, list(zip(steps, told, strict=True)))


def _own(uow: UnitOfWork, grant: Grant, plan_id: str) -> HelpPlan:
    """Locked. A plan is the child's: whoever helps now goes on with it."""
    plan = uow.growing.plan(plan_id)
    author(uow, grant, uow.children.of_today(plan.child_id))
    rules.check_running(plan.state)
    return plan


def _note(uow: UnitOfWork, grant: Grant, plan: HelpPlan, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"help_plan/{plan.id}",
        version=plan.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"child_id": plan.child_id, **changes},
        key_of=plan.child_id,
    )
