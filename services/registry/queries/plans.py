"""Work plans with the state of each step today, and the steps that one answers for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from services.registry.domain import plans as rules
from services.registry.domain.areas import COUNTY, TOWNSHIP
from services.registry.domain.plans import OPEN, Period, Phase, StepState
from services.registry.models import PlanNote, PlanStep, WorkPlan
from services.registry.queries.places import area_names, school_names
from services.registry.queries.reach import parts_of
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.access.sql import visible
from shared.access.table import may_call
from shared.addresses import of_viewer
from shared.contracts.registry.organising.errors import PlanNotFound
from shared.cursors import day, joined, parts, row_of
from shared.errors import AccessDenied
from shared.vault import Anonymised

COLUMNS = ("id", "plan_id", "phase", "content", "post", "post_area", "from_on", "due_on")


def list_plans(
    uow: UnitOfWork,
    grant: Grant,
    *,
    year: int | None,
    area: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Of a year, the highest place first: those of the viewer's places, of the offices above
    them, and those with a step that the viewer answers for."""
    year = year or today.year
    query = select(WorkPlan).where(_seen(grant), WorkPlan.year == year)
    if area:
        query = query.where(under(WorkPlan.area_code, area))
    if (last := row_of(uow.session, WorkPlan, after)) is not None:
        query = query.where(tuple_(WorkPlan.area_code, WorkPlan.id) > (last.area_code, last.id))
    query = query.order_by(WorkPlan.area_code, WorkPlan.id).limit(limit + 1)
    found = list(uow.session.scalars(query))
    place = next(iter(grant.school_ids()), None) or next(iter(grant.area_prefixes()), None)
    own = select(WorkPlan.id).where(WorkPlan.place == place, WorkPlan.year == year)
    return {
        "items": _rows(uow, grant, found[:limit], today),
        "next": found[limit - 1].id if len(found) > limit else None,
        "year": year,
        "own": list(uow.session.scalars(own)),
        "may_make": may_call(grant.viewer, "registry.make_plan"),
    }


def _seen(grant: Grant) -> ColumnElement[bool]:
    own = aliased(PlanStep)
    mine = exists().where(own.plan_id == WorkPlan.id, own.address.in_(of_viewer(grant.viewer)))
    area = grant.viewer.area
    above = [area[:width] for width in (COUNTY, TOWNSHIP) if width < len(area)]
    over = and_(WorkPlan.school_id.is_(None), WorkPlan.area_code.in_(above))
    return or_(visible(grant, area=WorkPlan.area_code, school=WorkPlan.school_id), over, mine)


def _rows(
    uow: UnitOfWork, grant: Grant, plans: list[WorkPlan], today: date
) -> list[dict[str, Any]]:
    late = and_(PlanStep.state.in_(OPEN), PlanStep.due_on < today)
    done = PlanStep.state == StepState.DONE
    counted = select(
        PlanStep.plan_id,
        func.count(),
        func.sum(case((done, 1), else_=0)),
        func.sum(case((late, 1), else_=0)),
    ).where(PlanStep.plan_id.in_([p.id for p in plans]), PlanStep.state != StepState.DROPPED)
    counts = {row[0]: row[1:] for row in uow.session.execute(counted.group_by(PlanStep.plan_id))}
    names = _places(uow, plans)
    return [_row(grant, plan, names, counts.get(plan.id, (0, 0, 0))) for plan in plans]


def _row(grant: Grant, plan: WorkPlan, names: dict[str, str], counts: Any) -> dict[str, Any]:
    viewer = grant.viewer
    steps, done, late = (int(n) for n in counts)
    own = plan.school_id == viewer.school_id if plan.school_id else plan.area_code == viewer.area
    return {
        **{name: getattr(plan, name) for name in ("id", "year", "title", "school_id")},
        "area": plan.area_code,
        "place": names.get(plan.place, ""),
        "steps": steps,
        "done": done,
        "late": late,
        "own": own,
    }


def _places(uow: UnitOfWork, plans: Iterable[WorkPlan]) -> dict[str, str]:
    found = list(plans)
    areas = area_names(uow.session, [p.place for p in found if not p.school_id])
    return areas | school_names(uow.session, [p.school_id for p in found])


def get_plan(uow: UnitOfWork, grant: Grant, *, plan_id: str, today: date) -> dict[str, Any]:
    """Who looks on sees that a step was done, and not what was noted of it. Raises PlanNotFound,
    AccessDenied."""
    plan = uow.session.scalar(select(WorkPlan).where(WorkPlan.id == plan_id))
    if plan is None:
        raise PlanNotFound(plan_id)
    if not uow.session.scalar(select(exists().where(WorkPlan.id == plan_id, _seen(grant)))):
        raise AccessDenied()
    steps = uow.plans.steps(plan.id)
    may_change = _may_change(grant, plan)
    uow.vault.preload(step.id for step in steps)
    notes = _notes(uow, steps)
    codes = {step.post_area for step in steps} | {plan.area_code}
    places = area_names(uow.session, codes)
    below = [] if plan.school_id else parts_of(uow.session, plan.area_code)
    views = [_step(uow, grant, plan, step, notes, places, today) for step in steps]
    return {
        **_rows(uow, grant, [plan], today)[0],
        "phases": [_phase(p, dates, views) for p, dates in uow.plans.phases(plan.id).items()],
        "posts": _posts(plan),
        "post_places": {} if plan.school_id else _place_options(plan, places, below),
        "may_change": may_change,
        "copied_from": plan.copied_from,
    }


