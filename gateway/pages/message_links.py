"""The link in a message, for whoever was sent it: what it said, and the button "received"."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import open_to_all
from gateway.rpc import ask, tell
from shared.contracts.notifications.errors import LinkUsed
from shared.texts.outside import LINKED

blueprint = Blueprint("message_links", __name__)


@blueprint.get("/m/<token>")
@open_to_all("notifications.open_link")
def message(token: str) -> str:
    """Looking changes nothing: mail programs and chats look at links by themselves."""
    return page(token, ask("notifications", "open_link", token=token))


@blueprint.post("/m/<token>")
@open_to_all("notifications.acknowledge_by_link", "notifications.open_link")
def acknowledge(token: str) -> ResponseReturnValue:
    try:
        tell("notifications", "acknowledge_by_link", token=token)
    except LinkUsed:
        return page(token, ask("notifications", "open_link", token=token)), 409
    return page(token, {"state": "acknowledged"})


def page(token: str, found: dict[str, str]) -> str:
    said = LINKED.get(found.get("kind", ""), "")
    return render_template("message_links/message.html", token=token, found=found, said=said)
