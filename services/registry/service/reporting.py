"""The part of the door for the quarterly verification, the reports and the targets."""

from typing import Any

from services.registry.handlers import verifying
from services.registry.queries import behind, statistics, targets, todo, verification
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query


class Reporting:
    """Mixed into `RegistryService`."""

    @query(schemas.CountTodo, answers=schemas.TodoCounts)
    def count_todo(self, uow: UnitOfWork, grant: Grant) -> Any:
        return todo.count_todo(uow, grant, today=today())

    @query(schemas.GetVerification, answers=schemas.VerificationView)
    def get_verification(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return verification.get_verification(uow, grant, **request, today=today())

    @query(schemas.ListToConfirm, answers=schemas.ToConfirmList)
    def list_to_confirm(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return verification.list_to_confirm(uow, grant, **request, today=today())

    @command(schemas.ConfirmChildren, answers=schemas.ChildrenConfirmed)
    def confirm_children(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return verifying.confirm_children(uow, grant, **request, today=today())

    @command(schemas.SignOffQuarter, answers=schemas.SignOffView)
    def sign_off(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return verifying.sign_off(uow, grant, **request, today=today())

    @query(schemas.GetStatistics, answers=schemas.StatisticsView)
    def get_statistics(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return statistics.get_statistics(uow, grant, **request, today=today())

    @query(schemas.GetStatistics, answers=schemas.StatisticsBook)
    def export_statistics(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return statistics.export_statistics(uow, grant, **request, today=today())

    @query(schemas.ListBehind, answers=schemas.BehindList)
    def list_behind(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return behind.list_behind(uow, grant, **request, today=today())

    @query(schemas.GetTargets, answers=schemas.TargetsView)
    def get_targets(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return targets.get_targets(uow, grant, **request, today=today())
