"""How many children each place has of each kind: moved as they change, written once at the end."""

from collections import Counter
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.pairing.models import Child, ChildCount
from shared.contracts.pairing.codes import Coverage
from shared.messaging.cloudevents import REPLAYED

COUNTS: Table = ChildCount.__table__  # type: ignore[assignment]


class Kind(NamedTuple):
    """What a child is counted under."""

    area_code: str
    status: str
    level: int
    coverage: Coverage


KIND = tuple(getattr(Child, name) for name in Kind._fields)


def kind_of(child: Child) -> Kind:
    return Kind(child.area_code, child.status, child.level, child.coverage)


NOBODY = delete(COUNTS).where(
    COUNTS.c.children == 0, *(COUNTS.c[name] == bindparam(f"this_{name}") for name in Kind._fields)
)


def _bound(row: dict[str, Any]) -> dict[str, Any]:
    return {f"this_{name}": row[name] for name in Kind._fields}


@cache
def _adding(dialect: str) -> Any:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(COUNTS)
    more = COUNTS.c.children + statement.excluded.children
    return statement.on_conflict_do_update(
        index_elements=list(Kind._fields), set_={"children": more}
    )


class ChildCounts:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._moved: Counter[Kind] = Counter()
        self._anew: set[str] = set()  # places that a replay has mended

    def move(self, before: Kind | None, after: Kind) -> None:
        """`before` is None for a child that came."""
        if before is not None:
            self._moved[before] -= 1
        self._moved[after] += 1
        if self._session.info.get(REPLAYED):
            self._anew |= {kind.area_code for kind in (before, after) if kind}

    def write(self) -> None:
        """In one order everywhere, so that no two transactions wait for each other; a kind that
        nobody is of any more leaves no row, so that the counts tell nothing of the way to them."""
        moved, self._moved = self._moved, Counter()
        rows = [{**kind._asdict(), "children": by} for kind, by in sorted(moved.items()) if by]
        if self._anew:
            counted_anew(self._session, self._anew)
            rows = [row for row in rows if row["area_code"] not in self._anew]
            self._anew = set()
        if not rows:
            return
        connection = self._session.connection()
        connection.execute(_adding(connection.dialect.name), rows)
        if fewer := [_bound(row) for row in rows if row["children"] < 0]:
            connection.execute(NOBODY, fewer)


def counted_anew(session: Session, areas: Collection[str] | None = None) -> None:
    """For children that were written past the use cases, or by a replay, before which rows may have
    been lost or stood wrong; everywhere, unless places are named."""
    gone, true = delete(COUNTS), select(*KIND, func.count()).group_by(*KIND)
    if areas is not None:
        gone = gone.where(COUNTS.c.area_code.in_(sorted(areas)))
        true = true.where(Child.area_code.in_(sorted(areas)))
    session.execute(gone)
    session.execute(insert(COUNTS).from_select([*Kind._fields, "children"], true))


def wrong_counts(session: Session) -> dict[Any, tuple[int, int]]:
    """Kept and true number of each kind where they differ. Reads all children: a check, not a
    page."""
    columns = [getattr(ChildCount, name) for name in Kind._fields]
    kept = _by_kind(session, select(*columns, ChildCount.children))
    true = _by_kind(session, select(*KIND, func.count()).group_by(*KIND))
    return {k: (kept[k], true[k]) for k in kept.keys() | true.keys() if kept[k] != true[k]}


def _by_kind(session: Session, query: Any) -> Counter[Kind]:
    return Counter({Kind(*kind): children for *kind, children in session.execute(query)})
