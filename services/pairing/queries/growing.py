"""Plans, diary and handovers of one child, for those who look after it."""

from typing import Any

from sqlalchemy import select, tuple_

from services.pairing.handlers import diary, handovers, plans
from services.pairing.models import DiaryEntry, Handover, HelpPlan
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.cursors import row_of

MOST = 100  # of one child, all on one page


def list_plans(uow: UnitOfWork, grant: Grant, *, child_id: str) -> dict[str, Any]:
    """The running ones first, the newest first. Raises ChildNotKnown."""
    files = _files(uow, grant, child_id)
    query = select(HelpPlan).where(HelpPlan.child_id.in_(files))
    order = (HelpPlan.state.desc(), HelpPlan.from_day.desc(), HelpPlan.id)
    found = list(uow.session.scalars(query.order_by(*order).limit(MOST)))
    steps = uow.growing.steps([plan.id for plan in found])
    items = [
        plans.opened(uow, plan, [step for step in steps if step.plan_id == plan.id])
        for plan in found
    ]
    return {"items": items, "next": None}


def list_diary(
    uow: UnitOfWork, grant: Grant, *, child_id: str, after: str | None, limit: int
) -> dict[str, Any]:
    """The newest day first. Raises ChildNotKnown."""
    files = _files(uow, grant, child_id)
    order = (DiaryEntry.on_date, DiaryEntry.id)
    query = select(DiaryEntry).where(DiaryEntry.child_id.in_(files))
    if (last := row_of(uow.session, DiaryEntry, after)) is not None:
        query = query.where(tuple_(*order) < tuple_(last.on_date, last.id))
    newest = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    found = list(uow.session.scalars(newest))
    items = [diary.shown(uow, grant, entry) for entry in found[:limit]]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


def list_handovers(uow: UnitOfWork, grant: Grant, *, child_id: str) -> dict[str, Any]:
    """The newest first. Raises ChildNotKnown."""
    files = _files(uow, grant, child_id)
    query = select(Handover).where(Handover.child_id.in_(files))
    order = (Handover.left_on.desc(), Handover.pairing_id)
    found = uow.session.scalars(query.order_by(*order).limit(MOST))
    return {"items": [handovers.shown(uow, one) for one in found], "next": None}


def _files(uow: UnitOfWork, grant: Grant, child_id: str) -> list[str]:
    """The child's, and those that were merged into it: what stands in them is the child's too."""
    child = uow.children.get(child_id)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child.id)
    grant.seen(child.id, area=child.area_code)
    return uow.children.files(child.id)
