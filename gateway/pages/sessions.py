"""Sessions of a room: plan, hold with attendance, move, cancel."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, helper_names, look, school_name
from gateway.rpc import ask, may, tell
from shared.clock import today
from shared.texts.pages import COLLEAGUE, MYSELF

blueprint = Blueprint("sessions", __name__)
MOST_SEATS = 2000  # marks that one request may hold
SESSION = (
    "activities.get_session",
    "activities.get_room",
    "activities.list_children_of_school",
    "registry.name_children",
    "registry.get_school",
    "pairing.name_helpers",
)


@blueprint.get("/sessions")
@calls("activities.list_sessions", "registry.get_school")
def sessions() -> str:
    """From today on, unless the address asks for another time."""
    filters = asked("state", "from_date", "to_date", "room_id", "school_id")
    found = page_of("activities", "list_sessions", filters)
    return render_template(
        "sessions/sessions.html",
        found=found,
        filters=filters,
        today=today().isoformat(),
        schools={one["school_id"]: school_name(one["school_id"]) for one in found["items"]},
    )


@blueprint.get("/rooms/<uuid:room_id>/sessions/new")
@calls("activities.plan_session", "activities.get_room", "pairing.list_helpers")
def new(room_id: str) -> str:
    return planning(str(room_id), Form({"teachers": [myself()]}))


@blueprint.post("/rooms/<uuid:room_id>/sessions/new")
@calls("activities.plan_session", "activities.get_room", "pairing.list_helpers")
def plan(room_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        answer = tell(
            "activities",
            "plan_session",
            room_id=str(room_id),
            teachers=form.all("teachers"),
            **form.texts("on_date", "starts_at", "ends_at", "period", "place", "class_name"),
            **form.texts("content", "purpose"),
        )
        return go("sessions.session", session_id=answer["id"], done="planned")

    return submit(form, act, lambda form: planning(str(room_id), form))


def myself() -> str:
    viewer = auth.viewer()
    return viewer.person_id or viewer.account_id


def planning(room_id: str, form: Form) -> str:
    """Who can lead it: oneself, and the school's teachers on the list of helpers."""
    room = ask("activities", "get_room", room_id=room_id)
    people = [(myself(), MYSELF)]
    if may("pairing.list_helpers"):
        staff = look("pairing", "list_helpers", school_id=room["school_id"], limit=200).items
        people += [(one["id"], one["name"]) for one in staff if one["id"] != myself()]
    return render_template(
        "sessions/new.html", room=room, form=form, people=people, today=today().isoformat()
    )


@blueprint.get("/sessions/<uuid:session_id>")
@calls(*SESSION)
def session(session_id: str) -> str:
    return session_page(str(session_id), Form())


@blueprint.get("/sessions/<uuid:session_id>/attendance")
@calls(*SESSION)
def attendance(session_id: str) -> str:
    return sheet(str(session_id), Form())


@blueprint.post("/sessions/<uuid:session_id>/attendance")
@calls("activities.hold_session", "activities.mark_attendance", *SESSION)
def mark(session_id: str) -> ResponseReturnValue:
    """Holding a planned session marks it at once; a held one has its marks added or corrected."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        present = set(form.all("present"))
        marks = [
            {"child_id": child, "mark": form.value(f"mark_{child}") or mark_of(child, present)}
            for child in form.all("child")
        ]
        if form.value("state") == "planned":
            note = form.texts("note")
            tell("activities", "hold_session", session_id=str(session_id), marks=marks, **note)
            return go("sessions.session", session_id=session_id, done="held")
        why = form.texts("why")
        tell("activities", "mark_attendance", session_id=str(session_id), marks=marks, **why)
        return go("sessions.session", session_id=session_id, done="marked")

    return submit(form, act, lambda form: sheet(str(session_id), form))


def mark_of(child_id: str, present: set[str]) -> str:
    return "present" if child_id in present else "absent"


@blueprint.post("/sessions/<uuid:session_id>/move")
@calls("activities.move_session", *SESSION)
def move(session_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        fields = form.texts("on_date", "starts_at", "ends_at", "why")
        tell("activities", "move_session", session_id=str(session_id), **fields)
        return go("sessions.session", session_id=session_id, done="moved")

    return submit(form, act, lambda form: session_page(str(session_id), form))


@blueprint.post("/sessions/<uuid:session_id>/cancellation")
@calls("activities.cancel_session", *SESSION)
def cancel(session_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        why = form.value("cancel_why").strip()
        tell("activities", "cancel_session", session_id=str(session_id), why=why)
        return go("sessions.session", session_id=session_id, done="cancelled")

    return submit(form, act, lambda form: session_page(str(session_id), form))


def session_page(session_id: str, form: Form) -> str:
    found = ask("activities", "get_session", session_id=session_id)
    return render_template("sessions/session.html", form=form, **about(found))


def about(found: dict[str, Any]) -> dict[str, Any]:
    """Names of those on the register; without one, of the class or school that is expected."""
    register = found["register"] or expected(found)
    teachers = helper_names(found["teachers"])
    return {
        "session": found,
        "register": register,
        "children": child_names(one["child_id"] for one in register),
        "teachers": [who_leads(one, teachers) for one in found["teachers"]],
        "room": look("activities", "get_room", room_id=found["room_id"]).value,
        "school_name": school_name(found["school_id"]),
        "today": today().isoformat(),
    }


def who_leads(person: str, names: Mapping[str, str]) -> str:
    """Oneself, a helper by name, or somebody of the school whose name only the school knows."""
    return MYSELF if person == myself() else names.get(person, COLLEAGUE)


def expected(found: dict[str, Any]) -> list[dict[str, Any]]:
    if not may("activities.list_children_of_school"):
        return []
    one_class = {"class_name": found["class_name"]} if found["class_name"] else {}
    asked_for = {"school_id": found["school_id"], "limit": 200, **one_class}
    seats: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None and len(seats) < MOST_SEATS:
        further = {"after": after} if after else {}
        page = look("activities", "list_children_of_school", **asked_for, **further)
        seats += page.items
        after = page.value["next"] if page.value else None
    return [{"child_id": one["id"], "mark": None} for one in seats]


def sheet(session_id: str, form: Form) -> str:
    """The names to tap. Typed marks stay after a refusal; marks on file are shown as they are."""
    found = ask("activities", "get_session", session_id=session_id)
    shown = about(found)
    if not form.values:
        here = [one["child_id"] for one in shown["register"] if one["mark"] == "present"]
        form = Form({"present": here})
    return render_template("sessions/attendance.html", form=form, **shown)
