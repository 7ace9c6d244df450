"""/api/v1: activity rooms, their sessions and attendance."""

from typing import Any

from flask import Response, request

from gateway.access import open_to_all
from gateway.api.routes import Area, answered
from gateway.letterbox import write_to_letterbox as send
from shared.contracts.activities import letterbox as mail
from shared.contracts.activities import schemas

AREA = Area("activities")

ROOM = "/rooms/<uuid:room_id>"
LETTER = "/letterbox/<uuid:letter_id>"
SESSION = "/sessions/<uuid:session_id>"

AREA.command("/rooms", "open_room", schemas.OpenRoom, schemas.RoomView, status=201, at="/rooms")
AREA.query("/rooms", "list_rooms", schemas.ListRooms, schemas.RoomList)
AREA.query(ROOM, "get_room", schemas.GetRoom, schemas.RoomView)
AREA.command(f"{ROOM}/standards", "confirm_standards", schemas.ConfirmStandards, schemas.RoomView)
AREA.command(f"{ROOM}/stock-movements", "record_stock", schemas.RecordStock, schemas.RoomView)

AREA.command(
    "/sessions",
    "plan_session",
    schemas.PlanSession,
    schemas.SessionView,
    status=201,
    at="/sessions",
)
AREA.query("/sessions", "list_sessions", schemas.ListSessions, schemas.SessionList)
AREA.query(SESSION, "get_session", schemas.GetSession, schemas.SessionWithRegister)
AREA.command(f"{SESSION}/holding", "hold_session", schemas.HoldSession, schemas.SessionView)
AREA.command(
    f"{SESSION}/attendance", "mark_attendance", schemas.MarkAttendance, schemas.SessionView
)
AREA.command(
    f"{SESSION}/cancellation", "cancel_session", schemas.CancelSession, schemas.SessionView
)
AREA.command(f"{SESSION}/move", "move_session", schemas.MoveSession, schemas.SessionView)

AREA.query("/letterbox", "list_letterbox", mail.ListLetterbox, mail.LetterboxList)
AREA.query(LETTER, "read_letter", mail.ReadLetter, mail.LetterView)
AREA.command(f"{LETTER}/answer", "answer_letter", mail.AnswerLetter, mail.LetterView)
AREA.command(f"{LETTER}/danger", "alarm_letter", mail.AlarmLetter, mail.LetterView)
AREA.query(
    "/letterbox/answers/<code>",
    "get_letter_answer",
    mail.GetLetterAnswer,
    mail.LetterAnswer,
    access=open_to_all,
)


@AREA.special(
    "POST",
    "/letterbox",
    "write_to_letterbox",
    body=mail.WriteToLetterbox(),
    answers=mail.LetterRef,
    status=201,
    access=open_to_all,
)
def write_to_letterbox(_letter: dict[str, Any]) -> Response:
    return answered(send(**(request.get_json(silent=True) or {})), 201)


AREA.query(
    "/schools/<uuid:school_id>/children",
    "list_children_of_school",
    schemas.ListChildrenOfSchool,
    schemas.SchoolChildList,
)
AREA.query(
    "/children/<uuid:child_id>/attendance",
    "count_attendance",
    schemas.CountAttendance,
    schemas.AttendanceCount,
)
