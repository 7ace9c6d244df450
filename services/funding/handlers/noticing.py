"""Checking a proposed roll from two sides, hanging it out, and answering objections."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.funding.domain import noticing
from services.funding.handlers.noting import note_roll
from services.funding.models import Objection, Roll, RollCheck, RollLine
from services.funding.ports import UnitOfWork
from services.funding.views import roll_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.funding.codes import LineState, ObjectionState, Reason, RollKind, RollState
from shared.contracts.funding.errors import (
    NoticeNotNeeded,
    NotOfASide,
    ObjectionClosed,
    ObjectionLineUnknown,
    RollNotProposed,
)
from shared.contracts.funding.events import RollNoticed
from shared.db import data_of


def check_roll(
    uow: UnitOfWork, grant: Grant, *, roll_id: str, agreed: bool, note: str | None
) -> dict[str, Any]:
    """One side's word; it may be given again, the last one counts.

    Raises RollNotProposed, NotOfASide, CheckerIsProposer or OneSideEach.
    """
    roll = _roll(uow, grant, roll_id)
    by, side = grant.viewer.account_id, noticing.side_of(grant.viewer.roles)
    if side is None:
        raise NotOfASide()
    checks = uow.noticing.checks(roll.id)
    others = {check.by for check in checks if check.side is not side}
    noticing.check_checker(roll.state, proposed_by=roll.proposed_by, by=by, others=others)
    check = RollCheck(roll_id=roll.id, side=side, by=by, at=now(), agreed=agreed, note=note)
    uow.noticing.keep_check(check)
    note_roll(uow, grant, roll, {"check": [side.value, agreed]}, note)
    return roll_view(roll)


def post_notice(uow: UnitOfWork, grant: Grant, *, roll_id: str, today: date) -> dict[str, Any]:
    """From today on the list hangs out, for the pack's working days after this one.

    Raises RollNotProposed, NoticeNotNeeded or ChecksMissing.
    """
    roll = _roll(uow, grant, roll_id)
    if roll.state is not RollState.PROPOSED:
        raise RollNotProposed(roll.state.value)
    if roll.kind is not RollKind.SCHEME:
        raise NoticeNotNeeded()
    rules = uow.rules.notice(roll.area_code, today)
    _check_sides(uow, roll, today)
    roll.notice_from, roll.notice_by = today, grant.viewer.account_id
    roll.notice_until = rules.calendar.after(today, rules.working_days)
    note_roll(uow, grant, roll, {"notice": [str(today), str(roll.notice_until)]})
    uow.emit(
        RollNoticed(
            version=roll.version,
            roll_id=roll.id,
            scheme=roll.scheme,
            term=roll.term,
            area_code=roll.area_code,
            from_date=str(today),
            to_date=str(roll.notice_until),
        )
    )
    return roll_view(roll)


def receive_objection(
    uow: UnitOfWork, grant: Grant, *, roll_id: str, child_id: str | None, what: str
) -> dict[str, Any]:
    """Raises RollNotProposed or ObjectionLineUnknown."""
    roll = _roll(uow, grant, roll_id)
    if roll.state is not RollState.PROPOSED:
        raise RollNotProposed(roll.state.value)
    if child_id is not None and _line(uow, roll, child_id) is None:
        raise ObjectionLineUnknown(child_id)
    objection = Objection(
        id=str(uuid4()),
        roll_id=roll.id,
        child_id=child_id,
        received_at=now(),
        received_by=grant.viewer.account_id,
        what=what,
        state=ObjectionState.OPEN,
    )
    uow.noticing.add_objection(objection)
    note_roll(uow, grant, roll, {"objection": [None, objection.id]}, what)
    return data_of(objection)


def answer_objection(
    uow: UnitOfWork, grant: Grant, *, objection_id: str, upheld: bool, answer: str
) -> dict[str, Any]:
    """One that is upheld takes its child off the list. Raises ObjectionNotFound, ObjectionClosed
    or RollNotProposed."""
    objection = uow.noticing.objection(objection_id)
    roll = _roll(uow, grant, objection.roll_id)
    if objection.state is not ObjectionState.OPEN:
        raise ObjectionClosed()
    if roll.state is not RollState.PROPOSED:
        raise RollNotProposed(roll.state.value)
    objection.state = ObjectionState.UPHELD if upheld else ObjectionState.DISMISSED
    objection.answered_by, objection.answered_at = grant.viewer.account_id, now()
    objection.answer = answer
    if upheld and objection.child_id and (line := _line(uow, roll, objection.child_id)):
        line.state, line.dropped = LineState.DROPPED, [Reason.OBJECTION_UPHELD.value]
        roll.children -= 1
        roll.dropped += 1
        roll.total_fen -= line.amount_fen
    note_roll(uow, grant, roll, {"objection": [objection.id, objection.state.value]}, answer)
    return data_of(objection)


def check_ready(uow: UnitOfWork, roll: Roll, *, waiver: str | None, today: date) -> str | None:
    """What must be before a scheme's roll is approved (what goes to one child is never posted); the
    waiver, where it was needed.

    Raises ChecksMissing, NoticeNotPosted, NoticeNotEnded, WaiverNotAllowed or ObjectionsOpen.
    """
    if roll.kind is not RollKind.SCHEME:
        return None
    rules = uow.rules.notice(roll.area_code, today)
    _check_sides(uow, roll, today)
    used = None
    if rules.working_days:
        until, may_waive = roll.notice_until, rules.may_waive
        used = noticing.check_notice(until, today, waiver=waiver, may_waive=may_waive)
    noticing.check_objections(uow.noticing.open_objections(roll.id))
    return used


def _check_sides(uow: UnitOfWork, roll: Roll, today: date) -> None:
    needed = uow.rules.checked_by(roll.scheme, roll.area_code, today)
    noticing.check_agreed(needed, _agreed(uow, roll))


def _agreed(uow: UnitOfWork, roll: Roll) -> set[str]:
    return {check.side.value for check in uow.noticing.checks(roll.id) if check.agreed}


def _roll(uow: UnitOfWork, grant: Grant, roll_id: str) -> Roll:
    roll = uow.rolls.get(roll_id)
    grant.require(area=roll.area_code)
    return roll


def _line(uow: UnitOfWork, roll: Roll, child_id: str) -> RollLine | None:
    line = uow.rolls.line(roll.id, child_id)
    return line if line is not None and line.state is not LineState.DROPPED else None
