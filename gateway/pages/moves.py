"""Handovers: what waits for an answer here, what was sent from here, and asking for one."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import (
    COUNTY,
    PLACES,
    SCHOOLS,
    TOWNSHIP,
    VILLAGE,
    areas_under,
    asked,
    page_of,
    schools,
)
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell

blueprint = Blueprint("moves", __name__)
DIRECTIONS = ("in", "out")


LISTED = ("registry.list_moves", "registry.get_area")


@blueprint.get("/moves")
@calls(*LISTED)
def moves() -> str:
    return moves_page(Form())


@blueprint.post("/moves")
@calls("registry.accept_moves", *LISTED)
def accept_several() -> ResponseReturnValue:
    """The graduates of a school at once, into one class."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        chosen = {"move_ids": form.all("move"), **form.texts("class_name")}
        tell("registry", "accept_moves", **chosen)
        return go("moves.moves", direction="in", done="moves_accepted")

    return submit(form, act, moves_page)


def moves_page(form: Form) -> str:
    filters = {"direction": "in"} | asked("direction", "state")
    if filters["direction"] not in DIRECTIONS:
        filters["direction"] = "in"
    found = page_of("registry", "list_moves", filters)
    waiting = [one for one in found["items"] if one["may_decide"] and one["kind"] == "school"]
    return render_template(
        "moves/moves.html", filters=filters, found=found, form=form, together=len(waiting) > 1
    )


@blueprint.get("/moves/<uuid:move_id>")
@calls("registry.get_move")
def move(move_id: str) -> str:
    return move_page(ask("registry", "get_move", move_id=str(move_id)), Form())


def move_page(found: dict[str, Any], form: Form) -> str:
    return render_template("moves/move.html", move=found, form=form)


@blueprint.post("/moves/<uuid:move_id>/acceptance")
@calls("registry.accept_move", "registry.get_move")
def accept(move_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("class_name")
        done = tell("registry", "accept_move", move_id=str(move_id), **given)
        return go("children.child", child_id=done["child_id"], done="move_accepted")

    return submit(form, act, lambda form: again(move_id, form))


@blueprint.post("/moves/<uuid:move_id>/refusal")
@calls("registry.refuse_move", "registry.get_move")
def refuse(move_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "refuse_move", move_id=str(move_id), why=form.value("why").strip())
        return go("moves.move", move_id=move_id, done="move_refused")

    return submit(form, act, lambda form: again(move_id, form))


@blueprint.post("/moves/<uuid:move_id>/withdrawal")
@calls("registry.withdraw_move", "registry.get_move")
def withdraw(move_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "withdraw_move", move_id=str(move_id))
        return go("moves.move", move_id=move_id, done="move_withdrawn")

    return submit(form, act, lambda form: again(move_id, form))


def again(move_id: str, form: Form) -> str:
    return move_page(ask("registry", "get_move", move_id=str(move_id)), form)


@blueprint.get("/children/<uuid:child_id>/move")
@calls("registry.request_move", "registry.get_dossier", *PLACES, *SCHOOLS)
def request_form(child_id: str) -> str:
    return request_page(child_id, Form(asked("kind", "county", "township")))


@blueprint.post("/children/<uuid:child_id>/move")
@calls("registry.request_move", "registry.get_dossier", *PLACES, *SCHOOLS)
def request_move(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        to = form.texts("area_code", "school_id")
        done = tell(
            "registry", "request_move", child_id=str(child_id), why=form.value("why").strip(), **to
        )
        return go("moves.move", move_id=done["id"], done="move_requested")

    return submit(form, act, lambda form: request_page(child_id, form))


def request_page(child_id: str, form: Form) -> str:
    """First which township, then which village or school: a county has hundreds of them."""
    child = ask("registry", "get_dossier", child_id=str(child_id))
    county = form.value("county") or child["area"]["code"][:COUNTY]
    township = form.value("township")
    known = len(township) == TOWNSHIP
    school = form.value("kind") == "school"
    return render_template(
        "moves/request.html",
        child=child,
        form=form,
        school=school,
        county=county,
        township=township if known else "",
        townships=areas_under(county),
        villages=[v for v in areas_under(township) if len(v[0]) == VILLAGE] if known else [],
        schools=schools(township) if known and school else [],
    )
