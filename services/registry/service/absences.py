"""The part of the door for absence, dropping out and coming back."""

from typing import Any

from services.registry.handlers import dropping_out
from services.registry.queries import dropouts
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.schemas import dropouts as schemas
from shared.doors import command, query


class Absences:
    """Mixed into `RegistryService`."""

    @command(schemas.NoteAbsence, answers=schemas.DropoutView)
    def note_absence(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        done = dropping_out.note_absence(
            uow, grant, child_id=str(child_id), **request, today=today()
        )
        return _view(uow, grant, done.id)

    @command(schemas.RegisterDropout, answers=schemas.DropoutView)
    def register_dropout(
        self, uow: UnitOfWork, grant: Grant, *, dropout_id: Any, **request: Any
    ) -> Any:
        done = dropping_out.register_dropout(
            uow, grant, dropout_id=str(dropout_id), **request, today=today()
        )
        return _view(uow, grant, done.id)

    @command(schemas.LogPersuasion, answers=schemas.DropoutView)
    def log_persuasion(
        self, uow: UnitOfWork, grant: Grant, *, dropout_id: Any, **request: Any
    ) -> Any:
        done = dropping_out.log_persuasion(
            uow, grant, dropout_id=str(dropout_id), **request, today=today()
        )
        return _view(uow, grant, done.id)

    @command(schemas.ReportDropout, answers=schemas.DropoutView)
    def report_dropout(
        self, uow: UnitOfWork, grant: Grant, *, dropout_id: Any, **request: Any
    ) -> Any:
        done = dropping_out.report_dropout(
            uow, grant, dropout_id=str(dropout_id), **request, today=today()
        )
        return _view(uow, grant, done.id)

    @command(schemas.CloseDropout, answers=schemas.DropoutView)
    def close_dropout(
        self, uow: UnitOfWork, grant: Grant, *, dropout_id: Any, **request: Any
    ) -> Any:
        done = dropping_out.close_dropout(
            uow, grant, dropout_id=str(dropout_id), **request, today=today()
        )
        return _view(uow, grant, done.id)

    @query(schemas.ListDropouts, answers=schemas.DropoutList)
    def list_dropouts(self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any) -> Any:
        child = str(child_id) if child_id else None
        return dropouts.list_dropouts(uow, grant, child_id=child, **request, today=today())

    @query(schemas.GetDropout, answers=schemas.DropoutView)
    def get_dropout(self, uow: UnitOfWork, grant: Grant, *, dropout_id: Any) -> Any:
        return _view(uow, grant, str(dropout_id))


def _view(uow: UnitOfWork, grant: Grant, dropout_id: str) -> Any:
    uow.children.flush()
    return dropouts.get_dropout(uow, grant, dropout_id=dropout_id, today=today())
