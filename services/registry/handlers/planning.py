"""Work plans in phases: made or copied, step by step given to a post, reported on, reminded of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain import plans as rules
from services.registry.domain.organising import check_year
from services.registry.domain.plans import Period, Phase, StepState
from services.registry.handlers.groups import group_place
from services.registry.handlers.plan_reminders import remind
from services.registry.models import PlanNote, PlanPhase, PlanStep, WorkPlan
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.addresses import of_viewer
from shared.clock import now
from shared.contracts.registry.organising.errors import (
    PlaceOutsidePlan,
    PlanChangedMeanwhile,
    StepDropped,
)
from shared.errors import AccessDenied


def make_plan(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    year: int,
    title: str,
    phases: Sequence[Mapping[str, Any]],
    today: date,
) -> WorkPlan:
    """Raises what `group_place` does, AdoptionYearInvalid, PhaseDatesInvalid, PlanThere."""
    code, school = group_place(uow, grant, area, school_id)
    check_year(year, today)
    dated = [(Phase(p["phase"]), Period(p["from_on"], p["to_on"])) for p in phases]
    rules.check_phases(dated, year)
    return _new(uow, grant, code, school, year, title.strip(), dated)


def copy_plan(uow: UnitOfWork, grant: Grant, *, plan_id: str, year: int, today: date) -> WorkPlan:
    """Every phase and step at the same day of the other year; dropped ones stay behind. Raises
    PlanNotFound, AccessDenied, AdoptionYearInvalid, PlanThere."""
    old = _own(uow, grant, plan_id)
    check_year(year, today)
    years = year - old.year
    dated = [
        (phase, Period(rules.shifted(p.from_on, years), rules.shifted(p.to_on, years)))
        for phase, p in uow.plans.phases(old.id).items()
    ]
    plan = _new(uow, grant, old.area_code, old.school_id, year, old.title, dated, old.id)
    steps = uow.plans.steps(old.id)
    uow.vault.preload(step.id for step in steps)
    for step in steps:
        if step.state is not StepState.DROPPED:
            _copy(uow, grant, plan, step, years, today)
    return plan


def _copy(
    uow: UnitOfWork, grant: Grant, plan: WorkPlan, step: PlanStep, years: int, today: date
) -> None:
    given = {name: getattr(step, name) for name in ("content", "post", "post_area")}
    given["holder"] = uow.vault.open(step.id, step.holder)["name"]
    given["from_on"] = rules.shifted(step.from_on, years)
    given["due_on"] = rules.shifted(step.due_on, years)
    _add(uow, grant, plan, step.phase, given, "copy_step", today)


def _new(
    uow: UnitOfWork,
    grant: Grant,
    code: str,
    school: str | None,
    year: int,
    title: str,
    phases: Iterable[tuple[Phase, Period]],
    copied_from: str | None = None,
) -> WorkPlan:
    plan = WorkPlan(
        id=str(uuid4()),
        place=school or code,
        area_code=code,
        school_id=school,
        year=year,
        title=title,
        copied_from=copied_from,
        made_by=grant.viewer.account_id,
        version=1,
    )
    uow.plans.add(plan)
    for phase, period in phases:
        row = PlanPhase(plan_id=plan.id, phase=phase, from_on=period.from_on, to_on=period.to_on)
        uow.plans.add(row)
    uow.record(
        subject=f"work_plan/{plan.id}",
        version=1,
        operation="copy_plan" if copied_from else "make_plan",
        by=plan.made_by,
        changes={"year": [None, year], "title": [None, title]},
    )
    return plan


def add_step(
    uow: UnitOfWork, grant: Grant, *, plan_id: str, phase: str, today: date, **given: Any
) -> PlanStep:
    """Raises PlanNotFound, AccessDenied, StepDatesInvalid, PlaceOutsidePlan, PostNotThere."""
    plan = _own(uow, grant, plan_id)
    return _add(uow, grant, plan, Phase(phase), given, "add_step", today)


def _add(
    uow: UnitOfWork,
    grant: Grant,
    plan: WorkPlan,
    phase: Phase,
    given: Mapping[str, Any],
    operation: str,
    today: date,
) -> PlanStep:
    step = PlanStep(
        id=str(uuid4()),
        plan_id=plan.id,
        phase=phase,
        state=StepState.NOT_BEGUN,
        done_on=None,
        dropped_why=None,
        version=0,
    )
    changes = _fill(uow, plan, step, given)
    uow.plans.add(step)
    _record(uow, grant, step, operation, changes)
    remind(uow, plan, step, today)
    return step


def _fill(
    uow: UnitOfWork, plan: WorkPlan, step: PlanStep, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What is another one now. Raises StepDatesInvalid, PlaceOutsidePlan, PostNotThere."""
    rules.check_step(uow.plans.phases(plan.id).get(step.phase), given["from_on"], given["due_on"])
    area = given["post_area"] or plan.area_code
    if not area.startswith(plan.area_code) or (plan.school_id and area != plan.area_code):
        raise PlaceOutsidePlan(area)
    after = {
        "content": given["content"].strip(),
        "post": given["post"],
        "post_area": uow.places.area(area).code,
        "address": rules.address(given["post"], area, plan.school_id),
        "from_on": given["from_on"],
        "due_on": given["due_on"],
    }
    holder = given["holder"].strip()
    known = uow.vault.open(step.id, step.holder)["name"] if step.holder else None
    changes = {name: [getattr(step, name), value] for name, value in after.items()}
    changes["holder"] = [known, holder]
    for name, value in after.items():
        setattr(step, name, value)
    step.holder = uow.vault.seal(step.id, {"name": holder})
    return {n: [_plain(a), _plain(b)] for n, (a, b) in changes.items() if a != b}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def change_step(
    uow: UnitOfWork,
    grant: Grant,
    *,
    step_id: str,
    version: int,
    why: str,
    today: date,
    **given: Any,
) -> PlanStep:
    """Raises StepNotFound, AccessDenied, StepDropped, PlanChangedMeanwhile, and as `add_step`."""
    step, plan = _planned(uow, grant, step_id)
    if step.version != version:
        raise PlanChangedMeanwhile()
    changes = _fill(uow, plan, step, given)
    _record(uow, grant, step, "change_step", changes, why)
    remind(uow, plan, step, today)
    return step


