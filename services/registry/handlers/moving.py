"""Moving a child: the place that has it asks, the place that shall have it accepts or refuses.

The child is in its old place until the very transaction in which the new one accepts, so that it is
never in two places and never in none.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.registry.domain.moves import MoveKind, MoveState, check_open
from services.registry.domain.record import ChildRecord
from services.registry.handlers.children import check_place
from services.registry.handlers.dossiers import change
from services.registry.handlers.handovers import SYSTEM, end_move, write_history
from services.registry.models import Move
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import midnight, now
from shared.contracts.registry.errors import MoveNeedsOnePlace, MoveNotOpen, MoveToSamePlace
from shared.contracts.registry.events import MoveRequested

MOVE_TIMER = "move_expires"


def request_move(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    area_code: str | None,
    school_id: str | None,
    why: str,
    today: date,
) -> Move:
    """To a village or to a school. Raises ChildNotFound, AccessDenied, MoveNeedsOnePlace,
    MoveToSamePlace, MoveUnderWay, and as `check_place`."""
    if (area_code is None) == (school_id is None):
        raise MoveNeedsOnePlace()
    record = uow.children.get(child_id)
    if area_code is not None:
        grant.require(area=record.area_code)
    else:
        grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    return offer(uow, record, area_code, school_id, why, grant.viewer.account_id, today)


def offer(
    uow: UnitOfWork,
    record: ChildRecord,
    area_code: str | None,
    school_id: str | None,
    why: str,
    by: str,
    today: date,
) -> Move:
    """To a village, or else to a school. Raises MoveToSamePlace, MoveUnderWay, and as
    `check_place`."""
    move = _move(uow, record, area_code, school_id, why, by, today)
    uow.moves.add(move)
    write_history(uow, move, [None, MoveState.REQUESTED.value], move.requested_by, why)
    uow.set_timer(MOVE_TIMER, move.id, midnight(move.expires_on + timedelta(days=1)))
    uow.emit(
        MoveRequested(
            move_id=move.id,
            child_id=move.child_id,
            area_code=move.to_area,
            school_id=move.to_school,
            from_area=move.from_area,
            expires_on=move.expires_on.isoformat(),
            version=move.version,
        )
    )
    return move


def _move(
    uow: UnitOfWork,
    record: ChildRecord,
    area_code: str | None,
    school_id: str | None,
    why: str,
    by: str,
    today: date,
) -> Move:
    if area_code is not None:
        if area_code == record.area_code:
            raise MoveToSamePlace()
        check_place(uow, {"area_code": area_code}, today)
        kind, to_area = MoveKind.VILLAGE, area_code
    else:
        school = uow.places.school(str(school_id))
        if school.id == record.school_id:
            raise MoveToSamePlace()
        kind, to_area = MoveKind.SCHOOL, school.township_code
    days = uow.rules.in_force(record.area_code, today)["moves"]["accept_days"]
    return Move(
        id=str(uuid4()),
        child_id=record.id,
        kind=kind,
        state=MoveState.REQUESTED,
        from_area=record.area_code,
        to_area=to_area,
        from_school=record.school_id if kind is MoveKind.SCHOOL else None,
        to_school=school_id,
        why=why,
        requested_by=by,
        requested_at=now(),
        expires_on=today + timedelta(days=days),
        version=1,
    )


def accept_move(
    uow: UnitOfWork, grant: Grant, *, move_id: str, class_name: str | None, today: date
) -> Move:
    """From now on the child is here. Raises MoveNotFound, AccessDenied, MoveNotOpen, AreaClosed."""
    record, move = _locked(uow, move_id)
    _require_receiver(grant, move)
    check_open(move.state)
    if today > move.expires_on:  # its timer is on the way
        raise MoveNotOpen(MoveState.EXPIRED.value)
    facts: dict[str, Any] = {"area_code": move.to_area}
    if move.kind is MoveKind.SCHOOL:
        school = uow.places.school(str(move.to_school))
        facts = {"school_id": school.id, "school_name": school.name, "class_name": class_name}
    else:
        check_place(uow, facts, today)
    by = grant.viewer.account_id
    end_move(uow, move, MoveState.ACCEPTED, by=by)
    change(uow, record, facts, by=by, operation="accept_move", today=today, reason=move.why)
    return move


def accept_moves(
    uow: UnitOfWork, grant: Grant, *, move_ids: Iterable[str], class_name: str | None, today: date
) -> int:
    """All of them or none, as many as there are: a whole year of graduates. Raises as
    `accept_move`."""
    of_child = {uow.moves.child_of(move_id): move_id for move_id in move_ids}
    for _, move_id in sorted(of_child.items()):  # two who accept the same do not cross
        accept_move(uow, grant, move_id=move_id, class_name=class_name, today=today)
    return len(of_child)


def refuse_move(uow: UnitOfWork, grant: Grant, *, move_id: str, why: str) -> Move:
    """The child stays where it is. Raises MoveNotFound, AccessDenied, MoveNotOpen."""
    _, move = _locked(uow, move_id)
    _require_receiver(grant, move)
    end_move(uow, move, MoveState.REFUSED, by=grant.viewer.account_id, answer=why)
    return move


def withdraw_move(uow: UnitOfWork, grant: Grant, *, move_id: str) -> Move:
    """By the side that asked. Raises MoveNotFound, AccessDenied, MoveNotOpen."""
    _, move = _locked(uow, move_id)
    grant.require(area=move.from_area, school_id=move.from_school)
    grant.seen(move.child_id)
    end_move(uow, move, MoveState.WITHDRAWN, by=grant.viewer.account_id)
    return move


def expire_move(uow: UnitOfWork, *, subject: str) -> None:
    """`subject` is the move: nobody answered in time."""
    _, move = _locked(uow, subject)
    if move.state is MoveState.REQUESTED:
        end_move(uow, move, MoveState.EXPIRED, by=SYSTEM)


def _locked(uow: UnitOfWork, move_id: str) -> tuple[ChildRecord, Move]:
    record = uow.children.get(uow.moves.child_of(move_id))
    return record, uow.moves.get(move_id)


def _require_receiver(grant: Grant, move: Move) -> None:
    grant.require(area=move.to_area, school_id=move.to_school)
    grant.seen(move.child_id)