def _may_change(grant: Grant, plan: WorkPlan) -> bool:
    about = {"area": plan.area_code, "school_id": plan.school_id}
    return may_call(grant.viewer, "registry.change_step", **about)


def _posts(plan: WorkPlan) -> list[str]:
    if plan.school_id:
        return list(rules.SCHOOL_POSTS)
    widths = [width for width in rules.POSTS if width >= len(plan.area_code)][:2]
    return [post for width in widths for post in rules.POSTS[width]]


def _place_options(plan: WorkPlan, places: dict[str, str], below: Iterable[Any]) -> dict[str, str]:
    own = {plan.area_code: places.get(plan.area_code, "")}
    return own | {area.code: area.name for area in below if area.closed_from is None}


def _phase(phase: Phase, dates: Period, steps: list[dict[str, Any]]) -> dict[str, Any]:
    mine = [step for step in steps if step["phase"] is phase]
    return {"phase": phase, "from_on": dates.from_on, "to_on": dates.to_on, "steps": mine}


def _notes(uow: UnitOfWork, steps: list[PlanStep]) -> dict[str, list[PlanNote]]:
    """By step, newest first."""
    found: dict[str, list[PlanNote]] = {}
    query = select(PlanNote).where(PlanNote.step_id.in_([step.id for step in steps]))
    for note in uow.session.scalars(query.order_by(PlanNote.at.desc(), PlanNote.id)):
        found.setdefault(note.step_id, []).append(note)
    return found


def _step(
    uow: UnitOfWork,
    grant: Grant,
    plan: WorkPlan,
    step: PlanStep,
    notes: dict[str, list[PlanNote]],
    places: dict[str, str],
    today: date,
) -> dict[str, Any]:
    state, late = rules.state_on(step.state, step.due_on, step.done_on, today)
    opened = not grant.viewer.roles <= {Role.AUDITOR}
    may_change = _may_change(grant, plan) and step.state is not StepState.DROPPED
    return {
        **{name: getattr(step, name) for name in (*COLUMNS, "done_on", "dropped_why", "version")},
        "post_place": places.get(step.post_area, ""),
        "holder": _holder(uow, step),
        "state": state,
        "done_late": late and step.state is StepState.DONE,
        "notes": [
            {"note": n.note if opened else None, "state": n.state, "by": n.by, "at": n.at}
            for n in notes.get(step.id, ())
        ],
        "may_change": may_change,
        "may_report": step.state is not StepState.DROPPED
        and opened
        and (may_change or step.address in of_viewer(grant.viewer)),
    }


def _holder(uow: UnitOfWork, step: PlanStep) -> str | None:
    try:
        return str(uow.vault.open(step.id, step.holder)["name"])
    except Anonymised:
        return None


def steps_of_year(
    uow: UnitOfWork, grant: Grant, *, year: int, most: int, today: date
) -> list[dict[str, Any]]:
    """Each step of the plans that the viewer sees, as in its plan, with the plan's title and
    place; the highest place first."""
    query = select(PlanStep, WorkPlan).join(WorkPlan).where(_seen(grant), WorkPlan.year == year)
    query = query.order_by(WorkPlan.area_code, WorkPlan.id, PlanStep.id).limit(most)
    found = [(step, plan) for step, plan in uow.session.execute(query)]
    steps, plans = [step for step, _ in found], list({plan.id: plan for _, plan in found}.values())
    uow.vault.preload(step.id for step in steps)
    notes, names = _notes(uow, steps), _places(uow, plans)
    places = area_names(uow.session, {step.post_area for step in steps})
    found.sort(key=_in_plan)
    return [
        {
            **_step(uow, grant, plan, step, notes, places, today),
            **{"title": plan.title, "place": names.get(plan.place, "")},
        }
        for step, plan in found
    ]


def _in_plan(found: tuple[PlanStep, WorkPlan]) -> tuple[Any, ...]:
    step, plan = found
    return (plan.area_code, plan.id, list(Phase).index(step.phase), step.from_on, step.id)


def list_my_steps(
    uow: UnitOfWork, grant: Grant, *, after: str | None, limit: int, today: date
) -> dict[str, Any]:
    """Open steps of the viewer's posts, the first due first."""
    grant.person_ids()
    mine = PlanStep.address.in_(of_viewer(grant.viewer)), PlanStep.state.in_(OPEN)
    query = select(PlanStep, WorkPlan).join(WorkPlan).where(*mine)
    if (last := parts(after, 2)) is not None:
        query = query.where(tuple_(PlanStep.due_on, PlanStep.id) > (day(last[0]), last[1]))
    query = query.order_by(PlanStep.due_on, PlanStep.id).limit(limit + 1)
    found = uow.session.execute(query).all()
    shown = found[:limit]
    names = _places(uow, [plan for _, plan in shown])
    items = []
    for step, plan in shown:
        state, _ = rules.state_on(step.state, step.due_on, step.done_on, today)
        row = {name: getattr(step, name) for name in ("id", "plan_id", "phase", "due_on")}
        more = {"title": plan.title, "place": names.get(plan.place, ""), "state": state}
        items.append({**row, **more, "content": step.content})
    end = shown[-1][0] if len(found) > limit else None
    return {"items": items, "next": end and joined(end.due_on.isoformat(), end.id)}
