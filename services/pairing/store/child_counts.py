"""How many children each place has of each kind: moved as they change, written once at the end."""

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.pairing.models import Child, ChildCount
from shared.contracts.pairing.codes import Coverage
from shared.db import insert_or_ignore

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


class ChildCounts:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._moved: Counter[Kind] = Counter()

    def move(self, before: Kind | None, after: Kind) -> None:
        """`before` is None for a child that came."""
        if before is not None:
            self._moved[before] -= 1
        self._moved[after] += 1

    def write(self) -> None:
        """In one order everywhere, so that no two transactions wait for each other."""
        moved, self._moved = self._moved, Counter()
        for kind, by in sorted(moved.items()):
            if by:
                insert_or_ignore(self._session, COUNTS, **kind._asdict(), children=0)
                this = [COUNTS.c[name] == value for name, value in kind._asdict().items()]
                more = update(COUNTS).where(*this).values(children=COUNTS.c.children + by)
                self._session.connection().execute(more)


def counted_anew(session: Session) -> None:
    """For children that were written past the use cases."""
    session.execute(delete(COUNTS))
    true = select(*KIND, func.count()).group_by(*KIND)
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
