"""The part of the door for the early-warning list and the results of a term."""

from typing import Any

from services.pairing.handlers import results, watching
from services.pairing.queries import watching as queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.activities.events import AttendanceMarked, SessionHeld
from shared.contracts.pairing import schemas
from shared.doors import command, query
from shared.messaging.subscription import on


class Watching:
    """Mixed into `PairingService`."""

    @query(schemas.ListWatched, answers=schemas.WatchedList)
    def list_watched(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_watched(uow, grant, **request)

    @query(schemas.CountWatched, answers=schemas.WatchedCounts)
    def count_watched(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.count_watched(uow, grant, **request)

    @query(schemas.ExportWatched, answers=schemas.WatchedBook)
    def export_watched(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.export_watched(uow, grant, **request)

    @command(schemas.EnterResults, answers=schemas.ResultList)
    def enter_results(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return results.enter_results(uow, grant, **request, today=today())

    @query(schemas.ListResults, answers=schemas.ResultList)
    def list_results(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_results(uow, grant, **request)

    @on(SessionHeld, copies=("attendances",), history=True)
    def on_session_held(self, event: SessionHeld, uow: UnitOfWork) -> None:
        watching.note_attendance(uow, event, today())

    @on(AttendanceMarked, copies=("attendances",), history=True)
    def on_attendance_marked(self, event: AttendanceMarked, uow: UnitOfWork) -> None:
        watching.note_attendance(uow, event, today())
