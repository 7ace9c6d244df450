"""The counts that villages keep, written once at the end of a transaction."""

from collections import Counter

from sqlalchemy.orm import Session

from services.registry.models import AreaCount
from shared.db import dialect_of, insert_into


def write_counts(session: Session, counts: Counter[tuple[str, str, int]]) -> None:
    """In one order everywhere, or two transactions that count the same villages would cross;
    what was written is gathered no more."""
    rows = [
        {"area_code": area, "status": str(status), "level": level, "children": by}
        for (area, status, level), by in sorted(counts.items())
        if by
    ]
    counts.clear()
    if rows:
        statement = insert_into(AreaCount.__table__, dialect_of(session))
        more = AreaCount.children + statement.excluded.children
        keys = ["area_code", "status", "level"]
        statement = statement.on_conflict_do_update(index_elements=keys, set_={"children": more})
        session.connection().execute(statement, rows)
