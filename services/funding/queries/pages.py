"""Pages by key: a page names the place behind its last row, which stays right as rows are added."""

from collections.abc import Callable, Sequence
from typing import Any


def page(
    rows: Sequence[Any], limit: int, view: Callable[[Any], Any], key: Callable[[Any], Any]
) -> dict[str, Any]:
    """From `limit` + 1 rows, where there are so many: the last one only says that more follow."""
    shown = rows[:limit]
    more = len(rows) > limit
    return {"items": [view(row) for row in shown], "next": str(key(shown[-1])) if more else None}
