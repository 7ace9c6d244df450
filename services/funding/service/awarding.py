"""The part of the door for pupils' awards."""

from typing import Any

from services.funding.handlers import awards
from services.funding.queries import awards as queries
from services.funding.store import FundingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.funding import schemas
from shared.contracts.pairing.scoring_events import AwardDue
from shared.doors import command, query
from shared.messaging.subscription import on


class Awarding:
    """Mixed into `FundingService`."""

    @query(schemas.ListAwards, answers=schemas.AwardList)
    def list_awards(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_awards(uow, grant, **request, today=today())

    @command(schemas.ProposeAwards, answers=schemas.RollView)
    def propose_awards(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return awards.propose_awards(uow, grant, **request, today=today())

    @on(AwardDue, copies=("awards",), history=True)
    def on_award_due(self, event: AwardDue, uow: UnitOfWork) -> None:
        awards.keep_award(uow, event)
