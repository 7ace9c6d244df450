"""From an absence that nobody explains to the child's return (DOMAIN section 3)."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain import dropout as rules
from services.registry.domain.dropout import DropoutState
from services.registry.domain.record import ChildRecord
from services.registry.handlers.dossiers import change
from services.registry.models import Dropout, Persuasion
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import ChildExited
from shared.contracts.registry.schooling.events import (
    AbsenceNoted,
    DropoutEnded,
    DropoutNoted,
    DropoutReported,
)


def note_absence(
    uow: UnitOfWork, grant: Grant, *, child_id: str, since: date, known: str, today: date
) -> Dropout:
    """`since` is the first day away. Raises ChildNotFound, AccessDenied, ChildExited,
    DayOutOfRange, DropoutUnderWay."""
    record = uow.children.get(child_id)
    _require(grant, record)
    if record.exit_reason is not None:
        raise ChildExited()
    rules.check_day(since, record.birth_date, today)
    dropout = Dropout(
        id=str(uuid4()),
        child_id=record.id,
        state=DropoutState.ABSENT,
        absent_since=since,
        known=known,
        noted_by=grant.viewer.account_id,
        version=1,
    )
    uow.dropouts.add(dropout)
    _note(uow, dropout, "note_absence", grant, [None, "absent"], known)
    uow.emit(AbsenceNoted(**_facts(dropout, record)))
    return dropout


def register_dropout(
    uow: UnitOfWork, grant: Grant, *, dropout_id: str, on: date, today: date
) -> Dropout:
    """From now on the child counts as dropped out. Raises DropoutNotFound, AccessDenied,
    DayOutOfRange, DropoutOver, DropoutRegistered, AbsenceTooShort."""
    record, dropout = _asked(uow, grant, dropout_id)
    rules.check_day(on, dropout.absent_since, today)
    needed = uow.rules.in_force(record.area_code, today)["dropout"]["absent_days"]
    rules.check_registrable(dropout.state, dropout.absent_since, on, needed)
    dropout.dropped_on = on
    _step(uow, dropout, DropoutState.DROPPED_OUT, "register_dropout", grant)
    _enrol(uow, record, "dropped_out", grant, "register_dropout", today)
    uow.emit(DropoutNoted(**_facts(dropout, record)))
    return dropout


def log_persuasion(
    uow: UnitOfWork,
    grant: Grant,
    *,
    dropout_id: str,
    on: date,
    who: str,
    method: str,
    result: str,
    note: str,
    today: date,
) -> Dropout:
    """One attempt; not changed afterwards. Raises DropoutNotFound, AccessDenied, DayOutOfRange,
    DropoutOver."""
    _, dropout = _asked(uow, grant, dropout_id)
    rules.check_open(dropout.state)
    rules.check_day(on, dropout.absent_since, today)
    number = uow.dropouts.attempts(dropout.id) + 1
    uow.dropouts.add_attempt(
        Persuasion(
            dropout_id=dropout.id,
            number=number,
            on_day=on,
            who=who,
            method=method,
            result=result,
            note=note,
            by=grant.viewer.account_id,
            at=now(),
        )
    )
    dropout.version += 1
    same = dropout.state.value
    _note(uow, dropout, "log_persuasion", grant, [same, same], note)
    return dropout


def report_dropout(
    uow: UnitOfWork, grant: Grant, *, dropout_id: str, report: str, today: date
) -> Dropout:
    """The written report to the education bureau and the township. Raises DropoutNotFound,
    AccessDenied, DropoutOver, DropoutNotRegistered, DropoutRegistered, PersuasionsMissing."""
    record, dropout = _asked(uow, grant, dropout_id)
    wanted = uow.rules.in_force(record.area_code, today)["dropout"]["persuasions"]
    rules.check_reportable(dropout.state, uow.dropouts.attempts(dropout.id), wanted)
    dropout.reported_on, dropout.report = today, report
    _step(uow, dropout, DropoutState.REPORTED, "report_dropout", grant, report)
    uow.emit(DropoutReported(**_facts(dropout, record)))
    return dropout


def close_dropout(
    uow: UnitOfWork, grant: Grant, *, dropout_id: str, outcome: str, on: date, why: str, today: date
) -> Dropout:
    """`outcome`: "returned", "elsewhere" (at another school) or, of a mere absence, "explained".
    Raises DropoutNotFound, AccessDenied, DayOutOfRange, DropoutOver, DropoutRegistered."""
    record, dropout = _asked(uow, grant, dropout_id)
    rules.check_outcome(dropout.state, outcome)
    rules.check_day(on, dropout.absent_since, today)
    enrolment = rules.enrolment_after(dropout.state, outcome)
    dropout.over_on, dropout.outcome = on, outcome
    _step(uow, dropout, DropoutState.OVER, "close_dropout", grant, why)
    if enrolment is not None:
        _enrol(uow, record, enrolment, grant, "close_dropout", today)
    uow.emit(DropoutEnded(**_facts(dropout, record), outcome=outcome))
    return dropout


def _asked(uow: UnitOfWork, grant: Grant, dropout_id: str) -> tuple[ChildRecord, Dropout]:
    record = uow.children.get(uow.dropouts.child_of(dropout_id))
    _require(grant, record)
    return record, uow.dropouts.get(dropout_id)


def _require(grant: Grant, record: ChildRecord) -> None:
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)


def _enrol(
    uow: UnitOfWork, record: ChildRecord, enrolment: str, grant: Grant, operation: str, today: date
) -> None:
    by = grant.viewer.account_id
    change(uow, record, {"enrolment": enrolment}, by=by, operation=operation, today=today)


def _step(
    uow: UnitOfWork,
    dropout: Dropout,
    state: DropoutState,
    operation: str,
    grant: Grant,
    reason: str | None = None,
) -> None:
    before, dropout.state = dropout.state, state
    dropout.version += 1
    _note(uow, dropout, operation, grant, [before.value, state.value], reason)


def _note(
    uow: UnitOfWork,
    dropout: Dropout,
    operation: str,
    grant: Grant,
    states: list[str | None],
    reason: str | None,
) -> None:
    uow.record(
        subject=f"dropout/{dropout.id}",
        version=dropout.version,
        operation=operation,
        by=grant.viewer.account_id,
        changes={"child_id": dropout.child_id, "state": states},
        reason=reason,
        key_of=dropout.child_id,
    )


def _facts(dropout: Dropout, record: ChildRecord) -> dict[str, Any]:
    return {
        "dropout_id": dropout.id,
        "child_id": dropout.child_id,
        "area_code": record.area_code,
        "school_id": record.school_id,
        "version": dropout.version,
    }
