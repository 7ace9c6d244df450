"""The quarterly verification: a village looks through its children, townships and county sign."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import own_area
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import place_path
from gateway.rpc import ask, may, tell

blueprint = Blueprint("verification", __name__, url_prefix="/verification")
VILLAGE = 12  # digits of its code
AT_ONCE = 60  # children to look through on one page
READS = ("registry.get_verification", "registry.list_to_confirm", "registry.get_area")


@blueprint.get("")
@calls(*READS)
def own() -> str:
    return page(own_area(), Form())


@blueprint.get("/<code>")
@calls(*READS)
def place(code: str) -> str:
    return page(code, Form())


@blueprint.post("/<code>/confirmations")
@calls("registry.confirm_children", *READS)
def confirm(code: str) -> ResponseReturnValue:
    """`seen` holds "id@version" of each child that was looked at."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        seen = (one.partition("@") for one in form.all("seen"))
        children = [{"id": child, "version": _whole(version)} for child, _, version in seen]
        done = tell(
            "registry", "confirm_children", area=code, children=children, **form.texts("quarter")
        )
        said = "confirmed_some" if done["changed_meanwhile"] else "confirmed"
        return go("verification.place", code=code, done=said, **form.texts("quarter"))

    return submit(form, act, lambda form: page(code, form))


@blueprint.post("/<code>/sign-off")
@calls("registry.sign_off", *READS)
def sign_off(code: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "sign_off", area=code, **form.texts("quarter"))
        return go("verification.place", code=code, done="signed_off", **form.texts("quarter"))

    return submit(form, act, lambda form: page(code, form))


def _whole(typed: str) -> int | str:
    return int(typed) if typed.isascii() and typed.isdigit() else typed


def page(code: str, form: Form) -> str:
    chosen = request.args.get("quarter") or form.text("quarter")
    asked = {"quarter": chosen} if chosen else {}
    found = ask("registry", "get_verification", **({"area": code} if code else {}), **asked)
    code = found["area"]["code"]
    return render_template(
        "verification/verification.html",
        found=found,
        place=found["area"],
        path=[step for step in place_path(code) if len(step["code"]) >= len(own_area())],
        waiting=_waiting(found) if len(code) == VILLAGE else None,
        form=form,
    )


def _waiting(found: dict[str, Any]) -> dict[str, Any] | None:
    """The children to look through, for those who may; None once the village has signed."""
    area, quarter = found["area"], found["quarter"]
    shown = quarter in found["quarters"][:2] and may("registry.list_to_confirm")
    if area["signed_on"] or not shown or area["listed"] == area["confirmed"]:
        return None
    fields = {"area": area["code"], "quarter": quarter, "limit": AT_ONCE}
    return dict(ask("registry", "list_to_confirm", **fields))
