"""The part of the door for a school year's scores and for commendation."""

from typing import Any

from services.pairing.handlers import scoring
from services.pairing.queries import commending as commending_queries
from services.pairing.queries import scoring as queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.pairing import schemas
from shared.doors import command, query


class Scoring:
    """Mixed into `PairingService`."""

    @query(schemas.GetScores, answers=schemas.ScoresView)
    def get_scores(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.get_scores(uow, grant, **request, today=today())

    @query(schemas.ListScorings, answers=schemas.ScoringList)
    def list_scorings(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_scorings(uow, grant, **request, today=today())

    @command(schemas.ConfirmScores, answers=schemas.ScoresView)
    def confirm_scores(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        done = scoring.confirm_scores(uow, grant, **request, today=today())
        return queries.get_scores(
            uow, grant, school_id=done.school_id, year=done.year, today=today()
        )

    @query(schemas.GetCommendation, answers=schemas.CommendationView)
    def get_commendation(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return commending_queries.get_commendation(uow, grant, **request, today=today())
