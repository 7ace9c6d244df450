"""Imports on SQLAlchemy."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import Import, ImportRow
from services.registry.store.many import insert_rows
from shared.contracts.registry.errors import ImportNotFound

ROW = (
    *("import_id", "position", "sheet", "row"),
    *("outcome", "left_behind", "child_id", "sealed"),
)


class SqlImports:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, roster: Import) -> None:
        self._session.add(roster)
        self._session.flush()

    def get(self, import_id: str) -> Import:
        # Locked: a job that was taken over while its first worker still lived waits here.
        query = select(Import).where(Import.id == import_id).with_for_update()
        roster = self._session.scalar(query)
        if roster is None:
            raise ImportNotFound(import_id)
        return roster

    def add_rows(self, import_id: str, first: int, ends: Sequence[Any]) -> None:
        rows = [
            (
                *(import_id, position, end.sheet, end.row),
                *(end.kept.outcome, end.kept.left_behind, end.kept.child_id, end.sealed),
            )
            for position, end in enumerate(ends, start=first)
        ]
        insert_rows(self._session, ImportRow.__table__, ROW, rows)

    def rejected_rows(self, import_id: str, after: int, limit: int) -> list[ImportRow]:
        query = select(ImportRow).where(
            ImportRow.import_id == import_id,
            ImportRow.outcome == "rejected",
            ImportRow.position > after,
        )
        return list(self._session.scalars(query.order_by(ImportRow.position).limit(limit)))

    def accepted_of(self, import_id: str, child_ids: Iterable[str]) -> set[str]:
        query = select(ImportRow.child_id).where(
            ImportRow.import_id == import_id,
            ImportRow.outcome == "accepted",
            ImportRow.child_id.in_(list(child_ids)),
        )
        return {child_id for child_id in self._session.scalars(query) if child_id}
