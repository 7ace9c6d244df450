"""Cases as lists and pages see them, as far as the viewer may."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true
from sqlalchemy.orm import Session

from services.registry.domain.cases.concern import BY_PLACE, ONLY_THAT
from services.registry.handlers.cases.duties import rules_of
from services.registry.handlers.cases.reach import require
from services.registry.handlers.cases.timeline import key_of
from services.registry.models import Case, CaseDuty, CaseEntry, CasePost
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
MORE = ("situations", "findings", "opened_at", "closed_at", "closed_as", "joined_into")
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
MOST = 20
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
    return {
        **_row(one, names, counts, hide=not full),
        **{name: getattr(one, name) for name in FULL},
        **({} if full else {n: v for n, v in WITHHELD.items() if n in FULL}),
        "full": full,
        "child_name": _child_name(uow, grant, one) if full else None,
        "reports": len(uow.cases.reports(one.id)),
        "duties": _duties(uow, grant, one, full=full),
        "timeline": [_entry(uow, one, row, full=full) for row in entries(uow.session, one.id)],
    }


def list_like_cases(uow: UnitOfWork, grant: Grant, *, case_id: str) -> dict[str, Any]:
    """Running cases that may be of the same danger: of the child whatever their age, of the place
    or school those opened in the pack's days; the child's first. Raises CaseNotFound,
    AccessDenied."""
    one = find(uow.session, case_id)
    require(uow, grant, one)
    files = {one.child_id, *uow.merges.same_child(one.child_id)} if one.child_id else set()
    days = rules_of(uow, one, now())["same_danger_days"]
    near = [Case.area_code == one.area_code]
    if one.school_id:
        near.append(Case.school_id == one.school_id)
    # Of two that are matched to two children neither is the other.
    nobody = Case.child_id.is_(None) if one.child_id else true()
    recent = Case.opened_at.between(
        one.opened_at - timedelta(days=days), one.opened_at + timedelta(days=days)
    )
    alike = or_(Case.child_id.in_(files), and_(or_(*near), nobody, recent))
    query = select(Case).where(alike, Case.id != one.id, Case.state != "closed", concerning(grant))
    found = list(uow.session.scalars(query.order_by(Case.opened_at.desc(), Case.id).limit(MOST)))
    found.sort(key=lambda each: each.child_id not in files)
    for each in found:
        grant.seen(f"case/{each.id}", area=each.area_code)
    rows = _rows(uow, grant, found)
    return {
        "items": [
            {**row, "like": _like(one, each, files)} for row, each in zip(rows, found, strict=True)
        ],
        "next": None,
    }


def _like(one: Case, other: Case, files: set[str]) -> str:
    if other.child_id is not None and other.child_id in files:
        return "same_child"
    return "same_school" if one.school_id and one.school_id == other.school_id else "same_place"


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
