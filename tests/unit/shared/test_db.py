"""How a database is opened."""

import sqlite3
from typing import cast

import pytest

from shared import db


class Refuses:
    """A connection to a file that others open at the same moment."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)

    def execute(self, _statement: str) -> None:
        if self.codes:
            refusal = sqlite3.OperationalError("refused")
            refusal.sqlite_errorcode = self.codes.pop(0)
            raise refusal


def test_a_new_file_that_others_open_too_is_opened_in_the_end() -> None:
    connection = Refuses(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY)
    db._write_ahead(cast(sqlite3.Connection, connection))
    assert connection.codes == []


def test_a_file_that_is_none_is_refused_at_once() -> None:
    connection = Refuses(sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY)
    with pytest.raises(sqlite3.OperationalError):
        db._write_ahead(cast(sqlite3.Connection, connection))
    assert connection.codes == [sqlite3.SQLITE_BUSY]
