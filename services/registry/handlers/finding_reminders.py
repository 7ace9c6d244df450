"""What an open finding says by itself: before the day by which it is put right, on it, and after it
to those above too. Durable deadlines, as those of work plans."""

from datetime import date
from typing import Any

from services.registry.domain.areas import TOWNSHIP
from services.registry.domain.inspections import FindingState
from services.registry.domain.plans import reminders
from services.registry.models import Finding
from services.registry.ports import UnitOfWork
from shared.access.roles import Role
from shared.clock import office_opens
from shared.contracts.registry.organising.events import FindingDue

FINDING_TIMER = "finding"


def remind(uow: UnitOfWork, finding: Finding, today: date) -> None:
    pack = uow.rules.in_force(finding.area_code, today)["inspections"]
    for day, _ in reminders(finding.due_on, pack):
        if day >= today:
            subject = f"{finding.id}/{finding.due_on.isoformat()}/{day.isoformat()}"
            uow.set_timer(FINDING_TIMER, subject, office_opens(day))


def finding_due(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<finding>/<due day>/<day>"; one that was answered, or given another day, is
    told of no more."""
    finding_id, due_on, _ = subject.split("/")
    finding = uow.inspections.finding(finding_id)
    if finding.state is not FindingState.OPEN or finding.due_on.isoformat() != due_on:
        return
    overdue = today > finding.due_on
    posts = [finding.address, *(above(finding) if overdue else ())]
    uow.emit(FindingDue(**facts_of(finding), overdue=overdue, posts=posts))


def facts_of(finding: Finding) -> dict[str, Any]:
    """What every event of a finding says."""
    return {
        "version": finding.version,
        "finding_id": finding.id,
        "inspection_id": finding.inspection_id,
        "area_code": finding.area_code,
        "school_id": finding.school_id,
        "deadline": finding.due_on.isoformat(),
    }


def above(finding: Finding) -> list[str]:
    """Who is called when it is overdue: the township over the place, and who inspected."""
    township = f"role:{Role.TOWNSHIP_OFFICER}@{finding.area_code[:TOWNSHIP]}"
    return list(dict.fromkeys([township, finding.inspector]))
