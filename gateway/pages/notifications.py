"""The inbox: what concerns the viewer, read and acknowledged one by one."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go
from gateway.pages.messages import NAMES, told
from gateway.rpc import tell

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")


@blueprint.get("")
@calls("notifications.list_messages", *NAMES)
def inbox() -> str:
    filters = asked("unread")
    found = page_of(
        "notifications", "list_messages", {"unread": True} if filters.get("unread") else {}
    )
    return render_template(
        "notifications/inbox.html",
        messages=told(found["items"]),
        next=found["next"],
        filters=filters,
    )


@blueprint.get("/<uuid:message_id>")
@calls("notifications.list_messages", *NAMES)
def message(message_id: str) -> ResponseReturnValue:
    """The inbox, at the message: reading is a button, since opening a page changes nothing."""
    return redirect(url_for("notifications.inbox", _anchor=f"m-{message_id}"))


@blueprint.post("/<uuid:message_id>/reading")
@calls("notifications.read_message")
def read(message_id: str) -> ResponseReturnValue:
    """Read, and on to the page it speaks of where there is one."""
    form = Form.sent()
    answer = tell("notifications", "read_message", message_id=str(message_id))
    if form.value("on") and answer["link"]:
        return redirect(answer["link"], code=303)
    return go("notifications.inbox", done="read")


@blueprint.post("/<uuid:message_id>/acknowledgement")
@calls("notifications.acknowledge_message")
def acknowledge(message_id: str) -> ResponseReturnValue:
    tell("notifications", "acknowledge_message", message_id=str(message_id))
    return go("notifications.inbox", done="acknowledged")
