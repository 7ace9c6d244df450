"""A term's results of a class, entered by its school: one sheet, one line for each child."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import asked
from gateway.pages.forms import Form, go, submit
from gateway.pages.health_checks import at_their_boxes
from gateway.pages.names import child_names, school_name
from gateway.rpc import ask, tell

blueprint = Blueprint("results", __name__, url_prefix="/results")
SHEET = (
    "pairing.list_scorings",
    "pairing.list_results",
    "activities.list_children_of_school",
    "registry.name_children",
    "registry.get_school",
)
MOST = 200  # children in one answer, and in one sheet


@blueprint.get("")
@calls(*SHEET)
def sheet() -> str:
    return page(asked("class_name", "term"), Form())


@blueprint.post("")
@calls("pairing.enter_results", *SHEET)
def enter() -> ResponseReturnValue:
    """Children without a rank are left out: they were not there, or their rank is not known yet."""
    form = Form.sent()
    of_class = form.texts("class_name", "term")
    filled = [pupil for pupil in form.all("pupil") if form.text(f"rank-{pupil}")]

    def act() -> ResponseReturnValue:
        if not filled:
            return go("results.sheet", **of_class)
        rows = [row_of(form, pupil) for pupil in filled]
        tell("pairing", "enter_results", rows=rows, **of_class)
        return go("results.sheet", done="results_entered", **of_class)

    def again(form: Form) -> str:
        at_their_boxes(form, filled)
        return page(of_class, form)

    return submit(form, act, again)


def row_of(form: Form, pupil: str) -> dict[str, Any]:
    return {
        "child_id": pupil,
        "rank": form.whole(f"rank-{pupil}"),
        "of_pupils": form.whole("of_pupils"),
        "breach": form.flag(f"breach-{pupil}") or False,
        "three_good": form.flag(f"three_good-{pupil}") or False,
    }


def page(chosen: dict[str, str], form: Form) -> str:
    school_id = auth.viewer().school_id or ""
    about = ask("pairing", "list_scorings", limit=1)
    term = chosen.get("term") or about["terms"][0]
    pupils = on_roll(school_id) if school_id else []
    classes = sorted({one["class_name"] for one in pupils if one["class_name"]})
    name = chosen.get("class_name") or (classes[0] if len(classes) == 1 else "")
    ids = [one["id"] for one in pupils if name and one["class_name"] == name]
    names = child_names(ids)
    if "pupil" not in form.values and ids:
        fill_in(form, school_id, term, set(ids))
    return render_template(
        "results/sheet.html",
        form=form,
        school=school_name(school_id),
        school_id=school_id,
        terms=about["terms"],
        term=term,
        classes=classes,
        class_name=name,
        pupils=sorted(((one, names[one]) for one in ids), key=lambda pair: (pair[1], pair[0])),
    )


def on_roll(school_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        some = ask(
            "activities", "list_children_of_school", school_id=school_id, limit=MOST, **after
        )
        found += [one for one in some["items"] if one["status"] != "exited"]
        if not some["next"]:
            return found
        after = {"after": some["next"]}


def fill_in(form: Form, school_id: str, term: str, ids: set[str]) -> None:
    """What was entered stands in the boxes, to be put right."""
    after: dict[str, str] = {}
    while True:
        some = ask("pairing", "list_results", school_id=school_id, term=term, limit=MOST, **after)
        for one in some["items"]:
            if one["child_id"] in ids:
                form.values[f"rank-{one['child_id']}"] = str(one["rank"])
                form.values["of_pupils"] = str(one["of_pupils"])
                for name in ("breach", "three_good"):
                    form.values[f"{name}-{one['child_id']}"] = str(one[name]).lower()
        if not some["next"]:
            return
        after = {"after": some["next"]}
