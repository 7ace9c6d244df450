"""The leading group of a place or school: who is in post, who was on a past day, who comes next."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("groups", __name__, url_prefix="/leading-group")


@blueprint.get("")
@calls("registry.get_group")
def group() -> str:
    return group_page(Form({"from_on": today().isoformat()}))


def group_page(form: Form) -> str:
    place = asked("area", "school_id", "on")
    found = ask("registry", "get_group", **place)
    return render_template("groups/group.html", one=found, form=form, place=_place())


def _place() -> dict[str, str]:
    """Which group: it stands in the address of the page and of its forms."""
    given = {name: request.values.get(name, "").strip() for name in ("area", "school_id")}
    return {name: value for name, value in given.items() if value}


@blueprint.post("")
@calls("registry.appoint_member", "registry.get_group")
def appoint() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("post", "name", "title", "duties", "from_on")
        tell("registry", "appoint_member", **_place(), **given)
        return go("groups.group", **_place(), done="member_appointed")

    return submit(form, act, group_page)


@blueprint.post("/members/<uuid:member_id>/release")
@calls("registry.release_member", "registry.get_group")
def release(member_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("to_on", "why")
        tell("registry", "release_member", member_id=str(member_id), **given)
        return go("groups.group", **_place(), done="member_released")

    return submit(form, act, group_page)
