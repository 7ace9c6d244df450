"""Pairings: who helps whom, and ending one with a reason."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.downloads import workbook
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import (
    child_names,
    helper_names,
    place_name,
    place_names,
    school_name,
)
from gateway.pages.organising import WRITER
from gateway.rpc import ask, tell
from shared.clock import today
from shared.contracts.pairing.codes import OWN_REASONS
from shared.texts.list_words import BOOK_NAME, TITLES

blueprint = Blueprint("pairings", __name__, url_prefix="/pairings")
NAMES = ("registry.name_children", *PLACES)
READS = ("pairing.list_pairings", "pairing.name_helpers", *NAMES)


@blueprint.get("")
@calls(*READS)
def pairings() -> str:
    return page(Form())


@blueprint.get("/book.xlsx")
@calls("pairing.export_pairings", "pairing.name_helpers", "registry.get_school", *NAMES)
def book() -> Response:
    filters = asked("area", "status", "school_id")
    found = ask("pairing", "export_pairings", **filters)
    pairs = found["items"]
    children = child_names(one["child_id"] for one in pairs)
    helpers = helper_names(one["helper_id"] for one in pairs)
    places = place_names(one["area_code"] for one in pairs)
    rows = [
        {
            **one,
            "child": children[one["child_id"]],
            "helper": helpers[one["helper_id"]],
            "place": places[one["area_code"]],
            "school": school_name(one["school_id"]),
        }
        for one in pairs
    ]
    area, school_id = filters.get("area") or own_area(), auth.viewer().school_id
    place = place_name(area) if area else school_name(filters.get("school_id") or school_id)
    about = {"what": "pairings", "evaluated": None, "place": place, "year": today().year}
    name = BOOK_NAME.format(place=place, year=about["year"], what=TITLES["pairings"])
    return workbook(WRITER, {**about, "rows": rows, "more": found["more"]}, name)


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
