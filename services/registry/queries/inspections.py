"""Inspections with their sample and findings; findings that wait for somebody."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true, tuple_

from services.registry.domain import inspections as rules
from services.registry.domain.areas import TOWNSHIP
from services.registry.domain.inspections import FindingState
from services.registry.models import Finding, FindingEntry, Inspection, InspectionVisit
from services.registry.queries.children import names_of
from services.registry.queries.places import area_names, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.access.sql import visible
from shared.access.table import may_call
from shared.addresses import of_viewer
from shared.contracts.registry.organising.errors import FindingNotFound, InspectionNotFound
from shared.cursors import day, joined, parts, row_of
from shared.errors import AccessDenied

COLUMNS = ("id", "title", "subject", "area_code", "drawn_on", "from_on", "to_on")
VISIT = ("id", "number", "area_code", "school_id", "child_id", "visited_on", "visitors", "summary")
FINDING = (
    *("id", "inspection_id", "area_code", "school_id", "due_on", "state"),
    *("answered_on", "accepted_on"),
)


def list_inspections(
    uow: UnitOfWork,
    grant: Grant,
    *,
    year: int | None,
    area: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Drawn in a year, newest first: the viewer's own, those of places below, and those that drew
    the viewer's place."""
    year = year or today.year
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    query = select(Inspection).where(_seen(grant), Inspection.drawn_on.between(begins, ends))
    if area:
        query = query.where(under(Inspection.area_code, area))
    if (last := row_of(uow.session, Inspection, after)) is not None:
        key = tuple_(Inspection.drawn_on, Inspection.id)
        query = query.where(key < (last.drawn_on, last.id))
    query = query.order_by(Inspection.drawn_on.desc(), Inspection.id.desc()).limit(limit + 1)
    found = list(uow.session.scalars(query))
    return {
        "items": _rows(uow, grant, found[:limit], today),
        "next": found[limit - 1].id if len(found) > limit else None,
        "year": year,
        "may_draw": may_call(grant.viewer, "registry.draw_inspection"),
    }


def _seen(grant: Grant) -> ColumnElement[bool]:
    drawn = exists().where(
        InspectionVisit.inspection_id == Inspection.id,
        visible(grant, area=InspectionVisit.area_code, school=InspectionVisit.school_id),
    )
    return or_(visible(grant, area=Inspection.area_code), drawn)


def _rows(
    uow: UnitOfWork, grant: Grant, found: Sequence[Inspection], today: date
) -> list[dict[str, Any]]:
    ids = [one.id for one in found]
    seen = visible(grant, area=InspectionVisit.area_code, school=InspectionVisit.school_id)
    done = case((InspectionVisit.visited_on.is_not(None), 1), else_=0)
    visits = _counted(uow, InspectionVisit, ids, seen, func.count(), func.sum(done))
    late = and_(Finding.state == FindingState.OPEN, Finding.due_on < today)
    settled = case((Finding.state == FindingState.ACCEPTED, 1), else_=0)
    mine = visible(grant, area=Finding.area_code, school=Finding.school_id)
    overdue = func.sum(case((late, 1), else_=0))
    findings = _counted(uow, Finding, ids, mine, func.count(), func.sum(settled), overdue)
    places = area_names(uow.session, [one.area_code for one in found])
    rows = []
    for one in found:
        sampled, visited = visits.get(one.id, (0, 0))
        number, accepted, pressing = findings.get(one.id, (0, 0, 0))
        rows.append(
            {
                **{name: getattr(one, name) for name in COLUMNS},
                "place": places.get(one.area_code, ""),
                **{"sampled": sampled, "visited": visited, "findings": number},
                **{"accepted": accepted, "overdue": pressing},
            }
        )
    return rows


