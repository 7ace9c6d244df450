"""The door into activities: parse, call one use case or query, dump."""

from typing import Any

from services.activities.handlers import attendance, copies, letterbox, rooms, sessions
from services.activities.queries import letterbox as letters
from services.activities.queries import sessions as queries
from services.activities.store import ActivitiesUnitOfWork as UnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.clock import now, today
from shared.contracts import records
from shared.contracts.activities import letterbox as mail
from shared.contracts.activities import schemas
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    PackAdopted,
    SchoolRegistered,
)
from shared.doors import command, query
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.operations.doors import BusDoors
from shared.messaging.subscription import on
from shared.messaging.timers import when_due


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

    # -- the letterbox --------------------------------------------------------------------------

    @command(mail.WriteToLetterbox, answers=mail.LetterRef)
    def write_to_letterbox(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return letterbox.write_to_letterbox(uow, grant, **request, at=now(), today=today())

    @query(mail.GetLetterAnswer, answers=mail.LetterAnswer)
    def get_letter_answer(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return letters.get_answer(uow, grant, **request)

    @query(mail.ListLetterbox, answers=mail.LetterboxList)
    def list_letterbox(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return letters.list_letterbox(uow, grant, **request)

    @query(mail.ReadLetter, answers=mail.LetterView)
    def read_letter(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return letters.read_letter(uow, grant, **request)

    @command(mail.AnswerLetter, answers=mail.LetterView)
    def answer_letter(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        letter = letterbox.answer_letter(uow, grant, **request, at=now())
        return letters.read_letter(uow, grant, letter_id=letter.id)

    @command(mail.AlarmLetter, answers=mail.LetterView)
    def alarm_letter(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        letter = letterbox.alarm_letter(uow, grant, **request)
        return letters.read_letter(uow, grant, letter_id=letter.id)

    @when_due(letterbox.TIMER)
    def letter_unanswered(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        letterbox.remind_of_letter(uow, subject)

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

    @on(PackAdopted, copies=("adopted_packs",))
    def on_pack_adopted(self, event: PackAdopted, uow: UnitOfWork) -> None:
        copies.copy_pack(uow, event)
