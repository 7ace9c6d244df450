"""Many children that come on file at once: a statement for each table, not for each child.

For rosters and for whatever else brings children by the thousand. It leaves behind what
`dossiers.come_on_file` leaves behind: rows, marks, words, key, history, event, deadline, counts and
books. Whether a child is on file already, and who may be its twin, is asked before.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from services.registry.domain.contacts import owing
from services.registry.domain.movements import Movement
from services.registry.domain.situation import Status
from services.registry.handlers.verdicts import AGE_TIMER, asked_again
from services.registry.models import Child, Dossier, Mark, SearchToken
from services.registry.ports.newcomers import Newcomer
from services.registry.store.many import insert_rows
from services.registry.store.newcomers import CHILD, DOSSIER
from shared.clock import midnight
from shared.contracts.registry.events import ChildRegistered

if TYPE_CHECKING:
    from services.registry.store import RegistryUnitOfWork

MARK = ("kind", "value", "child_id")
TOKEN = ("token", "area_code", "child_id", "school_id")


def take_newcomers(
    uow: "RegistryUnitOfWork",
    newcomers: Sequence[Newcomer],
    *,
    by: str,
    operation: str,
    today: date,
) -> None:
    """Raises IdNumberTaken at the commit if another transaction was first."""
    _write(uow, newcomers)
    for one in newcomers:
        uow.vault.keep(one.id, one.wrapped)
        uow.children.count(one.area_code, one.status, one.level, 1)
        joined = Movement(one.area_code, Status(one.status), "joined", 1, frozenset(one.figures))
        uow.books.note(one.id, joined, today)
        _watch(uow, one, today)
        if one.again_on:
            day = date.fromisoformat(one.again_on)
            uow.set_timer(AGE_TIMER, asked_again(one.id, day), midnight(day))
    uow.record_sealed(_entry(one, by, operation) for one in newcomers)
    uow.emit_many(ChildRegistered, ((one.id, one.event) for one in newcomers))


def _watch(uow: "RegistryUnitOfWork", one: Newcomer, today: date) -> None:
    rules = uow.rules.in_force(one.area_code, today)["parent_contact"]
    if parents := owing(one.situations, Status(one.status), rules):
        uow.contacts.follow(
            one.id,
            one.area_code,
            one.school_id,
            parents,
            days=rules["days"],
            today=today,
            fresh=True,
        )


def _write(uow: "RegistryUnitOfWork", newcomers: Sequence[Newcomer]) -> None:
    """In the order of their keys, so that neighbours in an index are written together."""
    marks = sorted((*mark, one.id) for one in newcomers for mark in one.marks)
    tokens = sorted(
        (token, one.area_code, one.id, one.school_id) for one in newcomers for token in one.tokens
    )
    session = uow.session
    insert_rows(session, Child.__table__, CHILD, [one.row for one in newcomers])
    insert_rows(session, Dossier.__table__, DOSSIER, [one.dossier for one in newcomers])
    insert_rows(session, Mark.__table__, MARK, marks)
    insert_rows(session, SearchToken.__table__, TOKEN, tokens)


def _entry(one: Newcomer, by: str, operation: str) -> dict[str, Any]:
    return {
        "account_id": by,
        "operation": operation,
        "subject": f"child/{one.id}",
        "version": 1,
        "reason": None,
        "key_of": one.id,
        "changes": one.changes,
    }
