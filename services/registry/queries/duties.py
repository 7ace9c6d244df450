"""Duties: one's own, the most pressing first, and how many of them are overdue."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from services.registry.models import Case, CaseDuty, CasePost
from services.registry.queries.children import names_of
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.addresses import of_viewer, post_of
from shared.clock import day_of, now
from shared.cursors import bad_cursor, joined, parts, position
from shared.texts.case_words import duty_title

PLAIN = ("case_id", "number", "kind", "state", "set_at", "due_at", "missed_at", "ended_at")


def list_my_duties(
    uow: UnitOfWork, grant: Grant, *, after: str | None, limit: int
) -> dict[str, Any]:
    """Open ones that the viewer may acknowledge."""
    query = select(CaseDuty, Case).join(Case).where(_mine(grant))
    if (last := _last_shown(uow, after)) is not None:
        query = query.where(_behind(last))
    order = query.order_by(CaseDuty.due_at, CaseDuty.case_id, CaseDuty.number)
    found = uow.session.execute(order.limit(limit + 1)).all()
    shown = found[:limit]
    for _, one in shown:
        grant.seen(f"case/{one.id}", area=one.area_code)
    # Masked for all: a duty list is read where others pass by.
    names = names_of(uow, grant, [one.child_id for _, one in shown if one.child_id])
    end = shown[-1].CaseDuty if len(found) > limit else None
    return {
        "items": [
            duty_view(uow, one, duty, mine=True, name=names.get(one.child_id or ""))
            for duty, one in shown
        ],
        "next": end and joined(str(end.number), end.case_id),
    }


def _last_shown(uow: UnitOfWork, cursor: str | None) -> CaseDuty | None:
    """Raises InvalidRequest for one that we did not give out."""
    found = parts(cursor, 2)
    if found is None:
        return None
    number, case_id = position(found[0]), found[1]
    duty = uow.session.get(CaseDuty, (case_id, number))
    if duty is None:
        raise bad_cursor()
    return duty


def _behind(last: CaseDuty) -> ColumnElement[bool]:
    same_time = CaseDuty.due_at == last.due_at
    further = and_(CaseDuty.case_id == last.case_id, CaseDuty.number > last.number)
    later = or_(CaseDuty.case_id > last.case_id, further)
    return or_(CaseDuty.due_at > last.due_at, and_(same_time, later))


def _mine(grant: Grant) -> ColumnElement[bool]:
    grant.person_ids()  # what is addressed to the viewer is the whole of what this shows
    held = select(CasePost.case_id).where(
        CasePost.case_id == CaseDuty.case_id,
        CasePost.number == CaseDuty.number,
        CasePost.address.in_(of_viewer(grant.viewer)),
    )
    return and_(CaseDuty.state == "open", held.exists())


def count_my_duties(uow: UnitOfWork, grant: Grant) -> dict[str, int]:
    late = func.sum(case((CaseDuty.due_at < now(), 1), else_=0))
    row = uow.session.execute(select(func.count(), late).where(_mine(grant))).one()
    return {"open": int(row[0]), "overdue": int(row[1] or 0)}


def duty_view(
    uow: UnitOfWork,
    one: Case,
    duty: CaseDuty,
    *,
    mine: bool,
    name: str | None = None,
    full: bool = True,
) -> dict[str, Any]:
    """`mine`: the viewer may acknowledge it now."""
    levels = [post_of(address) for level in duty.levels[: duty.level + 1] for address in level]
    return {
        **{name: getattr(duty, name) for name in PLAIN},
        "ended_by": duty.ended_by,
        "title": _title(uow, one, duty.kind, day_of(duty.set_at)),
        "area_code": one.area_code,
        "child_id": one.child_id if full else None,
        "child_name": name,
        "posts": list(dict.fromkeys(levels)),
        "level": duty.level,
        "mine": mine and duty.state == "open",
    }


def _title(uow: UnitOfWork, one: Case, kind: str, on: date) -> str:
    """As the pack of the place calls it."""
    duties = uow.rules.in_force(one.area_code, on)["protection"]["duties"]
    return str(duties[kind]["title"]) if kind in duties else duty_title(kind)
