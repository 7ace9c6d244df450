"""Handovers on SQLAlchemy."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.moves import MoveKind, MoveState
from services.registry.models import Move
from shared.contracts.registry.errors import MoveNotFound


class SqlMoves:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, move: Move) -> None:
        self._session.add(move)
        self._session.flush()

    def child_of(self, move_id: str) -> str:
        """So that the child is locked before its move."""
        child_id = self._session.scalar(select(Move.child_id).where(Move.id == move_id))
        if child_id is None:
            raise MoveNotFound(move_id)
        return child_id

    def get(self, move_id: str) -> Move:
        query = select(Move).where(Move.id == move_id).with_for_update()
        move = self._session.scalar(query.execution_options(populate_existing=True))
        if move is None:
            raise MoveNotFound(move_id)
        return move

    def open_of(self, child_id: str, kinds: Collection[MoveKind]) -> list[Move]:
        query = select(Move).where(
            Move.child_id == child_id, Move.kind.in_(kinds), Move.state == MoveState.REQUESTED
        )
        return list(self._session.scalars(query.with_for_update()))
