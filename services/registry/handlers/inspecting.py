"""Inspections: a sample is drawn, each of it visited, what is wrong found, put right and judged."""

from collections.abc import Iterator, Mapping
from datetime import date
from secrets import token_hex
from typing import Any
from uuid import uuid4

from services.registry.domain import inspections as rules
from services.registry.domain.areas import VILLAGE
from services.registry.domain.inspections import Entry, FindingState, Inspected
from services.registry.handlers.finding_reminders import facts_of, remind
from services.registry.models import Finding, FindingEntry, Inspection, InspectionVisit
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.addresses import of_viewer
from shared.clock import now
from shared.contracts.registry.organising import events
from shared.contracts.registry.organising.errors import OwnAnswer, VisitRecorded
from shared.errors import AccessDenied

SEED_BYTES = 8


def draw_inspection(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str,
    subject: str,
    size: int,
    title: str,
    lead: str,
    from_on: date,
    to_on: date,
    today: date,
) -> Inspection:
    """Raises AccessDenied, AreaNotFound, InspectionDatesInvalid, NothingToInspect."""
    grant.require(area=area)
    rules.check_dates(from_on, to_on, today)
    code, kind = uow.places.area(area).code, Inspected(subject)
    population = dict(_population(uow, code, kind, today))
    seed = token_hex(SEED_BYTES)  # the program's: nobody looks for one that suits
    drawn = rules.sample(population, seed, size)
    inspection = Inspection(
        id=str(uuid4()),
        area_code=code,
        title=title.strip(),
        subject=kind,
        seed=seed,
        population=len(population),
        digest=rules.digest(population),
        drawn_on=today,
        from_on=from_on,
        to_on=to_on,
        lead=lead.strip(),
        address=f"role:{min(grant.roles_for(area=code))}@{grant.viewer.area}",
        by=grant.viewer.account_id,
        version=1,
    )
    uow.inspections.add(inspection)
    _keep_sample(uow, grant, inspection, {each: population[each] for each in drawn})
    return inspection


def _keep_sample(
    uow: UnitOfWork, grant: Grant, inspection: Inspection, drawn: Mapping[str, str]
) -> None:
    for number, (each, area) in enumerate(drawn.items(), start=1):
        uow.inspections.add(_visit(inspection, number, each, area))
    changes = {
        "seed": [None, inspection.seed],
        "subject": [None, inspection.subject.value],
        "drawn": [None, list(drawn)],
    }
    _record(uow, grant, f"inspection/{inspection.id}", 1, "draw_inspection", changes)


def _population(
    uow: UnitOfWork, area: str, kind: Inspected, today: date
) -> Iterator[tuple[str, str]]:
    """Id and place of all that could be drawn."""
    if kind is Inspected.VILLAGE:
        for place in uow.places.all_under(area, today):
            if len(place.code) == VILLAGE:
                yield place.code, place.code
    elif kind is Inspected.SCHOOL:
        for school in uow.places.schools_under(area):
            yield school.id, school.township_code
    else:
        yield from uow.inspections.dossiers_under(area)


def _visit(inspection: Inspection, number: int, each: str, area: str) -> InspectionVisit:
    return InspectionVisit(
        id=str(uuid4()),
        inspection_id=inspection.id,
        number=number,
        area_code=area,
        school_id=each if inspection.subject is Inspected.SCHOOL else None,
        child_id=each if inspection.subject is Inspected.DOSSIER else None,
        visited_on=None,
        visitors=None,
        summary=None,
        version=1,
    )


def record_inspection_visit(
    uow: UnitOfWork,
    grant: Grant,
    *,
    visit_id: str,
    visited_on: date,
    visitors: str,
    summary: str,
    today: date,
) -> InspectionVisit:
    """Raises InspectionVisitNotFound, AccessDenied, VisitRecorded, VisitedOnInvalid."""
    visit = uow.inspections.visit(visit_id)
    inspection = _inspected(uow, grant, visit)
    if visit.visited_on is not None:
        raise VisitRecorded()
    rules.check_visited(visited_on, inspection.drawn_on, today)
    visit.visited_on = visited_on
    visit.visitors, visit.summary = visitors.strip(), summary.strip()
    visit.version += 1
    changes = {"visited_on": [None, visited_on.isoformat()]}
    subject = f"inspection_visit/{visit.id}"
    _record(uow, grant, subject, visit.version, "record_inspection_visit", changes)
    return visit


