"""The part of the door for relief and allowances."""

from typing import Any

from services.funding.handlers import instalments, merges
from services.funding.handlers import reliefs as handlers
from services.funding.queries import reliefs
from services.funding.store import FundingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.funding import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due
from shared.settings import MEGABYTE, MOST_FILE_MB


class Relieving:
    """Mixed into `FundingService`."""

    @command(schemas.ProposeRelief, answers=schemas.RollView)
    def propose_relief(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.propose_relief(uow, grant, **request, today=today())

    @command(schemas.PayInstalment, answers=schemas.PaymentView)
    def pay_instalment(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return instalments.pay_instalment(
            uow, grant, **request, most_bytes=most_bytes(uow), today=today()
        )

    @query(schemas.GetRelief, answers=schemas.ReliefView)
    def get_relief(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return reliefs.get_relief(uow, grant, **request)

    @query(schemas.ListReliefs, answers=schemas.ReliefList)
    def list_reliefs(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return reliefs.list_reliefs(uow, grant, **request)

    @query(schemas.ListInstalments, answers=schemas.DueList)
    def list_instalments(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return reliefs.list_instalments(uow, grant, **request, today=today())

    @query(schemas.GetPaper, answers=schemas.PaperFile)
    def get_paper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return reliefs.get_paper(uow, grant, **request)

    @when_due(merges.TIMER)
    def follow_merge(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        merges.keep_one(uow, subject.partition("/")[0])

    @when_due(instalments.TIMER)
    def instalment_due(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        instalments.instalment_due(uow, payment_id=subject)


def most_bytes(uow: UnitOfWork) -> int:
    """That a file may have here."""
    return uow.settings.file_bytes if uow.settings else MOST_FILE_MB * MEGABYTE
