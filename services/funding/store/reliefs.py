"""Relief and its papers, on SQLAlchemy."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.funding.models import Paper, PaperContent, Relief, ReliefPart
from shared.contracts.funding.errors import PaperNotFound, ReliefNotFound


class SqlReliefs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, relief: Relief, parts: Sequence[ReliefPart]) -> None:
        self._session.add(relief)
        self._session.flush()
        self._session.add_all(parts)

    def get(self, roll_id: str) -> Relief:
        found = self._session.get(Relief, roll_id)
        if found is None:
            raise ReliefNotFound(roll_id)
        return found

    def parts(self, roll_id: str) -> list[ReliefPart]:
        query = select(ReliefPart).where(ReliefPart.roll_id == roll_id).order_by(ReliefPart.line)
        return list(self._session.scalars(query))


class SqlPapers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, paper: Paper, sealed: str) -> None:
        self._session.add(paper)
        self._session.flush()
        self._session.add(PaperContent(paper_id=paper.id, sealed=sealed))

    def get(self, paper_id: str) -> Paper:
        found = self._session.get(Paper, paper_id)
        if found is None:
            raise PaperNotFound(paper_id)
        return found

    def content(self, paper_id: str) -> str:
        return self._session.get_one(PaperContent, paper_id).sealed
