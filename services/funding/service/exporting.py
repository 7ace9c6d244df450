"""The part of the door for lists that go out as files."""

from typing import Any

from services.funding.queries import exports
from services.funding.store import FundingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.contracts.funding import schemas
from shared.doors import query


class Exporting:
    """Mixed into `FundingService`."""

    @query(schemas.ExportList, answers=schemas.ExportView)
    def export_list(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return exports.export_list(uow, grant, **request)

    @query(schemas.ExportSums, answers=schemas.ExportView)
    def export_sums(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return exports.export_sums(uow, grant, **request)
