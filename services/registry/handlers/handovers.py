"""How a handover ends, whoever or whatever ends it."""

from collections.abc import Collection

from services.registry.domain.moves import MOVED_BY, MoveState, check_open
from services.registry.models import Move
from services.registry.ports import UnitOfWork
from shared.clock import now
from shared.contracts.registry.events import MoveDecided, MoveWithdrawn

SYSTEM = "system"


def end_move(
    uow: UnitOfWork, move: Move, state: MoveState, *, by: str, answer: str | None = None
) -> None:
    """Note who ended it and tell the other side. Raises MoveNotOpen."""
    check_open(move.state)
    move.state, move.decided_by, move.decided_at, move.answer = state, by, now(), answer
    move.version += 1
    write_history(uow, move, [MoveState.REQUESTED.value, state.value], by, answer)
    if state is MoveState.WITHDRAWN:
        uow.emit(
            MoveWithdrawn(
                move_id=move.id,
                child_id=move.child_id,
                area_code=move.to_area,
                school_id=move.to_school,
                version=move.version,
            )
        )
        return
    uow.emit(
        MoveDecided(
            move_id=move.id,
            child_id=move.child_id,
            area_code=move.from_area,
            school_id=move.from_school,
            to_area=move.to_area,
            to_school=move.to_school,
            outcome=state.value,
            version=move.version,
        )
    )


def overtake_moves(uow: UnitOfWork, child_id: str, moved: Collection[str]) -> None:
    """The child was put elsewhere by somebody who answers for both places: what was under way is
    void, or it would be moved a second time from where it is no more."""
    kinds = [kind for name, kind in MOVED_BY.items() if name in moved]
    for move in uow.moves.open_of(child_id, kinds) if kinds else ():
        end_move(uow, move, MoveState.WITHDRAWN, by=SYSTEM)


def write_history(
    uow: UnitOfWork, move: Move, states: list[str | None], by: str, reason: str | None
) -> None:
    uow.record(
        subject=f"move/{move.id}",
        version=move.version,
        operation="request_move" if states[0] is None else f"{states[1]}_move",
        by=by,
        changes={
            "child_id": move.child_id,
            "state": states,
            "area_code": [move.from_area, move.to_area],
            "school_id": [move.from_school, move.to_school],
        },
        reason=reason,
        key_of=move.child_id,
    )
