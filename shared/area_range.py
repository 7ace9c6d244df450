"""Codes that begin alike, as a range: an index serves it under every collation, which none serves
for LIKE on SQLite and, but for the collation "C", on PostgreSQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, true, tuple_


def under(column: Any, prefix: str) -> ColumnElement[bool]:
    """`prefix` is the code of an area, digits alone; an empty one bounds nothing."""
    if not prefix:
        return true()
    following = str(int(prefix) + 1).zfill(len(prefix)).rstrip("0")  # 53 comes before 530000
    if len(prefix) == prefix.count("9"):
        starts: ColumnElement[bool] = column >= prefix
        return starts
    return and_(column >= prefix, column < following)


def behind(row: Any, model: Any) -> ColumnElement[bool]:
    """What follows a row in a list by area and id: an order in which any page is one walk
    along an index, however many places there are."""
    return tuple_(model.area_code, model.id) > tuple_(row.area_code, row.id)
