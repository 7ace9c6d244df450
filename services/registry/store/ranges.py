"""Codes that begin alike, as a range: an index serves it under every collation."""

from typing import Any

from sqlalchemy import ColumnElement, and_


def under(column: Any, prefix: str) -> ColumnElement[bool]:
    """`prefix` is the code of an area, of at least two digits."""
    following = str(int(prefix) + 1).zfill(len(prefix))
    return and_(column >= prefix, column < following)
