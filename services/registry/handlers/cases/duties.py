"""Duties: given, called out by the clock, and ended by an acknowledgement alone.

The clock and an acknowledgement both take the case's row first: whichever comes second finds what
the other did. A timer that finds its duty ended, or called already, does nothing; so none has to be
cancelled, and no two locks cross.
"""

from datetime import datetime, timedelta
from typing import Any

from services.registry.domain.cases.clock import Clock
from services.registry.domain.cases.course import RECEIVE, after_receipt, check_open
from services.registry.domain.cases.posts import Where
from services.registry.handlers.cases.timeline import SYSTEM, write
from services.registry.models import Case, CaseDuty
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.addresses import of_viewer, post_of
from shared.clock import day_of
from shared.contracts.registry.errors import DutyEnded, NotYourDuty
from shared.contracts.registry.events import (
    CaseDutyAcknowledged,
    CaseDutyMissed,
    CaseDutyReminded,
    CaseDutySet,
)

DUTY_TIMER = "case_duty"


def where(case: Case) -> Where:
    return Where(case.area_code, case.school_id, case.child_id)


def about(case: Case) -> dict[str, Any]:
    """What every event of a case says."""
    place = {"area_code": case.area_code, "school_id": case.school_id}
    return {"case_id": case.id, **place, "child_id": case.child_id, "version": case.version}


def rules_of(uow: UnitOfWork, case: Case, at: datetime) -> Any:
    """The section `protection` of the pack in force where the case is."""
    return uow.rules.in_force(case.area_code, day_of(at))["protection"]


def give(
    uow: UnitOfWork,
    case: Case,
    kind: str,
    clock: Clock,
    *,
    by: str,
    at: datetime,
    post: str | None = None,
    note: str | None = None,
) -> CaseDuty:
    """A new duty; its clock runs from now on."""
    first = clock.first_call(at)
    duty = CaseDuty(
        case_id=case.id,
        number=uow.cases.next_number(case.id),
        kind=kind,
        state="open",
        set_at=at,
        due_at=clock.due_at,
        remind_seconds=int(clock.remind.total_seconds()),
        every_seconds=int(clock.every.total_seconds()),
        repeat_seconds=int(clock.repeat.total_seconds()),
        levels=[list(level) for level in clock.chain],
        next_call=first,
        level=0,
    )
    uow.cases.add_duty(duty)
    uow.cases.call(duty, clock.owners)
    _wind(uow, duty, clock)
    write(uow, case, "duty_set", by=by, post=post, text={"note": note}, **_codes(duty))
    uow.emit(CaseDutySet(**about(case), **_told(duty), posts=list(clock.owners)))
    return duty


def call_out(uow: UnitOfWork, subject: str, at: datetime) -> None:
    """The clock's work; `subject` is "<case>/<number>/<call>"."""
    case_id, number, call = subject.split("/")
    case = uow.cases.get(case_id)
    duty = uow.cases.duty(case_id, int(number))
    if duty.state != "open" or duty.next_call != int(call):
        return
    clock = clock_of(duty)
    if int(call) == 0:
        write(uow, case, "duty_reminded", by=SYSTEM, **_codes(duty))
        uow.emit(CaseDutyReminded(**about(case), **_told(duty), posts=list(clock.owners)))
    else:
        _miss(uow, case, duty, clock, int(call), at)
    duty.next_call = clock.after(int(call), at)
    _wind(uow, duty, clock)


def _miss(
    uow: UnitOfWork, case: Case, duty: CaseDuty, clock: Clock, call: int, at: datetime
) -> None:
    duty.level, duty.missed_at = clock.level(call), duty.missed_at or at
    called = clock.called(call)
    uow.cases.call(duty, called)
    told: dict[str, Any] = {"level": duty.level, "call": call}
    write(uow, case, "duty_missed", by=SYSTEM, **_codes(duty), **told)
    uow.emit(CaseDutyMissed(**about(case), **_told(duty), **told, posts=list(called)))


def acknowledge(
    uow: UnitOfWork, grant: Grant, *, case_id: str, number: int, note: str | None, at: datetime
) -> CaseDuty:
    """By a person of a post that was called. Raises NotYourDuty, DutyEnded, CaseClosed."""
    case = uow.cases.get(case_id)
    duty = uow.cases.duty(case_id, number)
    viewer = grant.viewer
    grant.roles_for(area=case.area_code, school_id=case.school_id, child_id=case.child_id)
    held = set(of_viewer(viewer)) & uow.cases.called(case_id, number)
    if not held:
        raise NotYourDuty()
    grant.seen(f"case/{case.id}", area=case.area_code)
    check_open(case.state)
    if duty.state != "open":
        raise DutyEnded()
    end(duty, "done", viewer.account_id, at)
    if duty.kind == RECEIVE:
        case.state = after_receipt(case.state)
    late, post = at > duty.due_at, post_of(min(held))
    by = viewer.account_id
    write(
        uow,
        case,
        "duty_acknowledged",
        by=by,
        post=post,
        text={"note": note},
        **_codes(duty),
        late=late,
    )
    uow.emit(
        CaseDutyAcknowledged(**about(case), duty=duty.number, task=duty.kind, by=by, late=late)
    )
    return duty


def end(duty: CaseDuty, state: str, by: str, at: datetime) -> None:
    duty.state, duty.ended_by, duty.ended_at = state, by, at


def clock_of(duty: CaseDuty) -> Clock:
    return Clock(
        due_at=duty.due_at,
        remind=timedelta(seconds=duty.remind_seconds),
        every=timedelta(seconds=duty.every_seconds),
        repeat=timedelta(seconds=duty.repeat_seconds),
        chain=tuple(tuple(level) for level in duty.levels),
    )


def _wind(uow: UnitOfWork, duty: CaseDuty, clock: Clock) -> None:
    subject = f"{duty.case_id}/{duty.number}/{duty.next_call}"
    uow.set_timer(DUTY_TIMER, subject, clock.at(duty.next_call))


def _codes(duty: CaseDuty) -> dict[str, Any]:
    return {"duty": duty.number, "kind": duty.kind, "due_at": duty.due_at.isoformat()}


def _told(duty: CaseDuty) -> dict[str, Any]:
    return {"duty": duty.number, "task": duty.kind, "due_at": duty.due_at.isoformat()}
