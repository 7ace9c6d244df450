"""What became of a dossier since somebody opened it to correct it."""

from typing import Any

from sqlalchemy import select

from services.registry.domain.masks import shown
from services.registry.domain.record import FIELDS
from services.registry.models import History
from services.registry.queries.dossiers import find, groups_of_child, may_see
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.fields import SHOWN_BY

NOTHING: frozenset[str] = frozenset()


def changes_since(uow: UnitOfWork, grant: Grant, *, child_id: str, version: int) -> dict[str, Any]:
    """For each field that the viewer may see and that is another now: what it was at `version`,
    what it is, and when it became so; secret values masked. Raises ChildNotFound, AccessDenied."""
    child = find(uow, grant, child_id)
    mine = groups_of_child(grant, child)
    query = select(History).where(History.subject == f"child/{child_id}", History.version > version)
    found: dict[str, list[Any]] = {}
    for row in uow.session.scalars(query.order_by(History.position)):
        for name, (old, new) in uow.vault.open(child_id, row.changes).items():
            if name in FIELDS and (name not in SHOWN_BY or may_see(mine, SHOWN_BY[name])):
                first = found[name][0] if name in found else old
                found[name] = [first, new, row.at]
    return {
        "version": child.version,
        "items": [
            {
                "field": name,
                "old": shown(name, old, NOTHING),
                "new": shown(name, new, NOTHING),
                "at": at,
            }
            for name, (old, new, at) in found.items()
            if old != new
        ],
        "next": None,
    }
