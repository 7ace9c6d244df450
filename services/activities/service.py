"""The door into activities: parse, call one use case or query, dump."""

from typing import Any

from services.activities import queries
from services.activities.handlers import attendance, copies, rooms, sessions
from services.activities.store import ActivitiesUnitOfWork as UnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts import records
from shared.contracts.activities import schemas
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    SchoolRegistered,
)
from shared.doors import command, query
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.operations.doors import BusDoors
from shared.messaging.subscription import on


class ActivitiesService(KeepsHouse, BusDoors):
    name = "activities"
    database = Database(UnitOfWork)

    # -- rooms ----------------------------------------------------------------------------------

    @command(schemas.OpenRoom, answers=schemas.RoomView)
    def open_room(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return rooms.open_room(uow, grant, **request, today=today())

    @command(schemas.ConfirmStandards, answers=schemas.RoomView)
    def confirm_standards(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return rooms.confirm_standards(uow, grant, **request)

    @command(schemas.RecordStock, answers=schemas.RoomView)
    def record_stock(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return rooms.record_stock(uow, grant, **request)

    @query(schemas.GetRoom, answers=schemas.RoomView)
    def get_room(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.get_room(uow, grant, **request)

    @query(schemas.ListRooms, answers=schemas.RoomList)
    def list_rooms(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_rooms(uow.session, grant, **request)

    # -- sessions -------------------------------------------------------------------------------

    @command(schemas.PlanSession, answers=schemas.SessionView)
    def plan_session(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return sessions.plan_session(uow, grant, **request, today=today())

    @command(schemas.MoveSession, answers=schemas.SessionView)
    def move_session(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return sessions.move_session(uow, grant, **request, today=today())

    @command(schemas.CancelSession, answers=schemas.SessionView)
    def cancel_session(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return sessions.cancel_session(uow, grant, **request)

    @command(schemas.HoldSession, answers=schemas.SessionView)
    def hold_session(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return attendance.hold_session(uow, grant, **request, today=today())

    @command(schemas.MarkAttendance, answers=schemas.SessionView)
    def mark_attendance(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return attendance.mark_attendance(uow, grant, **request)

    @query(schemas.GetSession, answers=schemas.SessionWithRegister)
    def get_session(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.get_session(uow, grant, **request)

    @query(schemas.ListSessions, answers=schemas.SessionList)
    def list_sessions(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_sessions(uow.session, grant, **request)

    # -- children -------------------------------------------------------------------------------

    @query(schemas.ListChildrenOfSchool, answers=schemas.SchoolChildList)
    def list_children_of_school(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_children_of_school(uow, grant, **request)

    @query(schemas.CountAttendance, answers=schemas.AttendanceCount)
    def count_attendance(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.count_attendance(uow.session, grant, **request)

    # -- records --------------------------------------------------------------------------------

    @query(records.ListAccessLog, answers=records.AccessList)
    def list_access_log(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return record_queries.list_access_log(uow, grant, **request)

    @query(records.VerifyRecords, answers=records.RecordsCheck)
    def verify_records(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return record_queries.verify_records(uow)

    # -- facts of the registry ------------------------------------------------------------------

    @on(SchoolRegistered, copies=("schools",))
    def on_school_registered(self, event: SchoolRegistered, uow: UnitOfWork) -> None:
        copies.copy_school(uow, event)

    @on(ChildRegistered, copies=("school_children",), batch=50)
    def on_child_registered(self, event: ChildRegistered, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)

    @on(ChildChanged, copies=("school_children",), batch=50)
    def on_child_changed(self, event: ChildChanged, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)

    @on(ChildJudged, copies=("school_children",), batch=50)
    def on_child_judged(self, event: ChildJudged, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)

    @on(ChildGraded, copies=("school_children",), batch=50)
    def on_child_graded(self, event: ChildGraded, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)
