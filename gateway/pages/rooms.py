"""Rooms: what each has, what it lacks, its inventory and the standards that people judge."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import SCHOOLS, asked, own_area, page_of, schools
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look, school_name
from gateway.rpc import ask, tell
from shared.contracts.activities.standards import COMPUTED_STANDARDS, EQUIPMENT_PLANS
from shared.texts import activities as texts

blueprint = Blueprint("rooms", __name__, url_prefix="/rooms")
ROOM = ("activities.get_room", "activities.list_sessions", "registry.get_school")


@blueprint.get("")
@calls("activities.list_rooms", "registry.get_school")
def rooms() -> str:
    found = page_of("activities", "list_rooms", asked("area", "school_id"))
    return render_template(
        "rooms/rooms.html",
        found=found,
        school_names={one["school_id"]: school_name(one["school_id"]) for one in found["items"]},
    )


@blueprint.get("/new")
@calls("activities.open_room", "registry.get_school", *SCHOOLS)
def new() -> str:
    return registration(Form({"equipment_plan": "basic"}))


@blueprint.post("/new")
@calls("activities.open_room", "registry.get_school", *SCHOOLS)
def open_room() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        counts = {item: form.whole(f"n_{item}") for item in texts.EQUIPMENT}
        answer = tell(
            "activities",
            "open_room",
            **form.texts("school_id", "name", "place", "equipment_plan"),
            zones=form.all("zones"),
            standards=form.all("standards"),
            equipment={item: count for item, count in counts.items() if count},
        )
        return go("rooms.room", room_id=answer["id"], done="room_opened")

    return submit(form, act, registration)


def registration(form: Form) -> str:
    """A school's own people open a room there; an office chooses the school."""
    own = auth.viewer().school_id
    choices = [(own, school_name(own))] if own else schools(own_area())
    return render_template("rooms/new.html", form=form, schools=choices, **words())


def words() -> dict[str, Any]:
    return {
        "zones": list(texts.ZONES.items()),
        "standards": texts.STANDARDS,
        "entered": [(c, t) for c, t in texts.STANDARDS.items() if c not in COMPUTED_STANDARDS],
        "equipment": texts.EQUIPMENT,
        "plans": list(texts.EQUIPMENT_PLANS.items()),
        "movements": list(texts.MOVEMENTS.items()),
    }


@blueprint.get("/<uuid:room_id>")
@calls(*ROOM)
def room(room_id: str) -> str:
    return room_page(str(room_id), Form())


@blueprint.post("/<uuid:room_id>/standards")
@calls("activities.confirm_standards", *ROOM)
def confirm(room_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "activities",
            "confirm_standards",
            room_id=str(room_id),
            standards=form.all("standards"),
            why=form.value("standards_why").strip(),
        )
        return go("rooms.room", room_id=room_id, done="standards")

    return submit(form, act, lambda form: room_page(str(room_id), form))


@blueprint.post("/<uuid:room_id>/stock")
@calls("activities.record_stock", *ROOM)
def stock(room_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "activities",
            "record_stock",
            room_id=str(room_id),
            **form.texts("item", "kind", "why"),
            count=form.whole("count"),
        )
        return go("rooms.room", room_id=room_id, done="stock")

    return submit(form, act, lambda form: room_page(str(room_id), form))


def room_page(room_id: str, form: Form) -> str:
    found = ask("activities", "get_room", room_id=room_id)
    if not form.values:
        form = Form({"standards": [code for code, met in found["standards"].items() if met]})
    return render_template(
        "rooms/room.html",
        room=found,
        form=form,
        school_name=school_name(found["school_id"]),
        planned=look(
            "activities", "list_sessions", room_id=room_id, state="planned", limit=10
        ).items,
        wanted=EQUIPMENT_PLANS[found["equipment_plan"]],
        **words(),
    )
