"""What was kept about a child over time: changes and assessments."""

from typing import Any

from sqlalchemy import select

from services.registry.domain.masks import shown
from services.registry.models import Assessment, History
from services.registry.queries.dossiers import find, may_see, reason
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.fields import GROUP_OF
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
    """Newest first; only fields that the viewer may see, secret ones masked."""
    find(uow, grant, child_id)
    query = select(History).where(History.subject == f"child/{child_id}")
    if (last := position(after)) is not None:
        query = query.where(History.position < last)
    rows = list(uow.session.scalars(query.order_by(History.position.desc()).limit(limit + 1)))
    entries = [
        {
            "version": row.version,
            "operation": row.operation,
            "at": row.at,
            "by": row.account_id,
            "reason": uow.reason_of(row),
            "changes": _changes(grant, uow.vault.open(child_id, row.changes)),
        }
        for row in rows[:limit]
    ]
    return {"items": entries, "next": str(rows[limit - 1].position) if len(rows) > limit else None}


def _changes(grant: Grant, changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "field": name,
            "old": shown(name, old, NOTHING_REVEALED),
            "new": shown(name, new, NOTHING_REVEALED),
        }
        for name, (old, new) in changes.items()
        if name not in GROUP_OF or may_see(grant, GROUP_OF[name])
    ]


def get_assessments(uow: UnitOfWork, grant: Grant, *, child_id: str) -> dict[str, Any]:
    """Newest first. Scores are shown to all who may ask; what was observed, by field group."""
    find(uow, grant, child_id)
    query = select(Assessment).where(Assessment.child_id == child_id)
    rows = uow.session.scalars(query.order_by(Assessment.at.desc(), Assessment.id)).all()
    return {"items": [assessment_view(uow, grant, row) for row in rows], "next": None}


def assessment_view(uow: UnitOfWork, grant: Grant, row: Assessment) -> dict[str, Any]:
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
            if may_see(grant, DIMENSION_GROUPS[dimension])
        },
        "reasons": [reason(code) for code in row.reasons],
        "pack": row.pack,
        "pack_version": row.pack_version,
    }