def drop_step(uow: UnitOfWork, grant: Grant, *, step_id: str, why: str) -> PlanStep:
    """It is done by nobody, and stays in the plan. Raises StepNotFound, AccessDenied,
    StepDropped."""
    step, _ = _planned(uow, grant, step_id)
    before, step.state, step.dropped_why = step.state, StepState.DROPPED, why.strip()
    _record(uow, grant, step, "drop_step", {"state": [before.value, step.state.value]}, why)
    return step


def report_step(
    uow: UnitOfWork, grant: Grant, *, step_id: str, note: str, done_on: date | None, today: date
) -> PlanStep:
    """By whoever answers for the step, or whose plan it is. Raises StepNotFound, AccessDenied,
    StepDropped, StepDoneOnInvalid."""
    step = uow.plans.step(step_id)
    plan = uow.plans.plan(step.plan_id)
    if not may_report(grant, plan, step.address):
        raise AccessDenied()
    rules.check_report(step.state, step.from_on, done_on, today)
    before = step.state
    step.state = StepState.DONE if done_on else StepState.UNDER_WAY
    step.done_on = done_on
    by = grant.viewer.account_id
    uow.plans.add(
        PlanNote(
            id=str(uuid4()), step_id=step.id, note=note.strip(), state=step.state, by=by, at=now()
        )
    )
    _record(uow, grant, step, "report_step", {"state": [before.value, step.state.value]})
    remind(uow, plan, step, today)
    return step


def may_report(grant: Grant, plan: WorkPlan, address: str) -> bool:
    own = grant.covers(area=plan.area_code, school_id=plan.school_id)
    return own or address in of_viewer(grant.viewer)


def _own(uow: UnitOfWork, grant: Grant, plan_id: str) -> WorkPlan:
    plan = uow.plans.plan(plan_id)
    grant.require(area=plan.area_code, school_id=plan.school_id)
    return plan


def _planned(uow: UnitOfWork, grant: Grant, step_id: str) -> tuple[PlanStep, WorkPlan]:
    step = uow.plans.step(step_id)
    plan = _own(uow, grant, step.plan_id)
    if step.state is StepState.DROPPED:
        raise StepDropped()
    return step, plan


def _record(
    uow: UnitOfWork,
    grant: Grant,
    step: PlanStep,
    operation: str,
    changes: dict[str, Any],
    why: str | None = None,
) -> None:
    step.version += 1
    uow.record(
        subject=f"plan_step/{step.id}",
        version=step.version,
        operation=operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
        key_of=step.id,
    )