def _counted(
    uow: UnitOfWork, model: Any, ids: Sequence[str], seen: ColumnElement[bool], *numbers: Any
) -> dict[str, tuple[int, ...]]:
    query = select(model.inspection_id, *numbers).where(model.inspection_id.in_(ids), seen)
    found = uow.session.execute(query.group_by(model.inspection_id))
    return {row[0]: tuple(int(n) for n in row[1:]) for row in found}


def get_inspection(
    uow: UnitOfWork, grant: Grant, *, inspection_id: str, today: date
) -> dict[str, Any]:
    """A place that was drawn sees its own part. Raises InspectionNotFound, AccessDenied."""
    one = uow.session.get(Inspection, inspection_id)
    if one is None:
        raise InspectionNotFound(inspection_id)
    if not uow.session.scalar(select(exists().where(Inspection.id == one.id, _seen(grant)))):
        raise AccessDenied()
    seen = visible(grant, area=InspectionVisit.area_code, school=InspectionVisit.school_id)
    query = select(InspectionVisit).where(InspectionVisit.inspection_id == one.id, seen)
    visits = list(uow.session.scalars(query.order_by(InspectionVisit.number)))
    mine = select(Finding).where(Finding.visit_id.in_([visit.id for visit in visits]))
    findings = list(uow.session.scalars(mine.order_by(Finding.made_at, Finding.id)))
    named = _Named(uow, grant, visits)
    by_visit: dict[str, list[dict[str, Any]]] = {}
    for finding, view in zip(findings, finding_views(uow, grant, findings, today), strict=True):
        by_visit.setdefault(finding.visit_id, []).append(view)
    content = opened(grant)
    return {
        **_rows(uow, grant, [one], today)[0],
        **{name: getattr(one, name) for name in ("seed", "population", "digest")},
        "lead": one.lead if content else None,
        "visits": [_visit(visit, named, content, by_visit) for visit in visits],
        "may_inspect": may_call(
            grant.viewer, "registry.record_inspection_visit", area=one.area_code
        ),
    }


def opened(grant: Grant) -> bool:
    """Whether the viewer sees what was written, and not only that something was."""
    return not grant.viewer.roles <= {Role.AUDITOR}


class _Named:
    """Names of the places and, masked, of the children that were drawn."""

    def __init__(self, uow: UnitOfWork, grant: Grant, visits: Iterable[InspectionVisit]) -> None:
        found = list(visits)
        codes = {code for v in found for code in (v.area_code, v.area_code[:TOWNSHIP])}
        self.areas = area_names(uow.session, codes)
        self.schools = school_names(uow.session, [v.school_id for v in found])
        children = [v.child_id for v in found if v.child_id] if opened(grant) else []
        self.children = names_of(uow, grant, children)
        for visit in found:
            if visit.child_id and opened(grant):
                grant.seen(visit.child_id, area=visit.area_code)

    def of(self, visit: InspectionVisit) -> dict[str, Any]:
        codes = dict.fromkeys((visit.area_code[:TOWNSHIP], visit.area_code))
        place = "".join(self.areas.get(code, "") for code in codes)
        return {
            "place": self.schools.get(visit.school_id or "") or place,
            "child_name": self.children.get(visit.child_id or ""),
        }


