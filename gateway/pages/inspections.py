"""Inspections: drawing a sample, what was seen at each place, findings and their course."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names, place_name
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("inspections", __name__)
LISTED = ("registry.list_inspections", *PLACES)
ONE = ("registry.get_inspection",)
COURSE = ("registry.get_finding", "gateway.name_accounts")


@blueprint.get("/inspections")
@calls(*LISTED)
def inspections() -> str:
    start = today().isoformat()
    return list_page(Form({"from_on": start, "size": 5, "area": own_area()}))


def list_page(form: Form) -> str:
    filters = asked("year")
    year = today().year
    found = page_of("registry", "list_inspections", filters)
    own = own_area()
    places = [(own, place_name(own)), *areas_under(own)] if found["may_draw"] else []
    return render_template(
        "inspections/inspections.html",
        form=form,
        years=[(n, f"{n}") for n in (year - 1, year)],
        places=places,
        found=found,
    )


@blueprint.post("/inspections")
@calls("registry.draw_inspection", *LISTED)
def draw() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("area", "subject", "title", "lead", "from_on", "to_on")
        made = tell("registry", "draw_inspection", **given, size=form.whole("size"))
        return go("inspections.inspection", inspection_id=made["id"], done="inspection_drawn")

    return submit(form, act, list_page)


@blueprint.get("/inspections/<uuid:inspection_id>")
@calls(*ONE)
def inspection(inspection_id: Any) -> str:
    return inspection_page(str(inspection_id), Form())


def inspection_page(inspection_id: str, form: Form, at: str = "") -> str:
    """`at` is the visit whose form was refused: it stays open."""
    found = ask("registry", "get_inspection", inspection_id=inspection_id)
    blank = Form({"visited_on": today().isoformat(), "visitors": found["lead"] or ""})
    return render_template("inspections/inspection.html", one=found, form=form, at=at, blank=blank)


@blueprint.post("/inspections/<uuid:inspection_id>/visits/<uuid:visit_id>")
@calls("registry.record_inspection_visit", *ONE)
def visit(inspection_id: Any, visit_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("visited_on", "visitors", "summary")
        tell("registry", "record_inspection_visit", visit_id=str(visit_id), **given)
        return back(inspection_id, visit_id, "visit_recorded")

    return submit(form, act, lambda form: inspection_page(str(inspection_id), form, str(visit_id)))


@blueprint.post("/inspections/<uuid:inspection_id>/visits/<uuid:visit_id>/findings")
@calls("registry.make_finding", *ONE)
def find(inspection_id: Any, visit_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "make_finding", visit_id=str(visit_id), **form.texts("what", "due_on"))
        return back(inspection_id, visit_id, "finding_made")

    return submit(form, act, lambda form: inspection_page(str(inspection_id), form, str(visit_id)))


def back(inspection_id: Any, visit_id: Any, done: str) -> ResponseReturnValue:
    where = {"inspection_id": inspection_id, "_anchor": f"v-{visit_id}"}
    return go("inspections.inspection", done=done, **where)


@blueprint.get("/findings")
@calls("registry.list_findings")
def findings() -> str:
    filters = asked("waiting", "area")
    found = page_of("registry", "list_findings", filters)
    return render_template("inspections/findings.html", found=found, filters=filters)


@blueprint.get("/findings/<uuid:finding_id>")
@calls(*COURSE)
def finding(finding_id: Any) -> str:
    return finding_page(str(finding_id), Form())


def finding_page(finding_id: str, form: Form) -> str:
    found = ask("registry", "get_finding", finding_id=finding_id)
    names = account_names({entry["by"] for entry in found["entries"]})
    return render_template("inspections/finding.html", one=found, form=form, names=names)


@blueprint.post("/findings/<uuid:finding_id>/answer")
@calls("registry.answer_finding", *COURSE)
def answer(finding_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "answer_finding", finding_id=str(finding_id), **form.texts("answer"))
        return go("inspections.finding", finding_id=finding_id, done="finding_answered")

    return submit(form, act, lambda form: finding_page(str(finding_id), form))


@blueprint.post("/findings/<uuid:finding_id>/decision")
@calls("registry.decide_finding", *COURSE)
def decide(finding_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given: dict[str, Any] = form.texts("note", "due_on")
        accepted = form.flag("accepted")
        if accepted is not None:
            given["accepted"] = accepted
        tell("registry", "decide_finding", finding_id=str(finding_id), **given)
        done = "finding_accepted" if accepted else "finding_sent_back"
        return go("inspections.finding", finding_id=finding_id, done=done)

    return submit(form, act, lambda form: finding_page(str(finding_id), form))
