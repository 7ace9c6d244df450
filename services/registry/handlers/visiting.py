"""Noting a return visit, and taking a note back that was a mistake."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.return_visits import check_day
from services.registry.models import ReturnVisit
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import VisitStruck


def record_return_visit(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    visited_on: date,
    method: str,
    outcome: str,
    visitor: str,
    met: str | None,
    result: str,
    today: date,
) -> ReturnVisit:
    """Raises ChildNotFound, ChildMerged, AccessDenied, VisitDateInvalid."""
    record = uow.children.get(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    check_day(visited_on, record.facts, today)
    told = {"visitor": visitor, "met": met, "result": result}
    visit = ReturnVisit(
        id=str(uuid4()),
        child_id=record.id,
        area_code=record.area_code,
        school_id=record.school_id,
        visited_on=visited_on,
        method=method,
        outcome=outcome,
        sealed=uow.vault.seal(record.id, told),
        by=grant.viewer.account_id,
        recorded_at=now(),
        version=1,
    )
    uow.return_visits.add(visit)
    changes = {"visited_on": [None, visited_on.isoformat()], "outcome": [None, outcome]}
    _note(uow, visit, "record_return_visit", visit.by, changes)
    return visit


def strike_return_visit(uow: UnitOfWork, grant: Grant, *, visit_id: str, why: str) -> ReturnVisit:
    """By whoever answers for the child now. Raises VisitNotFound, AccessDenied, VisitStruck."""
    visit = uow.return_visits.get(visit_id)
    record = uow.children.get(visit.child_id, merged=True)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    if visit.struck_at is not None:
        raise VisitStruck()
    visit.struck_by, visit.struck_at = grant.viewer.account_id, now()
    visit.why = uow.vault.seal(visit.child_id, {"why": why})
    visit.version += 1
    changes = {"struck": [False, True]}
    _note(uow, visit, "strike_return_visit", visit.struck_by, changes, why)
    return visit


def _note(
    uow: UnitOfWork,
    visit: ReturnVisit,
    operation: str,
    by: str,
    changes: dict[str, Any],
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"return_visit/{visit.id}",
        version=visit.version,
        operation=operation,
        by=by,
        changes={**changes, "child_id": visit.child_id},
        reason=reason,
        key_of=visit.child_id,
    )
