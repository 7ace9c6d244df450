"""Pairings: who helps whom, and ending one with a reason."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, helper_names, place_names
from gateway.rpc import tell
from shared.contracts.pairing.codes import OWN_REASONS

blueprint = Blueprint("pairings", __name__, url_prefix="/pairings")
READS = ("pairing.list_pairings", "pairing.name_helpers", "registry.name_children", *PLACES)


@blueprint.get("")
@calls(*READS)
def pairings() -> str:
    return page(Form())


@blueprint.post("/<uuid:pairing_id>/end")
@calls("pairing.end_pairing", *READS)
def end(pairing_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "pairing", "end_pairing", pairing_id=str(pairing_id), **form.texts("reason", "handover")
        )
        kept = {name: value for name, value in request.args.items() if name != "done"}
        return go("pairings.pairings", done="pairing_ended", **kept)

    return submit(form, act, page)


def page(form: Form) -> str:
    filters = asked("area", "status", "helper_id", "child_id", "school_id")
    found = page_of("pairing", "list_pairings", filters)
    pairs = found["items"]
    return render_template(
        "pairings/pairings.html",
        form=form,
        found=found,
        filters=filters,
        areas=areas_under(own_area()),
        children=child_names(one["child_id"] for one in pairs),
        helpers=helper_names(one["helper_id"] for one in pairs),
        places=place_names(one["area_code"] for one in pairs),
        not_chosen=tuple(OWN_REASONS),
    )
