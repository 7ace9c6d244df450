"""The part of the door for moving children between places and schools."""

from typing import Any

from services.registry.handlers import moving
from services.registry.queries import moves
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class Moving:
    """Mixed into `RegistryService`."""

    @command(schemas.RequestMove, answers=schemas.MoveView)
    def request_move(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, school_id: Any, **request: Any
    ) -> Any:
        school = str(school_id) if school_id else None
        move = moving.request_move(
            uow, grant, child_id=str(child_id), school_id=school, **request, today=today()
        )
        return moves.views(uow, grant, [move], today())[0]

    @command(schemas.AcceptMove, answers=schemas.MoveView)
    def accept_move(self, uow: UnitOfWork, grant: Grant, *, move_id: Any, **request: Any) -> Any:
        move = moving.accept_move(uow, grant, move_id=str(move_id), **request, today=today())
        uow.children.flush()  # the view shows the child where it is now
        return moves.views(uow, grant, [move], today())[0]

    @command(schemas.AcceptMoves, answers=schemas.MovesAccepted)
    def accept_moves(
        self, uow: UnitOfWork, grant: Grant, *, move_ids: list[Any], **request: Any
    ) -> Any:
        asked = [str(move_id) for move_id in move_ids]
        return {
            "accepted": moving.accept_moves(uow, grant, move_ids=asked, **request, today=today())
        }

    @command(schemas.RefuseMove, answers=schemas.MoveView)
    def refuse_move(self, uow: UnitOfWork, grant: Grant, *, move_id: Any, why: str) -> Any:
        move = moving.refuse_move(uow, grant, move_id=str(move_id), why=why)
        return moves.views(uow, grant, [move], today())[0]

    @command(schemas.WithdrawMove, answers=schemas.MoveView)
    def withdraw_move(self, uow: UnitOfWork, grant: Grant, *, move_id: Any) -> Any:
        move = moving.withdraw_move(uow, grant, move_id=str(move_id))
        return moves.views(uow, grant, [move], today())[0]

    @query(schemas.ListMoves, answers=schemas.MoveList)
    def list_moves(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        child = str(child_id) if child_id else None
        return moves.list_moves(uow, grant, child_id=child, **request, today=today())

    @query(schemas.GetMove, answers=schemas.MoveView)
    def get_move(self, uow: UnitOfWork, grant: Grant, *, move_id: Any) -> Any:
        return moves.get_move(uow, grant, move_id=str(move_id), today=today())

    @when_due(moving.MOVE_TIMER)
    def move_expires(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        moving.expire_move(uow, subject=subject)
