"""Return visits on SQLAlchemy."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import ReturnVisit
from shared.contracts.registry.errors import VisitNotFound


class SqlReturnVisits:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, visit: ReturnVisit) -> None:
        self._session.add(visit)
        self._session.flush()

    def get(self, visit_id: str) -> ReturnVisit:
        query = select(ReturnVisit).where(ReturnVisit.id == visit_id).with_for_update()
        found = self._session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise VisitNotFound(visit_id)
        return found
