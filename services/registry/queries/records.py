"""What was kept about a child over time: changes and assessments."""

from typing import Any

from sqlalchemy import select

from services.registry.domain.masks import shown
from services.registry.models import Assessment, Child, History
from services.registry.queries.dossiers import MERGED, find, groups_of_child, may_see, reason
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.contracts.registry.fields import SHOWN_BY
from shared.cursors import position

NOTHING_REVEALED: frozenset[str] = frozenset()
# By which field group what was observed in a dimension is shown.
DIMENSION_GROUPS = {
    "psychology": "psychology",
    "health": "health",
    "schooling": "schooling",
    "guardianship": "family",
    "living": "family",
}


def child_history(
    uow: UnitOfWork, grant: Grant, *, child_id: str, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first; only fields that the viewer may see, secret ones masked. An entry of which
    nothing may be seen is left out, so that a page may be shorter than `limit`."""
    mine = groups_of_child(grant, find(uow, grant, child_id))
    files = _files(uow, child_id)
    query = select(History).where(History.subject.in_([f"child/{each}" for each in files]))
    if (last := position(after)) is not None:
        query = query.where(History.position < last)
    rows = list(uow.session.scalars(query.order_by(History.position.desc()).limit(limit + 1)))
    entries = [_entry(uow, mine, child_id, row) for row in rows[:limit]]
    return {
        "items": [entry for entry in entries if entry is not None],
        "next": str(rows[limit - 1].position) if len(rows) > limit else None,
    }


def _entry(
    uow: UnitOfWork, mine: frozenset[Group], child_id: str, row: History
) -> dict[str, Any] | None:
    """None if no field of it may be seen. The reason is typed by hand and may speak of each of
    the fields, so it is shown to those who see them all."""
    own = row.subject.partition("/")[2]
    opened = uow.vault.open(own, row.changes)
    visible = {name: both for name, both in opened.items() if _may_see(mine, name)}
    if opened and not visible:
        return None
    return {
        "version": row.version,
        "operation": row.operation,
        "at": row.at,
        "by": row.account_id,
        "reason": uow.reason_of(row) if len(visible) == len(opened) else None,
        "changes": _changes({n: v for n, v in visible.items() if n not in MERGED}),
        "merged_from": None if own == child_id else own,
    }


def _files(uow: UnitOfWork, child_id: str) -> list[str]:
    """The child's dossier, and those that were merged into it: both histories are kept."""
    absorbed = select(Child.id).where(Child.merged_into == child_id)
    return [child_id, *uow.session.scalars(absorbed)]


def _may_see(mine: frozenset[Group], name: str) -> bool:
    return name not in SHOWN_BY or may_see(mine, SHOWN_BY[name])


def _changes(changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "field": name,
            "old": shown(name, old, NOTHING_REVEALED),
            "new": shown(name, new, NOTHING_REVEALED),
        }
        for name, (old, new) in changes.items()
    ]


def get_assessments(uow: UnitOfWork, grant: Grant, *, child_id: str) -> dict[str, Any]:
    """Newest first. Scores are shown to all who may ask; what was observed, by field group."""
    child = find(uow, grant, child_id)
    query = select(Assessment).where(Assessment.child_id.in_(_files(uow, child_id)))
    mine = groups_of_child(grant, child)
    rows = uow.session.scalars(query.order_by(Assessment.at.desc(), Assessment.id)).all()
    return {"items": [_assessment(uow, mine, row) for row in rows], "next": None}


def assessment_view(uow: UnitOfWork, grant: Grant, row: Assessment) -> dict[str, Any]:
    """The answer of an assessment; the scope was asked when it was made."""
    child = uow.session.get_one(Child, row.child_id)
    return _assessment(uow, groups_of_child(grant, child), row)


def _assessment(uow: UnitOfWork, mine: frozenset[Group], row: Assessment) -> dict[str, Any]:
    observed = uow.vault.open(row.child_id, row.observed)
    return {
        "id": row.id,
        "child_id": row.child_id,
        "assessed_on": row.assessed_on,
        "by": row.by,
        "level": row.level,
        "total": row.total,
        "scores": observed["scores"],
        "facts": {
            dimension: text
            for dimension, text in observed["facts"].items()
            if may_see(mine, DIMENSION_GROUPS[dimension])
        },
        "reasons": [reason(code) for code in row.reasons],
        "pack": row.pack,
        "pack_version": row.pack_version,
    }
