"""A school year's points and awards, step by step: what the county confirms, school by school."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.downloads import workbook
from gateway.pages.choices import asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, helper_names, place_name, school_name
from gateway.pages.organising import WRITER
from gateway.rpc import ask, may, tell
from shared.texts.list_words import AND, BOOK_NAME, SCORE_STEP, TITLES

blueprint = Blueprint("scores", __name__, url_prefix="/scores")
SHEET = (
    "pairing.get_scores",
    "pairing.name_helpers",
    "registry.name_children",
    "registry.get_school",
)


@blueprint.get("")
@calls("pairing.list_scorings", "registry.get_school", "registry.get_area")
def scores() -> ResponseReturnValue:
    """The schools of the county; a school goes to its own."""
    if school_id := auth.viewer().school_id:
        return go("scores.sheet", school_id=school_id, **asked("year"))
    found = page_of("pairing", "list_scorings", asked("year"))
    return render_template(
        "scores/scores.html",
        found=found,
        place=place_name(own_area()),
        schools={one["school_id"]: school_name(one["school_id"]) for one in found["items"]},
    )


@blueprint.get("/<uuid:school_id>")
@calls(*SHEET)
def sheet(school_id: Any) -> str:
    return page(str(school_id), Form())


@blueprint.post("/<uuid:school_id>/confirmation")
@calls("pairing.confirm_scores", *SHEET)
def confirm(school_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {"year": form.whole("year"), **form.texts("seen")}
        done = tell("pairing", "confirm_scores", school_id=str(school_id), **about)
        return go("scores.sheet", school_id=school_id, year=done["year"], done="scores_confirmed")

    return submit(form, act, lambda form: page(str(school_id), form))


def page(school_id: str, form: Form) -> str:
    year = asked("year").get("year") or form.text("year")
    found = ask("pairing", "get_scores", school_id=school_id, **({"year": year} if year else {}))
    ids = [*(one["child_id"] for one in found["items"]), *found["waiting"]]
    helpers = {one["helper_id"] for one in found["helpers"]}
    return render_template(
        "scores/sheet.html",
        found=found,
        form=form,
        school=school_name(school_id),
        children=child_names(ids),
        helpers=helper_names(helpers),
        confirms=may("pairing.confirm_scores"),
    )


@blueprint.get("/<uuid:school_id>/book.xlsx")
@calls(*SHEET)
def book(school_id: Any) -> Response:
    found = ask("pairing", "get_scores", school_id=str(school_id), **asked("year"))
    children = child_names(one["child_id"] for one in found["items"])
    rows = [
        {
            **one,
            "child": children[one["child_id"]],
            "why": AND.join(SCORE_STEP.format_map(step) for step in one["steps"]),
        }
        for one in found["items"]
    ]
    place, year = school_name(str(school_id)), found["year"]
    about = {"what": "scores", "evaluated": None, "place": place, "year": year}
    name = BOOK_NAME.format(place=place, year=year, what=TITLES["scores"])
    return workbook(WRITER, {**about, "rows": rows, "more": False}, name)
