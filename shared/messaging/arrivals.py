"""Copies that a batch of events brings, written at its end: those of what is new in one statement,
whatever is there already one by one, as `copies.keep_newest` compares."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from shared.db import data_of, insert_missing
from shared.messaging.cloudevents import REPLAYED
from shared.messaging.copies import keep_newest


class Arrivals:
    """Rows of one model until `flush`. A replay's mends what is there, so it does not wait."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: list[Any] = []

    def add(self, row: Any) -> None:
        if self._session.info.get(REPLAYED):
            keep_newest(self._session, row)
        else:
            self._waiting.append(row)

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for row in insert_new(self._session, waiting):
            keep_newest(self._session, row)


def insert_new(session: Session, rows: Sequence[Any]) -> list[Any]:
    """Insert those rows (instances of one model) whose keys are not there yet, in one statement;
    the others come back, in their order. On PostgreSQL it waits for twins that are under way."""
    if not rows:
        return []
    table: Table = rows[0].__table__
    keys = tuple(table.primary_key.columns)
    first: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        first.setdefault(tuple(getattr(row, key.name) for key in keys), row)
    # In one order always, or two batches could wait for each other.
    values = [data_of(row) for _, row in sorted(first.items(), key=lambda one: one[0])]
    made = insert_missing(session, keys, values)
    ours = {id(row) for key, row in first.items() if key in made}
    return [row for row in rows if id(row) not in ours]
