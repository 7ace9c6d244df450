"""Return visits: the log of a place with its numbers, of a child, noting one, striking one."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names
from gateway.rpc import ask, may, tell
from shared.clock import today
from shared.contracts.registry.visit_codes import VISIT_METHODS

blueprint = Blueprint("visits", __name__)
NAMES = "gateway.name_accounts"
OF_CHILD = ("registry.list_return_visits", "registry.get_dossier", NAMES)
BOXES = ("visited_on", "method", "outcome", "visitor", "met", "result")


@blueprint.get("/visits")
@calls("registry.list_return_visits", "registry.count_return_visits", NAMES)
def visits() -> str:
    """Numbers for those who look on a place, the visits of those who answer for it."""
    filters = asked("area", "since", "until", "outcome")
    found = page_of("registry", "list_return_visits", filters)
    days = {name: value for name, value in filters.items() if name != "outcome"}
    looks_on = may("registry.count_return_visits") and own_area()
    return render_template(
        "visits/visits.html",
        found=found,
        counts=ask("registry", "count_return_visits", **days) if looks_on else None,
        filters=filters,
        names=account_names({one["by"] for one in found["items"]}),
    )


@blueprint.get("/children/<uuid:child_id>/visits")
@calls(*OF_CHILD)
def of_child(child_id: Any) -> str:
    who = auth.signed_in()
    shown = {"visited_on": today().isoformat(), "visitor": who.display_name if who else ""}
    return page(str(child_id), Form(shown))


@blueprint.post("/children/<uuid:child_id>/visits")
@calls("registry.record_return_visit", *OF_CHILD)
def record(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "record_return_visit", child_id=str(child_id), **form.texts(*BOXES))
        return go("visits.of_child", child_id=child_id, done="visit_recorded")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/children/<uuid:child_id>/visits/<uuid:visit_id>/striking")
@calls("registry.strike_return_visit", *OF_CHILD)
def strike(child_id: Any, visit_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "strike_return_visit", visit_id=str(visit_id), **form.texts("why"))
        return go("visits.of_child", child_id=child_id, done="visit_struck")

    return submit(form, act, lambda form: page(str(child_id), form, str(visit_id)))


def page(child_id: str, form: Form, opened: str = "") -> str:
    """`opened` is the visit whose striking was refused: its box stays open."""
    found = page_of("registry", "list_return_visits", {}, child_id=child_id)
    return render_template(
        "visits/child.html",
        child=ask("registry", "get_dossier", child_id=child_id),
        found=found,
        form=form,
        opened=opened,
        methods=VISIT_METHODS,
        today=today,
        names=account_names({one["by"] for one in found["items"]}),
    )
