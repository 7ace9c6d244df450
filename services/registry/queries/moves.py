"""Handovers that wait for the viewer, and those that the viewer's place asked for."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, tuple_

from services.registry.domain.ages import age_on
from services.registry.domain.moves import MoveState
from services.registry.models import Child, Dossier, Move
from services.registry.queries.children import name_in, names_of
from services.registry.queries.places import breadcrumb, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.contracts.registry.errors import MoveNotFound
from shared.cursors import row_of

COLUMNS = (
    *("id", "child_id", "kind", "state", "from_area", "to_area", "from_school", "to_school"),
    *("why", "answer", "requested_by", "requested_at", "expires_on", "decided_at", "version"),
)
SHOWN_LEVELS = ("county", "township", "village")


def list_moves(
    uow: UnitOfWork,
    grant: Grant,
    *,
    direction: str | None,
    state: str | None,
    child_id: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Newest first; `direction` "in" for those to the viewer's place, "out" for those from it."""
    coming = visible(grant, area=Move.to_area, school=Move.to_school)
    going = visible(grant, area=Move.from_area, school=Move.from_school)
    query: Select[Any] = select(Move).where(
        {"in": coming, "out": going}.get(direction or "", or_(coming, going))
    )
    for column, value in ((Move.state, state), (Move.child_id, child_id)):
        if value:
            query = query.where(column == value)
    if (last := row_of(uow.session, Move, after)) is not None:
        query = query.where(tuple_(Move.requested_at, Move.id) < (last.requested_at, last.id))
    query = query.order_by(Move.requested_at.desc(), Move.id.desc()).limit(limit + 1)
    found = list(uow.session.scalars(query))
    shown = found[:limit]
    return {
        "items": views(uow, grant, shown, today),
        "next": shown[-1].id if len(found) > limit else None,
    }


def get_move(uow: UnitOfWork, grant: Grant, *, move_id: str, today: date) -> dict[str, Any]:
    """Raises MoveNotFound, AccessDenied."""
    move = uow.session.get(Move, move_id)
    if move is None:
        raise MoveNotFound(move_id)
    if not receives(grant, move):
        grant.require(area=move.from_area, school_id=move.from_school)
    return views(uow, grant, [move], today)[0]


def views(uow: UnitOfWork, grant: Grant, moves: list[Move], today: date) -> list[dict[str, Any]]:
    ids = list(dict.fromkeys(move.child_id for move in moves))
    children = {c.id: c for c in uow.session.scalars(select(Child).where(Child.id.in_(ids)))}
    names = names_of(uow, grant, ids)
    names |= _handed_over(uow, grant, moves)
    schools = school_names(uow.session, {s for m in moves for s in (m.from_school, m.to_school)})
    for child in children.values():
        grant.seen(child.id, area=child.area_code)
    return [
        {
            **{column: getattr(move, column) for column in COLUMNS},
            "name": names[move.child_id],
            "sex": children[move.child_id].sex,
            "age": age_on(children[move.child_id].birth_date, today),
            "from_place": _place(uow, move.from_area),
            "to_place": _place(uow, move.to_area),
            "from_school_name": schools.get(move.from_school or ""),
            "to_school_name": schools.get(move.to_school or ""),
            "may_decide": move.state is MoveState.REQUESTED and receives(grant, move),
            "may_withdraw": move.state is MoveState.REQUESTED and _sent(grant, move),
        }
        for move in moves
    ]


def receives(grant: Grant, move: Move) -> bool:
    return grant.covers(area=move.to_area, school_id=move.to_school)


def _sent(grant: Grant, move: Move) -> bool:
    return grant.covers(area=move.from_area, school_id=move.from_school)


def _handed_over(uow: UnitOfWork, grant: Grant, moves: list[Move]) -> dict[str, str]:
    """Who shall take a child over must know whom: the name, and nothing else of the file."""
    ids = {m.child_id for m in moves if m.state is MoveState.REQUESTED and receives(grant, m)}
    query = select(Dossier.child_id, Dossier.identity).where(Dossier.child_id.in_(ids))
    return {child: name_in(uow.vault, child, text) for child, text in uow.session.execute(query)}


def _place(uow: UnitOfWork, code: str) -> str:
    path = breadcrumb(uow.session, code)
    return "".join(step["name"] for step in path if step["level"] in SHOWN_LEVELS)
