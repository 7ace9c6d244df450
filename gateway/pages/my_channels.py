"""My channels: where I am reached outside the application, and when I want to be left alone."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.texts.reaching import HINTS, WRONG_CODE

blueprint = Blueprint("my_channels", __name__, url_prefix="/my-channels")
MINE = "notifications.get_my_channels"
HOURS = ("quiet_from", "quiet_to", "digest_at")


@blueprint.get("")
@calls(MINE)
def channels() -> str:
    return page(Form())


@blueprint.get("/<uuid:point_id>")
@calls(MINE)
def channel(point_id: str) -> ResponseReturnValue:
    return redirect(url_for("my_channels.channels", _anchor=f"c-{point_id}"))


@blueprint.post("")
@calls("notifications.add_channel", MINE)
def add() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("notifications", "add_channel", **form.texts("channel", "address"))
        return go("my_channels.channels", done="channel_added")

    return submit(form, act, page)


@blueprint.post("/<uuid:point_id>/confirmation")
@calls("notifications.confirm_channel", MINE)
def confirm(point_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        code = form.value("code").replace(" ", "")
        answer = tell("notifications", "confirm_channel", point_id=str(point_id), code=code)
        if answer["confirmed"]:
            return go("my_channels.channels", done="channel_confirmed")
        form.wrong("code", WRONG_CODE)
        return page(form, str(point_id)), 422

    return submit(form, act, lambda form: page(form, str(point_id)))


@blueprint.post("/<uuid:point_id>/code")
@calls("notifications.resend_code", MINE)
def resend(point_id: str) -> ResponseReturnValue:
    return do(str(point_id), "resend_code", "code_resent")


@blueprint.post("/<uuid:point_id>/first")
@calls("notifications.put_channel_first", MINE)
def first(point_id: str) -> ResponseReturnValue:
    return do(str(point_id), "put_channel_first", "channel_first")


@blueprint.post("/<uuid:point_id>/removal")
@calls("notifications.remove_channel", MINE)
def remove(point_id: str) -> ResponseReturnValue:
    return do(str(point_id), "remove_channel", "channel_removed")


@blueprint.post("/hours")
@calls("notifications.set_receiving_hours", MINE)
def hours() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("notifications", "set_receiving_hours", **form.texts(*HOURS))
        return go("my_channels.channels", done="hours_set")

    return submit(form, act, page)


def do(point_id: str, operation: str, done: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("notifications", operation, point_id=point_id)
        return go("my_channels.channels", done=done)

    return submit(form, act, page)


def page(form: Form, confirming: str = "") -> str:
    """A wrong code stands by the channel that it was for."""
    found: dict[str, Any] = ask("notifications", "get_my_channels")
    typed = any(form.value(name) for name in HOURS)
    return render_template(
        "my_channels/channels.html",
        found=found,
        form=form,
        times=form if typed else Form({name: found[name] for name in HOURS}),
        confirming=confirming,
        hints=HINTS,
    )
