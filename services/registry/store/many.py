"""Many rows in one statement, on either database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from shared.db import dialect_of
from shared.pacing import slices

AT_ONCE = 500  # rows of a statement that goes to a server


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
    if dialect_of(session) == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"{head} ({marks}) {conflict}", list(rows))
        return
    row = f"({', '.join(['%s'] * len(columns))})"
    for some in slices(rows, AT_ONCE):
        values = tuple(value for each in some for value in each)
        statement = f"{head} {', '.join([row] * len(some))} {conflict}"
        connection.exec_driver_sql(statement, values)
