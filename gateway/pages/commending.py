"""Helpers proposed for commendation, with the reasons; to print, and as a workbook."""

from typing import Any

from flask import Blueprint, Response, render_template

from gateway import auth
from gateway.access import calls
from gateway.downloads import workbook
from gateway.pages.choices import PLACES, areas_under, asked, own_area
from gateway.pages.names import helper_names, place_name, place_names, school_name
from gateway.pages.organising import WRITER
from gateway.rpc import ask
from shared.texts.list_words import BOOK_NAME, TITLES

blueprint = Blueprint("commending", __name__, url_prefix="/commendation")
READS = ("pairing.get_commendation", "pairing.name_helpers", "registry.get_school", *PLACES)


@blueprint.get("")
@calls(*READS)
def commendation() -> str:
    found = listed()
    return render_template(
        "commending/commendation.html",
        found=found,
        filters=asked("area", "period"),
        place=place_of(found),
        areas=areas_under(own_area()),
        helpers=helper_names(one["helper_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in found["items"]),
    )


@blueprint.get("/book.xlsx")
@calls(*READS)
def book() -> Response:
    found = listed()
    helpers = helper_names(one["helper_id"] for one in found["items"])
    places = place_names(one["area_code"] for one in found["items"])
    rows = [
        {**one, "helper": helpers[one["helper_id"]], "place": places[one["area_code"]]}
        for one in found["items"]
    ]
    place, year = place_of(found), int(found["period"][:4])
    about = {"what": "commendation", "evaluated": None, "place": place, "year": year}
    name = BOOK_NAME.format(place=place, year=year, what=TITLES["commendation"])
    return workbook(WRITER, {**about, "rows": rows, "more": False}, name)


def listed() -> dict[str, Any]:
    found: dict[str, Any] = ask("pairing", "get_commendation", **asked("area", "period"))
    return found


def place_of(found: dict[str, Any]) -> str:
    if found["area_code"]:
        return place_name(found["area_code"])
    return school_name(auth.viewer().school_id)
