"""A term's health check: a class's sheet, a child's growth, and whom to follow up."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import PLACES, SCHOOLS, areas_under, asked, county, page_of, schools
from gateway.pages.forms import Form, go, submit
from gateway.pages.growth import lines
from gateway.rpc import ask, may, tell
from shared.clock import today
from shared.texts.words import WORDS

blueprint = Blueprint("health_checks", __name__)
BOXES = tuple(WORDS["health_value"])
TYPED = ("ent", "ent_note")  # all others are numbers
SHEET = ("registry.list_class_checks", "registry.list_health_follow_ups", *PLACES, *SCHOOLS)


@blueprint.get("/health-checks")
@calls(*SHEET)
def sheet() -> str:
    chosen = asked("school_id", "class_name", "township")
    return sheet_page(chosen, Form({"checked_on": today().isoformat()}))


@blueprint.post("/health-checks")
@calls("registry.record_health_checks", *SHEET)
def record() -> ResponseReturnValue:
    form = Form.sent()
    pupils = form.all("pupil")

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "record_health_checks",
            rows=[row_of(form, pupil) for pupil in pupils],
            **form.texts("school_id", "checked_on"),
        )
        where = form.texts("school_id", "class_name")
        return go("health_checks.sheet", done="health_recorded", **where)

    def again(form: Form) -> str:
        at_their_boxes(form, pupils)
        return sheet_page(form.texts("school_id", "class_name"), form)

    return submit(form, act, again)


def row_of(form: Form, pupil: str) -> dict[str, Any]:
    return {"child_id": pupil} | {
        name: form.text(f"{name}-{pupil}") if name in TYPED else number(form, f"{name}-{pupil}")
        for name in BOXES
    }


def number(form: Form, box: str) -> float | str | None:
    """Anything but a number goes on as typed, so that the schema can say so."""
    typed = form.text(box)
    try:
        return None if typed is None else float(typed)
    except ValueError:
        return typed


def at_their_boxes(form: Form, pupils: list[str]) -> None:
    """What a service says of `rows.3.height_cm` stands at that child's box."""
    for path in [path for path in form.errors if path.startswith("rows.")]:
        _, row, name = path.split(".", 2)
        if row.isdigit() and int(row) < len(pupils):
            form.errors[f"{name}-{pupils[int(row)]}"] = form.errors.pop(path)


def sheet_page(chosen: dict[str, str], form: Form) -> str:
    mine = auth.viewer().school_id
    school_id = chosen.get("school_id") or mine
    found = None
    if school_id:
        of_class = {"class_name": chosen["class_name"]} if chosen.get("class_name") else {}
        found = ask("registry", "list_class_checks", school_id=school_id, **of_class)
    to_follow = page_of("registry", "list_health_follow_ups", {}, limit=50)
    if found and "pupil" not in form.values:
        fill_in(form, found["items"])
    around = chosen.get("township") or county()
    return render_template(
        "health/sheet.html",
        found=found,
        form=form,
        chosen=chosen,
        mine=mine,
        boxes=BOXES,
        to_follow=to_follow,
        townships=[] if mine else areas_under(county()),
        schools=[] if mine else schools(around),
    )


def fill_in(form: Form, rows: list[dict[str, Any]]) -> None:
    """What was written down this term stands in the boxes, to be put right."""
    for row in rows:
        for name, value in (row["check"]["values"] if row["check"] else {}).items():
            if value is not None:
                form.values[f"{name}-{row['child_id']}"] = written(name, value)
        if row["check"]:
            form.values["checked_on"] = row["check"]["checked_on"]


def written(name: str, value: Any) -> str:
    """As a sheet has it: 5.0 of vision, 135.5 and 30 of the rest."""
    if isinstance(value, float):
        return f"{value:.1f}" if name.startswith("vision") else f"{value:g}"
    return str(value)


@blueprint.get("/children/<uuid:child_id>/health")
@calls("registry.get_growth")
def growth(child_id: str) -> str:
    return growth_page(str(child_id), Form({"on": today().isoformat()}))


def growth_page(child_id: str, form: Form) -> str:
    found = ask("registry", "get_growth", child_id=child_id)
    return render_template(
        "health/growth.html",
        found=found,
        form=form,
        boxes=BOXES,
        lines=lines(found["items"]),
        written=written,
        follow=may("registry.follow_health_check"),
    )


@blueprint.post("/children/<uuid:child_id>/health/<uuid:check_id>")
@calls("registry.follow_health_check", "registry.get_growth")
def follow(child_id: str, check_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "follow_health_check",
            check_id=str(check_id),
            treated=form.flag("treated") or False,
            **form.texts("on", "note"),
        )
        return go("health_checks.growth", child_id=child_id, done="health_followed")

    return submit(form, act, lambda form: growth_page(str(child_id), form))
