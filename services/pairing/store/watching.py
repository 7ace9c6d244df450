"""The early-warning list: its signs are counted for many children at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.pairing.domain.watching import Limits, Signs
from services.pairing.models import Attendance, Child, Contact, Pairing, Promise, Result, Watched
from shared.area_range import under
from shared.contracts.pairing.codes import Category, ContactOutcome, PairingStatus, PromiseState
from shared.db import insert_all_or_ignore, insert_or_ignore

ABSENT = "absent"
ACTIVE = (Pairing.status == PairingStatus.ACTIVE) & (Pairing.category != Category.PEER)

WHOSE = func.coalesce(Child.merged_into, Child.id)  # the file that a child's file is part of


def _files(ids: Sequence[str]) -> ColumnElement[bool]:
    return or_(Child.id.in_(ids), Child.merged_into.in_(ids))


class SqlWatching:
    def __init__(self, session: Session) -> None:
        self._session = session

    # -- signs ----------------------------------------------------------------------------------

    def children(self, child_ids: Collection[str]) -> list[Child]:
        query = select(Child).where(Child.id.in_(sorted(set(child_ids)))).order_by(Child.id)
        return list(self._session.scalars(query))

    def signs(
        self, child_ids: Collection[str], limits: Limits, term: str, today: date
    ) -> dict[str, Signs]:
        """Of each child for whom there is one, before the limits are asked. What was noted of a
        file that was merged into the child's is the child's."""
        ids = sorted(set(child_ids))
        silent = self._silent(ids, today)
        overdue, missed = self._overdue(ids, term), self._missed(ids, limits.of_sessions)
        lost = self._ranks_lost(ids)
        return {
            child: Signs(
                silent_days=silent.get(child, 0),
                overdue=overdue.get(child, 0),
                missed=missed.get(child, 0),
                ranks_lost=lost.get(child, 0),
            )
            for child in {*silent, *overdue, *missed, *lost}
        }

    def _silent(self, ids: Sequence[str], today: date) -> dict[str, int]:
        """From the last contact that reached anybody, whoever made it; else from the first day
        of the pairing."""
        began = (
            select(Pairing.child_id, func.min(Pairing.started_on))
            .where(Pairing.child_id.in_(ids), ACTIVE)
            .group_by(Pairing.child_id)
        )
        spoke = (
            select(WHOSE, func.max(Contact.on_date))
            .join(Child, Child.id == Contact.child_id)
            .where(
                _files(ids),
                Contact.struck_at.is_(None),
                Contact.outcome != ContactOutcome.NOT_REACHED,
            )
            .group_by(WHOSE)
        )
        first, last = self._pairs(began), self._pairs(spoke)
        return {
            child: (today - max(day, last.get(child, day))).days for child, day in first.items()
        }

    def _overdue(self, ids: Sequence[str], term: str) -> dict[str, int]:
        query = (
            select(Promise.child_id, func.count())
            .join(Pairing, Pairing.id == Promise.pairing_id)
            .where(
                Promise.child_id.in_(ids),
                Promise.state == PromiseState.OVERDUE,
                Promise.term == term,
                ACTIVE,
            )
            .group_by(Promise.child_id)
        )
        return self._pairs(query)

    def _missed(self, ids: Sequence[str], of_sessions: int) -> dict[str, int]:
        place = func.row_number().over(
            partition_by=WHOSE,
            order_by=(Attendance.on_date.desc(), Attendance.session_id),
        )
        newest = (
            select(WHOSE.label("child_id"), Attendance.mark, place.label("place"))
            .join(Child, Child.id == Attendance.child_id)
            .where(_files(ids), Attendance.mark.in_(("present", ABSENT)))
            .subquery()
        )
        query = (
            select(newest.c.child_id, func.count())
            .where(newest.c.place <= of_sessions, newest.c.mark == ABSENT)
            .group_by(newest.c.child_id)
        )
        return self._pairs(query)

    def _ranks_lost(self, ids: Sequence[str]) -> dict[str, int]:
        """Of one term that both files have, the child's own result counts."""
        columns = (WHOSE, Result.ended_on, Result.rank)
        query = select(*columns).join(Child, Child.id == Result.child_id).where(_files(ids))
        own_last = (Result.ended_on, Child.merged_into.is_(None))
        ranks: dict[str, dict[date, int]] = {}
        for child, ended_on, rank in self._session.execute(query.order_by(*own_last)):
            ranks.setdefault(child, {})[ended_on] = rank
        terms = {child: list(found.values()) for child, found in ranks.items()}
        return {child: two[-1] - two[-2] for child, two in terms.items() if len(two) > 1}

    def _pairs(self, query: Any) -> dict[str, Any]:
        return {key: value for key, value in self._session.execute(query)}

    # -- the list -------------------------------------------------------------------------------

    def of_township(self, township: str) -> set[str]:
        """Who has a helper, or is on the list."""
        paired = select(Pairing.child_id).where(under(Pairing.area_code, township), ACTIVE)
        listed = select(Watched.child_id).where(under(Watched.area_code, township))
        return {*self._session.scalars(paired), *self._session.scalars(listed)}

    def keep(self, child: Child, **values: Any) -> bool:
        """True if the child was not on the list."""
        row = {"area_code": child.area_code, "school_id": child.school_id, **values}
        table = Watched.__table__
        new = insert_or_ignore(
            self._session, table, child_id=child.id, since=values["judged_on"], **row
        )
        if not new:
            here = table.c.child_id == child.id
            self._session.execute(update(Watched).where(here).values(**row))
        return new

    def drop(self, child_ids: Collection[str]) -> None:
        if child_ids:
            statement = delete(Watched).where(Watched.child_id.in_(sorted(child_ids)))
            self._session.execute(statement.execution_options(synchronize_session=False))

    def move(self, child_id: str, area_code: str, school_id: str | None) -> None:
        statement = update(Watched).where(Watched.child_id == child_id)
        self._session.execute(statement.values(area_code=area_code, school_id=school_id))

    # -- attendance -----------------------------------------------------------------------------

    def mark(self, session_id: str, on_date: date, marks: Mapping[str, str], version: int) -> None:
        """A mark that came later stays; the same fact again mends its rows."""
        if not marks:
            return
        table = Attendance.__table__
        about = {"session_id": session_id, "on_date": on_date, "version": version}
        rows = [{**about, "child_id": child, "mark": mark} for child, mark in sorted(marks.items())]
        insert_all_or_ignore(self._session, table, rows)
        for mark in sorted(set(marks.values())):
            these = [child for child, given in marks.items() if given == mark]
            older = (table.c.session_id == session_id) & (table.c.version <= version)
            statement = update(Attendance).where(older, table.c.child_id.in_(sorted(these)))
            self._session.execute(statement.values(mark=mark, version=version))

    # -- results --------------------------------------------------------------------------------

    def result(self, child_id: str, term: str) -> Result | None:
        return self._session.get(Result, (child_id, term), with_for_update=True)

    def add_result(self, result: Result) -> None:
        self._session.add(result)
        self._session.flush()
