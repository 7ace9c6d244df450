"""When an agreement on care begins, is about to end, and ends: by a person, or on its day."""

from datetime import date, timedelta
from typing import Any

from services.registry.domain import entrusting as rules_on
from services.registry.domain.record import ChildRecord
from services.registry.handlers.dossiers import change
from services.registry.models import CareAgreement
from services.registry.ports import UnitOfWork
from shared.clock import midnight
from shared.contracts.registry.events import CareEnded, CareEnding, CareEntrusted

CARE_TIMER = "care_agreement"
SYSTEM = "system"
BEGINS, REMINDS, ENDS = "begins", "reminds", "ends"


def plan(uow: UnitOfWork, record: ChildRecord, agreement: CareAgreement, today: date) -> None:
    """The days on which something comes about by itself."""
    days = uow.rules.in_force(record.area_code, today)["care"]["remind_days"]
    steps = [(ENDS, agreement.to_date + timedelta(days=1))]
    steps += [(REMINDS, day) for day in rules_on.reminders(agreement.to_date, days, today)]
    if agreement.from_date > today:
        steps.append((BEGINS, agreement.from_date))
    for step, day in steps:
        uow.set_timer(CARE_TIMER, f"{agreement.id}/{step}/{day.isoformat()}", midnight(day))


def care_day(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<agreement>/<step>/<day>". What a person did meanwhile stands."""
    agreement_id, step, _ = subject.split("/")
    record = record_of(uow, uow.care.child_of(agreement_id))
    agreement = uow.care.get(agreement_id)
    if step == BEGINS and agreement.state == "agreed":
        begin(uow, record, agreement, by=SYSTEM, today=today)
    elif step == REMINDS and agreement.state == "active":
        to_date = agreement.to_date.isoformat()
        uow.emit(CareEnding(**about(record, agreement), to_date=to_date))
    elif step == ENDS and agreement.state == "active":
        end(uow, record, agreement, "expired", by=SYSTEM, today=today)


def begin(
    uow: UnitOfWork, record: ChildRecord, agreement: CareAgreement, *, by: str, today: date
) -> None:
    """The one in force until now gives way; the dossier's guardian follows."""
    for other in uow.care.standing([record.id, *uow.merges.same_child(record.id)]):
        if other.id != agreement.id and other.state == "active":
            end(uow, record, other, "replaced", by=by, today=today)
    uow.care.flush()  # the place is free before the new one takes it
    sealed = told(uow, agreement)
    facts = sealed["facts"]
    before = {name: record.facts.get(name) for name in facts}
    agreement.sealed = uow.vault.seal(agreement.child_id, {**sealed, "before": before})
    agreement.state = "active"
    agreement.version += 1
    change(uow, record, facts, by=by, operation="entrust_care", today=today)
    write_history(uow, agreement, ["agreed", "active"], by, "begin_care")
    begins, ends = agreement.from_date.isoformat(), agreement.to_date.isoformat()
    uow.emit(CareEntrusted(**about(record, agreement), from_date=begins, to_date=ends))


def end(
    uow: UnitOfWork,
    record: ChildRecord,
    agreement: CareAgreement,
    ending: str,
    *,
    by: str,
    today: date,
    why: str | None = None,
) -> None:
    sealed, was = told(uow, agreement), agreement.state
    reason = uow.vault.seal(agreement.child_id, {"why": why}) if why else None
    agreement.state, agreement.ending, agreement.why = "ended", ending, reason
    agreement.ended_on, agreement.ended_by = today, by
    agreement.version += 1
    if was == "active":
        number = sealed["carer"]["carer_id_number"]
        facts = rules_on.facts_after(ending, record.facts, sealed["before"], number)
        change(uow, record, facts, by=by, operation="end_care", today=today, reason=why)
    write_history(uow, agreement, [was, "ended"], by, "end_care_agreement", reason=why)
    uow.emit(CareEnded(**about(record, agreement), ending=ending))


def record_of(uow: UnitOfWork, child_id: str) -> ChildRecord:
    """The child, locked; of a dossier that became part of another one, that one."""
    record = uow.children.get(child_id, merged=True)
    return record if record.merged_into is None else uow.children.get(record.merged_into)


def told(uow: UnitOfWork, agreement: CareAgreement) -> dict[str, Any]:
    """What the paper says. Raises vault.Anonymised."""
    return uow.vault.open(agreement.child_id, agreement.sealed)


def about(record: ChildRecord, agreement: CareAgreement) -> dict[str, Any]:
    """What every event of an agreement says."""
    place = {"area_code": record.area_code, "school_id": record.school_id}
    whose = {"agreement_id": agreement.id, "child_id": record.id}
    return {**whose, **place, "version": agreement.version}


def write_history(
    uow: UnitOfWork,
    agreement: CareAgreement,
    both: list[str | None],
    by: str,
    operation: str,
    *,
    field: str = "state",
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"care/{agreement.id}",
        version=agreement.version,
        operation=operation,
        by=by,
        changes={field: both, "child": agreement.child_id},
        reason=reason,
        key_of=agreement.child_id,
    )
