"""Before the approval: two sides check, the list hangs out with masked names, objections."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, place_name, place_names
from gateway.pages.rolls import ROLL, roll_page
from gateway.rpc import ask, tell

blueprint = Blueprint("noticing", __name__)
ROLL_ID = "/rolls/<uuid:roll_id>"
MASK = "*"
AT_ONCE = 500  # lines in one call of public_list
LINES = 100  # on a page


@blueprint.post(f"{ROLL_ID}/checks")
@calls("funding.check_roll", *ROLL)
def check(roll_id: Any) -> ResponseReturnValue:
    form = Form.sent()
    said = {"agreed": form.value("agreed") == "true", **form.texts("note")}
    return step(roll_id, form, lambda: tell_roll("check_roll", roll_id, **said), "roll_checked")


@blueprint.post(f"{ROLL_ID}/notice")
@calls("funding.post_notice", *ROLL)
def post(roll_id: Any) -> ResponseReturnValue:
    return step(roll_id, Form.sent(), lambda: tell_roll("post_notice", roll_id), "roll_noticed")


@blueprint.post(f"{ROLL_ID}/objections")
@calls("funding.receive_objection", *ROLL)
def object_to(roll_id: Any) -> ResponseReturnValue:
    form = Form.sent()
    said = form.texts("child_id", "what")
    return step(roll_id, form, lambda: tell_roll("receive_objection", roll_id, **said), "objected")


@blueprint.post(f"{ROLL_ID}/objections/<uuid:objection_id>")
@calls("funding.answer_objection", *ROLL)
def answer(roll_id: Any, objection_id: Any) -> ResponseReturnValue:
    form = Form.sent()
    said = {"upheld": form.value("upheld") == "true", **form.texts("answer")}

    def act() -> Any:
        return tell("funding", "answer_objection", objection_id=str(objection_id), **said)

    return step(roll_id, form, act, "objection_answered")


@blueprint.get(f"{ROLL_ID}/notice")
@calls("funding.public_list", "registry.name_children", "registry.get_area")
def notice(roll_id: Any) -> str:
    """A page of what hangs out: a masked name, the township, the stage, the amount; no more."""
    found = page_of("funding", "public_list", {}, roll_id=str(roll_id), limit=LINES)
    return shown(str(roll_id), found)


@blueprint.get(f"{ROLL_ID}/notice/whole")
@calls("funding.public_list", "registry.name_children", "registry.get_area")
def whole_notice(roll_id: Any) -> str:
    """To be printed and hung out."""
    return shown(str(roll_id), whole_list(str(roll_id)), whole=True)


def shown(roll_id: str, found: dict[str, Any], *, whole: bool = False) -> str:
    names = child_names(one["child_id"] for one in found["items"])
    return render_template(
        "rolls/notice.html",
        roll_id=roll_id,
        found=found,
        whole=whole,
        names={child: masked(name) for child, name in names.items()},
        places=place_names(one["township_code"] for one in found["items"]),
        place=place_name(found["items"][0]["township_code"][:6]) if found["items"] else "",
    )


def whole_list(roll_id: str) -> dict[str, Any]:
    """All its pages as one: it is numbered through, and printed whole."""
    found = ask("funding", "public_list", roll_id=roll_id, limit=AT_ONCE)
    lines, after = list(found["items"]), found["next"]
    while after:
        more = ask("funding", "public_list", roll_id=roll_id, limit=AT_ONCE, after=after)
        lines, after = lines + more["items"], more["next"]
    return {**found, "items": lines, "next": None}


def masked(name: str) -> str:
    """The family name and a sign for each other one; a name of one sign is hidden whole."""
    return name[:1] + MASK * (len(name) - 1) if len(name) > 1 else MASK


def tell_roll(operation: str, roll_id: Any, **said: Any) -> Any:
    return tell("funding", operation, roll_id=str(roll_id), **said)


def step(roll_id: Any, form: Form, act: Callable[[], object], done: str) -> ResponseReturnValue:
    def go_on() -> ResponseReturnValue:
        act()
        return go("rolls.roll", roll_id=str(roll_id), done=done)

    return submit(form, go_on, lambda form: roll_page(str(roll_id), form))