def _visit(
    visit: InspectionVisit, named: _Named, content: bool, findings: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    hidden = {} if content else {"visitors": None, "summary": None, "child_id": None}
    row = {name: getattr(visit, name) for name in VISIT}
    return {**row, **named.of(visit), **hidden, "findings": findings.get(visit.id, [])}


def get_finding(uow: UnitOfWork, grant: Grant, *, finding_id: str, today: date) -> dict[str, Any]:
    """Raises FindingNotFound, AccessDenied."""
    finding = uow.session.get(Finding, finding_id)
    if finding is None:
        raise FindingNotFound(finding_id)
    grant.require(area=finding.area_code, school_id=finding.school_id)
    return finding_views(uow, grant, [finding], today)[0]


def list_findings(
    uow: UnitOfWork,
    grant: Grant,
    *,
    waiting: str | None,
    area: str | None,
    after: str | None,
    limit: int,
    today: date,
    due_in: int | None = None,
) -> dict[str, Any]:
    """The first due first; `due_in`: those of a year alone."""
    mine = visible(grant, area=Finding.area_code, school=Finding.school_id)
    query = select(Finding).where(mine)
    if waiting:
        query = query.where(_waiting(grant, waiting, today))
    if area:
        query = query.where(under(Finding.area_code, area))
    if due_in:
        query = query.where(Finding.due_on.between(date(due_in, 1, 1), date(due_in, 12, 31)))
    if (last := parts(after, 2)) is not None:
        query = query.where(tuple_(Finding.due_on, Finding.id) > (day(last[0]), last[1]))
    query = query.order_by(Finding.due_on, Finding.id).limit(limit + 1)
    found = list(uow.session.scalars(query))
    end = found[limit - 1] if len(found) > limit else None
    return {
        "items": finding_views(uow, grant, found[:limit], today),
        "next": end and joined(end.due_on.isoformat(), end.id),
    }


def _waiting(grant: Grant, waiting: str, today: date) -> ColumnElement[bool]:
    late = and_(Finding.state == FindingState.OPEN, Finding.due_on < today)
    if waiting == "overdue":
        return late
    if waiting != "mine":
        return Finding.state == FindingState(waiting)
    posts = of_viewer(grant.viewer)
    supervises = Role.TOWNSHIP_OFFICER in grant.viewer.roles
    pressing = or_(Finding.inspector.in_(posts), true() if supervises else false())
    return or_(
        and_(Finding.state == FindingState.OPEN, Finding.address.in_(posts)),
        and_(Finding.state == FindingState.ANSWERED, Finding.inspector.in_(posts)),
        and_(late, pressing),
    )


def finding_views(
    uow: UnitOfWork, grant: Grant, findings: Sequence[Finding], today: date
) -> list[dict[str, Any]]:
    ids = {finding.visit_id for finding in findings}
    visits = {
        visit.id: visit
        for visit in uow.session.scalars(select(InspectionVisit).where(InspectionVisit.id.in_(ids)))
    }
    of = {one.inspection_id for one in findings}
    asked = select(Inspection).where(Inspection.id.in_(of))
    inspections = {one.id: one for one in uow.session.scalars(asked)}
    entries: dict[str, list[FindingEntry]] = {}
    told = select(FindingEntry).where(FindingEntry.finding_id.in_([one.id for one in findings]))
    for entry in uow.session.scalars(told.order_by(FindingEntry.at, FindingEntry.id)):
        entries.setdefault(entry.finding_id, []).append(entry)
    named = _Named(uow, grant, visits.values())
    return [
        _finding(grant, f, visits[f.visit_id], inspections[f.inspection_id], named, today)
        | {"entries": [_entry(entry, opened(grant)) for entry in entries.get(f.id, ())]}
        for f in findings
    ]


def _finding(
    grant: Grant,
    finding: Finding,
    visit: InspectionVisit,
    inspection: Inspection,
    named: _Named,
    today: date,
) -> dict[str, Any]:
    answered = finding.state is FindingState.ANSWERED
    judges = may_call(grant.viewer, "registry.decide_finding", area=inspection.area_code)
    posts = of_viewer(grant.viewer)
    mine = finding.address in posts and finding.inspector not in posts
    return {
        **{name: getattr(finding, name) for name in FINDING},
        **named.of(visit),
        "child_id": visit.child_id if opened(grant) else None,
        "title": inspection.title,
        "subject": inspection.subject,
        "overdue": rules.overdue(finding.state, finding.due_on, today),
        "may_answer": finding.state is FindingState.OPEN and mine,
        "may_decide": answered and judges and finding.answered_by != grant.viewer.account_id,
    }


def _entry(entry: FindingEntry, content: bool) -> dict[str, Any]:
    text = entry.text if content else None
    return {"what": entry.what, "text": text, "by": entry.by, "at": entry.at}