def make_finding(
    uow: UnitOfWork, grant: Grant, *, visit_id: str, what: str, due_on: date, today: date
) -> Finding:
    """`due_on` is the day by which it is put right. Raises InspectionVisitNotFound, AccessDenied,
    VisitNotRecorded, PutRightByInvalid."""
    visit = uow.inspections.visit(visit_id)
    inspection = _inspected(uow, grant, visit)
    rules.check_found(visit.visited_on, due_on, today)
    role = Role.PRINCIPAL if visit.school_id else Role.VILLAGE_OFFICER
    at_school = f"school:{role}@{visit.school_id}"
    finding = Finding(
        id=str(uuid4()),
        visit_id=visit.id,
        inspection_id=inspection.id,
        area_code=visit.area_code,
        school_id=visit.school_id,
        address=at_school if visit.school_id else f"role:{role}@{visit.area_code}",
        inspector=inspection.address,
        due_on=due_on,
        first_due_on=due_on,
        state=FindingState.OPEN,
        answered_by=None,
        answered_on=None,
        accepted_on=None,
        made_at=now(),
        version=0,
    )
    uow.inspections.add(finding)
    _go_on(uow, grant, finding, Entry.FOUND, what, "make_finding")
    remind(uow, finding, today)
    uow.emit(events.FindingMade(**facts_of(finding)))
    return finding


def answer_finding(
    uow: UnitOfWork, grant: Grant, *, finding_id: str, answer: str, today: date
) -> Finding:
    """What was done, by the post that it was given to. Raises FindingNotFound, AccessDenied,
    FindingSettled, OwnAnswer."""
    finding = uow.inspections.finding(finding_id)
    grant.require(area=finding.area_code, school_id=finding.school_id)
    rules.check_answer(finding.state)
    posts = of_viewer(grant.viewer)
    if finding.inspector in posts:
        raise OwnAnswer()
    if finding.address not in posts:
        raise AccessDenied()
    finding.state, finding.answered_on = FindingState.ANSWERED, today
    finding.answered_by = grant.viewer.account_id
    _go_on(uow, grant, finding, Entry.ANSWERED, answer, "answer_finding")
    uow.emit(events.FindingAnswered(**facts_of(finding), posts=[finding.inspector]))
    return finding


def decide_finding(
    uow: UnitOfWork,
    grant: Grant,
    *,
    finding_id: str,
    accepted: bool,
    note: str,
    due_on: date | None,
    today: date,
) -> Finding:
    """Accept the answer, or send it back with another day. Raises FindingNotFound, AccessDenied,
    FindingSettled, FindingNotAnswered, OwnAnswer, PutRightByInvalid."""
    finding = uow.inspections.finding(finding_id)
    _inspected(uow, grant, uow.inspections.visit(finding.visit_id))
    rules.check_decision(finding.state, finding.answered_by, grant.viewer.account_id)
    if accepted:
        finding.state, finding.accepted_on = FindingState.ACCEPTED, today
    else:
        again = due_on or finding.due_on
        rules.check_found(today, again, today)
        finding.state, finding.due_on = FindingState.OPEN, again
    what = Entry.ACCEPTED if accepted else Entry.SENT_BACK
    _go_on(uow, grant, finding, what, note, "decide_finding")
    if not accepted:
        remind(uow, finding, today)
    uow.emit(events.FindingDecided(**facts_of(finding), outcome=what.value))
    return finding


def _inspected(uow: UnitOfWork, grant: Grant, visit: InspectionVisit) -> Inspection:
    inspection = uow.inspections.inspection(visit.inspection_id)
    grant.require(area=inspection.area_code)
    if visit.child_id:
        grant.seen(visit.child_id, area=visit.area_code)
    return inspection


def _go_on(
    uow: UnitOfWork, grant: Grant, finding: Finding, what: Entry, text: str, operation: str
) -> None:
    finding.version += 1
    by = grant.viewer.account_id
    entry = FindingEntry(
        id=str(uuid4()), finding_id=finding.id, what=what, text=text.strip(), by=by, at=now()
    )
    uow.inspections.add(entry)
    changes = {"state": [None, finding.state.value], "due_on": [None, finding.due_on.isoformat()]}
    _record(uow, grant, f"finding/{finding.id}", finding.version, operation, changes)


def _record(
    uow: UnitOfWork,
    grant: Grant,
    subject: str,
    version: int,
    operation: str,
    changes: dict[str, Any],
) -> None:
    by = grant.viewer.account_id
    uow.record(subject=subject, version=version, operation=operation, by=by, changes=changes)
