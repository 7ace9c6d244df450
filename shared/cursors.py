"""Where a page of a list begins: the cursor of the page before, as its caller sent it back.

One that we did not give out is refused. Taken for none it would begin the list again, and a program
that reads page by page would never end.
"""

import json
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from shared.errors import InvalidRequest
from shared.texts.schemas import FIELD

Row = TypeVar("Row")

LONGEST = 18  # digits: every such number fits the databases' whole numbers


def bad_cursor() -> InvalidRequest:
    return InvalidRequest(json.dumps({"after": [FIELD["invalid"]]}, ensure_ascii=False))


def position(cursor: str | None) -> int | None:
    """The number of the last row shown; None without a cursor. Raises InvalidRequest."""
    if cursor is None:
        return None
    return number(cursor)


def number(text: str) -> int:
    """A whole number that is part of a cursor. Raises InvalidRequest."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise bad_cursor()
    return int(text)


def key(cursor: str | None) -> str | None:
    """The id of the last row shown, a UUID in the form in which we write it; None without a
    cursor. Raises InvalidRequest."""
    if cursor is None:
        return None
    try:
        known = str(UUID(cursor)) == cursor
    except ValueError:
        known = False
    if not known:
        raise bad_cursor()
    return cursor


def row_of(session: Session, model: type[Row], cursor: str | None) -> Row | None:
    """The last row shown, of a list whose cursor is an id and whose order is another; None
    without a cursor. Raises InvalidRequest."""
    if cursor is None:
        return None
    row = session.get(model, key(cursor))
    if row is None:
        raise bad_cursor()
    return row


def parts(cursor: str | None, count: int) -> list[str] | None:
    """The last row shown, of a list in the order of several columns: their values, the last of
    them its id; None without a cursor. `joined` made it. Raises InvalidRequest."""
    if cursor is None:
        return None
    found = cursor.split(" ")
    if len(found) != count:
        raise bad_cursor()
    key(found[-1])
    return found


def day(text: str) -> date:
    """One of the `parts`. Raises InvalidRequest."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise bad_cursor() from None


def joined(*values: str) -> str:
    return " ".join(values)
