"""What went outside the application, for whoever runs the system."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.clock import now
from shared.texts.reaching import OTHER_PROBLEM, REACHING_WORDS

blueprint = Blueprint("deliveries", __name__, url_prefix="/deliveries")
OVERVIEW, ONE = "notifications.delivery_overview", "notifications.get_delivery"


@blueprint.get("")
@calls(OVERVIEW, "notifications.list_deliveries")
def overview() -> str:
    """Those of unknown outcome first: they wait for somebody."""
    filters = asked("channel", "state") or {"state": "unknown"}
    found = page_of("notifications", "list_deliveries", filters)
    return render_template(
        "deliveries/overview.html",
        providers=ask("notifications", "delivery_overview")["items"],
        found=found,
        filters=filters,
        now=now().isoformat(),
    )


@blueprint.get("/<uuid:delivery_id>")
@calls(ONE)
def delivery(delivery_id: str) -> ResponseReturnValue:
    return redirect(url_for("deliveries.confirm", delivery_id=delivery_id))


@blueprint.get("/<uuid:delivery_id>/again")
@calls(ONE)
def confirm(delivery_id: str) -> str:
    return page(str(delivery_id), Form())


@blueprint.post("/<uuid:delivery_id>/again")
@calls("notifications.send_again", ONE)
def send_again(delivery_id: str) -> ResponseReturnValue:
    def act() -> ResponseReturnValue:
        tell("notifications", "send_again", delivery_id=str(delivery_id))
        return go("deliveries.overview", done="sent_again")

    return submit(Form.sent(), act, lambda form: page(str(delivery_id), form))


def page(delivery_id: str, form: Form) -> str:
    found = ask("notifications", "get_delivery", delivery_id=delivery_id)
    return render_template("deliveries/again.html", found=found, form=form)


@blueprint.app_template_filter()
def problem(code: str | None) -> str:
    """Providers think up codes without end; an unknown one says only that it did not work."""
    return REACHING_WORDS["delivery_problem"].get(code, OTHER_PROBLEM) if code else ""
