"""Awards that are due, on a roll, or granted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.funding.models import Award
from shared.area_range import under
from shared.messaging.copies import keep_newest


class SqlAwards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, award: Award) -> None:
        """Ours, unless we hold it already."""
        keep_newest(self._session, award)

    def of_term(self, area: str, term: str) -> list[Award]:
        query = select(Award).where(under(Award.area_code, area), Award.term == term)
        return list(self._session.scalars(query.order_by(Award.id)))
