"""A viewer's reach as a condition of a query."""

from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from shared.access.grant import Grant
from shared.area_range import under


def visible(
    grant: Grant,
    *,
    area: Any = None,
    school: Any = None,
    child: Any = None,
    person: Any = None,
) -> ColumnElement[bool]:
    """Rows that one of the viewer's scopes reaches; none, if it has no place at all."""
    if grant.everything:
        return true()
    ways: list[ColumnElement[bool]] = []
    if area is not None:
        ways += [under(area, prefix) for prefix in grant.area_prefixes()]
    for column, ids in (
        (school, grant.school_ids()),
        (child, grant.child_ids()),
        (person, grant.person_ids()),
    ):
        if column is not None and ids:
            ways.append(column.in_(ids))
    return or_(*ways) if ways else false()
