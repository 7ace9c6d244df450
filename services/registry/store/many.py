"""Many rows in one statement, on either database."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, of the session's own dialect."""
    made = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return made.insert(table)


def insert_many_or_ignore(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows that are there already stay as they are."""
    if rows:
        session.connection().execute(insert_into(session, table).on_conflict_do_nothing(), rows)
