"""Contacts and watches on SQLAlchemy. What a batch of children changes is written at its end."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from services.registry.domain import contacts as rules_on
from services.registry.domain.contacts import Owed, Watch
from services.registry.models import ContactCount, ContactWatch, ParentContact
from services.registry.store.ranges import under
from shared.contracts.registry.contact_codes import PARENTS
from shared.contracts.registry.errors import ParentContactNotFound
from shared.db import dialect_of, insert_into
from shared.pacing import slices

AT_ONCE = 400  # SQLite takes 32,766 variables in a statement


@dataclass(frozen=True)
class _Asked:
    """What a child's record says now; `fresh`: it came on file in this transaction."""

    area_code: str
    school_id: str | None
    owing: tuple[str, ...]
    days: int
    today: date
    fresh: bool


class SqlContacts:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked: dict[str, _Asked] = {}
        self._counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])

    def add(self, contact: ParentContact) -> None:
        self._session.add(contact)
        self._session.flush()

    def get(self, contact_id: str) -> ParentContact:
        query = select(ParentContact).where(ParentContact.id == contact_id).with_for_update()
        found = self._session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise ParentContactNotFound(contact_id)
        return found

    def known(self, source: str, reference: str, child_id: str) -> bool:
        query = select(ParentContact.id).filter_by(
            source=source, reference=reference, child_id=child_id
        )
        return self._session.scalar(query.limit(1)) is not None

    def last_of(self, child_ids: Collection[str], parent: str) -> date | None:
        query = select(func.max(ParentContact.contacted_on)).where(
            ParentContact.child_id.in_(child_ids),
            ParentContact.parent == parent,
            ParentContact.struck_at.is_(None),
        )
        return self._session.scalar(query)

    # -- whose parents are asked ------------------------------------------------------------------

    def follow(
        self,
        child_id: str,
        area_code: str,
        school_id: str | None,
        owing: tuple[str, ...],
        *,
        days: int,
        today: date,
        fresh: bool,
    ) -> None:
        """Noted; written at the end of the transaction."""
        before = self._asked.get(child_id)
        fresh = fresh or (before is not None and before.fresh)
        self._asked[child_id] = _Asked(area_code, school_id, owing, days, today, fresh)

    def touch(self, child_id: str, last: dict[str, date | None], *, days: int, today: date) -> None:
        """The last contact that is known of some parents now."""
        self.flush()
        row = self._session.get(ContactWatch, child_id, with_for_update=True)
        if row is None:
            return
        watch = watch_of(row)
        for parent, day in last.items():
            watch = rules_on.in_touch(watch, parent, day)
        self._set(row, watch, days, today)
        self.flush()

    def due(self, county: str, today: date) -> list[str]:
        """Villages with children who are newly without."""
        query = select(ContactWatch.area_code).where(
            ContactWatch.told_on.is_(None),
            ContactWatch.missing_from <= today,
            under(ContactWatch.area_code, county),
        )
        return sorted(self._session.scalars(query.distinct()))

    def mark(self, village: str, today: date) -> set[str]:
        """Those of the village count as without from now on; answers their schools."""
        query = select(ContactWatch).where(
            ContactWatch.area_code == village,
            ContactWatch.missing_from <= today,
            ContactWatch.told_on.is_(None),
        )
        rows = list(self._session.scalars(query.order_by(ContactWatch.child_id).with_for_update()))
        for row in rows:
            row.told_on = today
            self._count(row, 0, 1)
        self.flush()
        return {row.school_id for row in rows if row.school_id}

    def without(self, *, village: str | None, school_id: str | None, since: date) -> list[int]:
        """Of a village or a school: newly so on the day, and all."""
        place = (
            ContactWatch.area_code == village if village else ContactWatch.school_id == school_id
        )
        query = select(ContactWatch.told_on).where(place, ContactWatch.told_on.is_not(None))
        days = list(self._session.scalars(query))
        return [sum(day == since for day in days), len(days)]

    def flush(self) -> None:
        asked, self._asked = self._asked, {}
        rows = self._rows([child for child, one in asked.items() if not one.fresh])
        fresh, gone = [], []
        for child_id, one in sorted(asked.items()):
            row = rows.get(child_id)
            if not one.owing:
                if row is not None:
                    self._count(row, -1, -bool(row.told_on))
                    gone.append(child_id)
            elif row is None:
                fresh.append(self._new(child_id, one))
            else:
                self._update(row, one)
        if gone:
            for row in (rows[child_id] for child_id in gone):
                self._session.expunge(row)
            self._session.execute(delete(ContactWatch).where(ContactWatch.child_id.in_(gone)))
        if fresh:
            self._session.execute(insert(ContactWatch.__table__), fresh)  # type: ignore[arg-type]
        self._session.flush()
        self._write_counts()

    def _rows(self, child_ids: list[str]) -> dict[str, ContactWatch]:
        found: dict[str, ContactWatch] = {}
        for some in slices(sorted(child_ids), AT_ONCE):
            query = select(ContactWatch).where(ContactWatch.child_id.in_(some))
            query = query.order_by(ContactWatch.child_id).with_for_update()
            found |= {row.child_id: row for row in self._session.scalars(query)}
        return found

    def _new(self, child_id: str, one: _Asked) -> dict[str, Any]:
        watch = rules_on.watched({}, one.owing, one.today)
        self._counts[one.area_code, one.school_id or ""][0] += 1
        return {
            "child_id": child_id,
            "area_code": one.area_code,
            "school_id": one.school_id,
            **_columns(watch),
            "missing_from": rules_on.missing_from(watch, one.days),
            "told_on": None,
        }

    def _update(self, row: ContactWatch, one: _Asked) -> None:
        if (row.area_code, row.school_id) != (one.area_code, one.school_id):
            self._count(row, -1, -bool(row.told_on))
            row.area_code, row.school_id = one.area_code, one.school_id
            self._count(row, 1, bool(row.told_on))
        watch = rules_on.watched(watch_of(row), one.owing, one.today)
        self._set(row, watch, one.days, one.today)

    def _set(self, row: ContactWatch, watch: Watch, days: int, today: date) -> None:
        for name, value in _columns(watch).items():
            setattr(row, name, value)
        row.missing_from = rules_on.missing_from(watch, days)
        if row.told_on is not None and row.missing_from > today:
            row.told_on = None
            self._count(row, 0, -1)

    def _count(self, row: ContactWatch, watched: int, without: int) -> None:
        both = self._counts[row.area_code, row.school_id or ""]
        both[0] += watched
        both[1] += without

    def _write_counts(self) -> None:
        """In one order everywhere, or two transactions that count the same villages would cross."""
        rows = [
            {"area_code": area, "school_id": school, "watched": both[0], "without": both[1]}
            for (area, school), both in sorted(self._counts.items())
            if any(both)
        ]
        self._counts.clear()
        if not rows:
            return
        statement = insert_into(ContactCount.__table__, dialect_of(self._session))
        more = {
            name: getattr(ContactCount, name) + getattr(statement.excluded, name)
            for name in ("watched", "without")
        }
        statement = statement.on_conflict_do_update(
            index_elements=["area_code", "school_id"], set_=more
        )
        self._session.connection().execute(statement, rows)


def watch_of(row: ContactWatch) -> dict[str, Owed]:
    found = {}
    for parent in PARENTS:
        since: date | None = getattr(row, f"{parent}_since")
        if since is not None:
            found[parent] = Owed(since, getattr(row, f"{parent}_last"))
    return found


def _columns(watch: Watch) -> dict[str, date | None]:
    return dict(_pairs(watch))


def _pairs(watch: Watch) -> Iterable[tuple[str, date | None]]:
    for parent in PARENTS:
        owed = watch.get(parent)
        yield f"{parent}_since", owed.since if owed else None
        yield f"{parent}_last", owed.last if owed else None
