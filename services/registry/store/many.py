"""Many rows in one statement, on either database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.db import UtcDateTime
from shared.pacing import slices

AT_ONCE = 500  # rows of a statement that goes to a server


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, of the session's own dialect."""
    made = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return made.insert(table)


def insert_many_or_ignore(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows that are there already stay as they are."""
    if rows:
        session.connection().execute(insert_into(session, table).on_conflict_do_nothing(), rows)


def insert_rows(
    session: Session,
    table: Any,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    conflict: str = "",
) -> None:
    """Rows whose values are as the driver takes them: texts, numbers, days and JSON as text.

    Past SQLAlchemy's compiler, which costs several times what the database does where rows are
    many. SQLite runs a prepared statement for each; a server takes some hundred in one statement.
    """
    if not rows:
        return
    head = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES"
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"{head} ({marks}) {conflict}", list(rows))
        return
    row = f"({', '.join(['%s'] * len(columns))})"
    for some in slices(rows, AT_ONCE):
        values = tuple(value for each in some for value in each)
        statement = f"{head} {', '.join([row] * len(some))} {conflict}"
        connection.exec_driver_sql(statement, values)


def as_stored(session: Session, at: datetime) -> Any:
    """An instant as the driver takes it, for `insert_rows`."""
    dialect = session.get_bind().dialect
    process = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    return process(at) if process else at
