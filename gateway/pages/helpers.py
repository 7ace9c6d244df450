"""Helpers: list, application, record check, approval or refusal."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import (
    PLACES,
    SCHOOLS,
    TOWNSHIP,
    VILLAGE,
    areas_under,
    asked,
    own_area,
    page_of,
    schools,
)
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, look, place_names, place_path
from gateway.rpc import ask, may, tell
from shared.clock import today

blueprint = Blueprint("helpers", __name__, url_prefix="/helpers")
HELPER = (
    "pairing.get_helper",
    "pairing.list_pairings",
    "registry.get_area",
    "registry.get_school",
    "registry.name_children",
)


@blueprint.get("")
@calls("pairing.list_helpers", *PLACES)
def helpers() -> str:
    filters = asked("status", "category", "area", "q")
    found = page_of("pairing", "list_helpers", filters)
    return render_template(
        "helpers/helpers.html",
        filters=filters,
        found=found,
        areas=areas_under(own_area()),
        places=place_names(one["area_code"] for one in found["items"]),
        today=today().isoformat(),
    )


@blueprint.get("/new")
@calls("pairing.register_helper", *PLACES, *SCHOOLS)
def new() -> str:
    return registration(Form(request.args.to_dict()))


@blueprint.post("/new")
@calls("pairing.register_helper", *PLACES, *SCHOOLS)
def register() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        texts = form.texts("category", "name", "id_number", "phone", "area_code", "school_id")
        answer = tell(
            "pairing",
            "register_helper",
            **texts,
            **form.texts("child_sex"),
            capacity=form.whole("capacity"),
            declared_records=form.all("declared_records"),
        )
        return go("helpers.helper", helper_id=answer["id"], done="helper_registered")

    return submit(form, act, registration)


def registration(form: Form) -> str:
    """As for a child: the township first where there are many."""
    township = form.value("township") or form.value("area_code")[:TOWNSHIP] or own_area()
    ready = len(township) >= TOWNSHIP
    villages = (
        [(one["code"], one["name"]) for one in place_path(township)[-1:]]
        if len(township) >= VILLAGE
        else areas_under(township)
    )
    return render_template(
        "helpers/new.html",
        form=form,
        townships=[] if ready else areas_under(township),
        villages=villages if ready else [],
        schools=schools(township) if ready else [],
        township=township,
    )


@blueprint.get("/<uuid:helper_id>")
@calls(*HELPER)
def helper(helper_id: str) -> str:
    return helper_page(str(helper_id), Form())


@blueprint.post("/<uuid:helper_id>/reveal")
@calls(*HELPER)
def reveal(helper_id: str) -> ResponseReturnValue:
    form = Form.sent()
    wanted = {"reveal": form.all("reveal"), "purpose": form.text("purpose")}
    return submit(
        form,
        lambda: helper_page(str(helper_id), form, **wanted),
        lambda form: helper_page(str(helper_id), form),
    )


@blueprint.post("/<uuid:helper_id>/check")
@calls("pairing.record_check", *HELPER)
def check(helper_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "pairing",
            "record_check",
            helper_id=str(helper_id),
            records=form.all("records"),
            **form.texts("checked_on", "reference"),
        )
        return go("helpers.helper", helper_id=helper_id, done="checked")

    return submit(form, act, lambda form: helper_page(str(helper_id), form))


@blueprint.post("/<uuid:helper_id>/approval")
@calls("pairing.approve_helper", *HELPER)
def approve(helper_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        fields = {"helper_id": str(helper_id), "conditions": form.all("conditions")}
        tell("pairing", "approve_helper", **fields)
        return go("helpers.helper", helper_id=helper_id, done="approved")

    return submit(form, act, lambda form: helper_page(str(helper_id), form))


@blueprint.post("/<uuid:helper_id>/declaration")
@calls("pairing.clear_declaration", *HELPER)
def clear(helper_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        why = form.value("found").strip()
        tell("pairing", "clear_declaration", helper_id=str(helper_id), why=why)
        return go("helpers.helper", helper_id=helper_id, done="declaration_cleared")

    return submit(form, act, lambda form: helper_page(str(helper_id), form))


@blueprint.post("/<uuid:helper_id>/refusal")
@calls("pairing.refuse_helper", *HELPER)
def refuse(helper_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "refuse_helper", helper_id=str(helper_id), why=form.value("why").strip())
        return go("helpers.helper", helper_id=helper_id, done="refused")

    return submit(form, act, lambda form: helper_page(str(helper_id), form))


def helper_page(helper_id: str, form: Form, **wanted: Any) -> str:
    found = ask("pairing", "get_helper", helper_id=helper_id, **wanted)
    pairs = (
        look("pairing", "list_pairings", helper_id=helper_id).items
        if may("pairing.list_pairings")
        else []
    )
    return render_template(
        "helpers/helper.html",
        helper=found,
        form=form,
        pairings=pairs,
        children=child_names(one["child_id"] for one in pairs),
        today=today().isoformat(),
    )
