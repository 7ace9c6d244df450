"""Results of a school's years, and what the county confirmed of them."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pairing.models import Child, HelperPoints, Pairing, Result, Score, Scoring
from shared.access.grant import COUNTY
from shared.contracts.pairing.codes import Category


class SqlScoring:
    def __init__(self, session: Session) -> None:
        self._session = session

    def county_of(self, school_id: str) -> str:
        """That of most of the children with results; "" without any."""
        county = func.substr(Result.area_code, 1, COUNTY)
        query = select(county).where(Result.school_id == school_id).group_by(county)
        return self._session.scalar(query.order_by(func.count().desc(), county).limit(1)) or ""

    def results(self, school_id: str, terms: Collection[str]) -> list[Result]:
        """Of the school, of children whose file is not part of another."""
        query = (
            select(Result)
            .join(Child, Child.id == Result.child_id)
            .where(Result.school_id == school_id, Result.term.in_(sorted(terms)))
            .where(Child.merged_into.is_(None))
        )
        return list(self._session.scalars(query.order_by(Result.child_id, Result.ended_on)))

    def marks(self, child_ids: Collection[str], terms: Collection[str]) -> list[Result]:
        """Of these children, at whatever school."""
        query = select(Result).where(
            Result.child_id.in_(sorted(child_ids)), Result.term.in_(sorted(terms))
        )
        return list(self._session.scalars(query))

    def helpers_on(self, child_ids: Collection[str], day: date) -> dict[str, list[str]]:
        """Who helped each child on that day; a peer partner, a pupil, is none."""
        query = (
            select(Pairing.child_id, Pairing.helper_id)
            .where(Pairing.child_id.in_(sorted(child_ids)), Pairing.category != Category.PEER)
            .where(Pairing.started_on <= day)
            .where((Pairing.ended_on.is_(None)) | (Pairing.ended_on > day))
            .distinct()
            .order_by(Pairing.child_id, Pairing.helper_id)
        )
        found: dict[str, list[str]] = {}
        for child, helper in self._session.execute(query):
            found.setdefault(child, []).append(helper)
        return found

    def confirmed(self, school_id: str, year: int) -> Scoring | None:
        here = (Scoring.school_id == school_id) & (Scoring.year == year)
        return self._session.scalar(select(Scoring).where(here))

    def scores(self, scoring_id: str) -> list[Score]:
        query = select(Score).where(Score.scoring_id == scoring_id).order_by(Score.child_id)
        return list(self._session.scalars(query))

    def add(self, scoring: Scoring, scores: Iterable[Score], sums: Iterable[HelperPoints]) -> None:
        self._session.add(scoring)
        self._session.flush()  # before what points to it
        self._session.add_all([*scores, *sums])
        self._session.flush()
