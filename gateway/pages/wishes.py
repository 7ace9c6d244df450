"""Wishes: saying one for a child, checking and publishing, claiming without knowing whose it is."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, place_names
from gateway.rpc import ask, tell
from gateway.wishes import publish_wish

blueprint = Blueprint("wishes", __name__)
READS = ("pairing.list_wishes", "registry.name_children", *PLACES)
OPEN = ("pairing.list_open_wishes",)
MOST = 200  # of one's own claims, all on one page


@blueprint.get("/wishes")
@calls(*READS)
def wishes() -> str:
    return page(Form())


@blueprint.get("/children/<uuid:child_id>/wishes")
@calls(*READS)
def of_child(child_id: Any) -> str:
    return child_page(str(child_id), Form())


@blueprint.post("/children/<uuid:child_id>/wishes")
@calls("pairing.submit_wish", *READS)
def say(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "submit_wish", child_id=str(child_id), **form.texts("text"))
        return go("wishes.of_child", child_id=child_id, done="wish_submitted")

    return submit(form, act, lambda form: child_page(str(child_id), form))


@blueprint.post("/wishes/<uuid:wish_id>/publication")
@calls("pairing.publish_wish", "registry.get_dossier", *READS)
def publish(wish_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        publish_wish(str(wish_id), form.value("child_id"), form.value("public_text").strip())
        return go("wishes.wishes", done="wish_published", **unchecked())

    return submit(form, act, page)


@blueprint.post("/wishes/<uuid:wish_id>/refusal")
@calls("pairing.refuse_wish", *READS)
def refuse(wish_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "refuse_wish", wish_id=str(wish_id), **form.texts("why"))
        return go("wishes.wishes", done="wish_refused", **unchecked())

    return submit(form, act, page)


@blueprint.post("/wishes/<uuid:wish_id>/confirmation")
@calls("pairing.confirm_wish", *READS)
def confirm(wish_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "confirm_wish", wish_id=str(wish_id))
        return go("wishes.wishes", done="wish_confirmed")

    return submit(form, act, page)


@blueprint.post("/wishes/<uuid:wish_id>/non-receipt")
@calls("pairing.return_wish", *READS)
def send_back(wish_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "return_wish", wish_id=str(wish_id), **form.texts("why"))
        return go("wishes.wishes", done="wish_sent_back")

    return submit(form, act, page)


@blueprint.get("/open-wishes")
@calls(*OPEN)
def open_wishes() -> str:
    return open_page(Form())


@blueprint.post("/open-wishes/<uuid:wish_id>/claim")
@calls("pairing.claim_wish", *OPEN)
def claim(wish_id: Any) -> ResponseReturnValue:
    return acted("claim_wish", str(wish_id), "wish_claimed")


@blueprint.post("/open-wishes/<uuid:wish_id>/return")
@calls("pairing.give_up_wish", *OPEN)
def give_up(wish_id: Any) -> ResponseReturnValue:
    return acted("give_up_wish", str(wish_id), "wish_given_up")


@blueprint.post("/open-wishes/<uuid:wish_id>/fulfilment")
@calls("pairing.fulfil_wish", *OPEN)
def fulfil(wish_id: Any) -> ResponseReturnValue:
    return acted("fulfil_wish", str(wish_id), "wish_fulfilled", "note")


def acted(operation: str, wish_id: str, done: str, *names: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", operation, wish_id=wish_id, **form.texts(*names))
        return go("wishes.open_wishes", done=done)

    return submit(form, act, open_page)


def open_page(form: Form) -> str:
    return render_template(
        "wishes/open.html",
        form=form,
        mine=ask("pairing", "list_open_wishes", mine=True, limit=MOST)["items"],
        found=page_of("pairing", "list_open_wishes", {}),
    )


def unchecked() -> dict[str, str]:
    """The next ones to check, where the last one was."""
    return {**asked("area"), "status": "submitted"}


def page(form: Form) -> str:
    filters = asked("area", "status")
    found = page_of("pairing", "list_wishes", filters)
    return render_template(
        "wishes/wishes.html",
        form=form,
        found=found,
        filters=filters,
        shown=asked("area", "status", "after"),
        areas=areas_under(own_area()),
        children=child_names(one["child_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in found["items"]),
    )


def child_page(child_id: str, form: Form) -> str:
    return render_template(
        "wishes/child.html",
        form=form,
        child_id=child_id,
        found=page_of("pairing", "list_wishes", {}, child_id=child_id),
        children=child_names([child_id]),
    )
