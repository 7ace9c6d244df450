"""/api/v1: activity rooms, their sessions and attendance."""

from gateway.api.routes import Area
from shared.contracts.activities import schemas

AREA = Area("activities")

ROOM = "/rooms/<uuid:room_id>"
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
