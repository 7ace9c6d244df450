"""Cases as lists and pages see them, as far as the viewer may."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from services.registry.domain.cases.concern import BY_PLACE, ONLY_THAT
from services.registry.handlers.cases.reach import require
from services.registry.handlers.cases.timeline import key_of
from services.registry.models import Case, CaseDuty, CaseEntry, CasePost, CaseReport
from services.registry.queries.children import names_of
from services.registry.queries.duties import duty_view
from services.registry.queries.places import area_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.access.sql import visible
from shared.addresses import of_viewer, post_of
from shared.area_range import under
from shared.clock import now
from shared.contracts.registry.errors import CaseNotFound
from shared.cursors import row_of
from shared.vault import Anonymised

ROW = ("id", "version", "area_code", "school_id", "child_id", "origin", "state")
MORE = ("situations", "findings", "opened_at", "closed_at", "closed_as")
FULL = ("incident_at", "risks", "steps", "refused_since", "grounds", "pack", "pack_version")
# What those who see only that, who and when are not shown.
WITHHELD: Mapping[str, Any] = {
    "school_id": None,
    "child_id": None,
    "situations": [],
    "findings": [],
    "risks": {},
    "steps": [],
    "refused_since": None,
    "grounds": [],
}
SHOWN_TO_ALL = ("duty", "kind", "due_at", "level", "call", "late", "result", "origin")


def list_cases(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    state: str | None,
    child_id: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """Newest first. Nobody finds cases of a child whom they may not know of: an auditor, none."""
    query = select(Case).where(concerning(grant))
    if area:
        query = query.where(under(Case.area_code, area))
    if state:
        query = query.where(Case.state != "closed" if state == "running" else Case.state == state)
    if child_id:
        seers = concerning(grant) if not _only_that(grant) else false()
        dossiers = [child_id, *uow.merges.same_child(child_id)]
        query = query.where(Case.child_id.in_(dossiers), seers)
    if (last := row_of(uow.session, Case, after)) is not None:
        same = and_(Case.opened_at == last.opened_at, Case.id < last.id)
        query = query.where(or_(Case.opened_at < last.opened_at, same))
    order = query.order_by(Case.opened_at.desc(), Case.id.desc()).limit(limit + 1)
    found = list(uow.session.scalars(order))
    shown = found[:limit]
    for each in shown:
        grant.seen(f"case/{each.id}", area=each.area_code)
    more = len(found) > limit
    return {
        "items": _rows(uow, grant, shown),
        "next": shown[-1].id if more else None,
    }


def concerning(grant: Grant) -> ColumnElement[bool]:
    """The condition of `domain.cases.concern`: by place in some roles, by a call in the others."""
    grant.area_prefixes()  # the narrowed grants below stand for this one
    by_place = visible(grant.only(BY_PLACE), area=Case.area_code, school=Case.school_id)
    others = frozenset(r.value for a in grant.allowances for r in a.roles - BY_PLACE)
    mine = [a for a in of_viewer(grant.viewer) if post_of(a) in others]
    if not mine:
        return by_place
    called = select(CasePost.case_id).where(CasePost.address.in_(mine))
    within = visible(grant, area=Case.area_code, school=Case.school_id)
    return or_(by_place, and_(Case.id.in_(called), within))


def _only_that(grant: Grant) -> bool:
    return frozenset[Role]().union(*(a.roles for a in grant.allowances)) <= ONLY_THAT


def _rows(uow: UnitOfWork, grant: Grant, cases: list[Case]) -> list[dict[str, Any]]:
    names = area_names(uow.session, {each.area_code for each in cases})
    duties = _open_duties(uow.session, [each.id for each in cases])
    hide = _only_that(grant)
    children = {} if hide else names_of(uow, grant, [c.child_id for c in cases if c.child_id])
    rows = [_row(each, names, duties.get(each.id, (0, 0)), hide=hide) for each in cases]
    return [{**row, "child_name": children.get(row["child_id"] or "")} for row in rows]


def _row(one: Case, names: dict[str, str], duties: tuple[int, int], *, hide: bool) -> Any:
    row = {name: getattr(one, name) for name in (*ROW, *MORE)}
    if hide:
        row |= {name: value for name, value in WITHHELD.items() if name in row}
    own = {"area_name": names.get(one.area_code, ""), "open_duties": duties[0]}
    return {**row, **own, "overdue": duties[1]}


def _open_duties(session: Session, ids: list[str]) -> dict[str, tuple[int, int]]:
    late = func.sum(case((CaseDuty.due_at < now(), 1), else_=0))
    query = select(CaseDuty.case_id, func.count(), late).group_by(CaseDuty.case_id)
    rows = session.execute(query.where(CaseDuty.case_id.in_(ids), CaseDuty.state == "open"))
    return {case_id: (int(count), int(overdue)) for case_id, count, overdue in rows}


def get_case(uow: UnitOfWork, grant: Grant, *, case_id: str) -> dict[str, Any]:
    """Raises CaseNotFound, AccessDenied."""
    one = find(uow.session, case_id)
    roles = require(uow, grant, one)
    full = bool(roles - ONLY_THAT)
    names = area_names(uow.session, [one.area_code])
    counts = _open_duties(uow.session, [one.id]).get(one.id, (0, 0))
    reports = select(func.count()).where(CaseReport.case_id == one.id)
    return {
        **_row(one, names, counts, hide=not full),
        **{name: getattr(one, name) for name in FULL},
        **({} if full else {n: v for n, v in WITHHELD.items() if n in FULL}),
        "full": full,
        "child_name": _child_name(uow, grant, one) if full else None,
        "reports": uow.session.scalar(reports),
        "duties": _duties(uow, grant, one, full=full),
        "timeline": [_entry(uow, one, row, full=full) for row in entries(uow.session, one.id)],
    }


def _child_name(uow: UnitOfWork, grant: Grant, one: Case) -> str | None:
    return names_of(uow, grant, [one.child_id]).get(one.child_id) if one.child_id else None


def _duties(uow: UnitOfWork, grant: Grant, one: Case, *, full: bool) -> list[dict[str, Any]]:
    held = set(of_viewer(grant.viewer))
    views = []
    for duty in uow.cases.duties(one.id):
        called = uow.cases.called(one.id, duty.number)
        views.append(duty_view(uow, one, duty, mine=bool(held & called), full=full))
    return views


def find(session: Session, case_id: str) -> Case:
    found = session.get(Case, case_id)
    if found is None:
        raise CaseNotFound(case_id)
    return found


def entries(session: Session, case_id: str) -> list[CaseEntry]:
    query = select(CaseEntry).where(CaseEntry.case_id == case_id)
    return list(session.scalars(query.order_by(CaseEntry.position)))


def _entry(uow: UnitOfWork, one: Case, row: CaseEntry, *, full: bool) -> dict[str, Any]:
    codes = row.codes if full else {n: v for n, v in row.codes.items() if n in SHOWN_TO_ALL}
    names = ("position", "at", "kind", "by", "post", "hash")
    typed = _typed(uow, one, row) if full and row.text else {}
    return {**{name: getattr(row, name) for name in names}, "codes": codes, "text": typed}


def _typed(uow: UnitOfWork, one: Case, row: CaseEntry) -> dict[str, Any]:
    try:
        return uow.vault.open(key_of(one), row.text or "")
    except Anonymised:
        return {}
