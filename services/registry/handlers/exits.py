"""Closing a file for a reason, and opening it again: nothing of it is lost (DOMAIN section 2)."""

from datetime import date

from services.registry.domain.record import ChildRecord
from services.registry.handlers.handovers import overtake_moves
from services.registry.handlers.reach import PLACES
from services.registry.handlers.states import State, write_history
from services.registry.handlers.verdicts import age_of, judge_now
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.errors import (
    ChildChangedMeanwhile,
    ChildExited,
    ChildNotExited,
    ExitDateInvalid,
)

COMES_BACK = frozenset({"moved_away", "adopted", "other"})  # a roster that names the child opens it


def exit_child(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    reason: str,
    on: date,
    why: str,
    version: int | None,
    today: date,
) -> ChildRecord:
    """`reason` is one of codes.EXITS. Raises ChildNotFound, AccessDenied, ChildChangedMeanwhile,
    ChildExited, ExitDateInvalid."""
    record = _asked(uow, grant, child_id, version)
    if record.exit_reason is not None:
        raise ChildExited()
    if not record.birth_date <= on <= today:
        raise ExitDateInvalid(on.isoformat())
    overtake_moves(uow, record.id, PLACES)
    _set(uow, record, reason, on, by=grant.viewer.account_id, why=why, today=today)
    return record


def reopen_child(
    uow: UnitOfWork, grant: Grant, *, child_id: str, why: str, version: int | None, today: date
) -> ChildRecord:
    """The same file goes on, judged anew. Raises ChildNotFound, AccessDenied,
    ChildChangedMeanwhile, ChildNotExited."""
    record = _asked(uow, grant, child_id, version)
    if record.exit_reason is None:
        raise ChildNotExited()
    _set(uow, record, None, None, by=grant.viewer.account_id, why=why, today=today)
    return record


def come_back(uow: UnitOfWork, record: ChildRecord, *, by: str, today: date) -> None:
    """A roster names a child that had left: its file is opened again."""
    _set(uow, record, None, None, by=by, why=None, today=today)


def _asked(uow: UnitOfWork, grant: Grant, child_id: str, version: int | None) -> ChildRecord:
    record = uow.children.get(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    if version is not None and version != record.version:
        raise ChildChangedMeanwhile(str(record.version))
    return record


def _set(
    uow: UnitOfWork,
    record: ChildRecord,
    reason: str | None,
    on: date | None,
    *,
    by: str,
    why: str | None,
    today: date,
) -> None:
    old, was = State(record), (record.exit_reason, record.exit_on)
    record.exit_reason, record.exit_on = reason, on
    record.version += 1
    judge_now(uow, record, today, before=record.status)
    # Birthdays while the file was closed concern nobody any more.
    record.age_told = age_of(uow, record, today)
    uow.children.save(record)
    old.announce(uow, record, today)
    changes = {
        "exit_reason": [was[0], reason],
        "exit_on": [was[1] and was[1].isoformat(), on and on.isoformat()],
    }
    operation = "exit_child" if reason else "reopen_child"
    write_history(uow, record, changes | old.decision(record), by, operation, why)
