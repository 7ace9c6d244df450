"""Work plans in phases: those of a year, one with its steps, making and copying, progress."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names
from gateway.rpc import ask, tell
from shared.clock import today
from shared.contracts.registry.organising.plans import PHASES

blueprint = Blueprint("plans", __name__, url_prefix="/plans")
SEES = ("registry.get_plan", "gateway.name_accounts")
STEP = ("content", "post", "post_area", "holder", "from_on", "due_on")
MONTHS = {"survey": (1, 3), "launch": (3, 4), "carry_out": (4, 11), "review": (11, 12)}
LAST_DAY = {1: 31, 3: 31, 4: 30, 11: 30, 12: 31}


@blueprint.get("")
@calls("registry.list_plans")
def plans() -> str:
    return plans_page(_usual_dates(today().year))


def _usual_dates(year: int) -> Form:
    """A year's phases as most places have them, to be changed."""
    values: dict[str, Any] = {"year": year}
    for phase, (first, last) in MONTHS.items():
        values[f"{phase}_from"] = f"{year}-{first:02}-01"
        values[f"{phase}_to"] = f"{year}-{last:02}-{LAST_DAY[last]}"
    return Form(values)


def plans_page(form: Form) -> str:
    filters = asked("year")
    year = today().year
    return render_template(
        "plans/plans.html",
        form=form,
        phases=PHASES,
        years=[(n, f"{n}") for n in (year - 1, year, year + 1)],
        found=page_of("registry", "list_plans", filters),
    )


@blueprint.post("")
@calls("registry.make_plan", "registry.list_plans")
def make() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = [
            {
                "phase": phase,
                "from_on": form.text(f"{phase}_from"),
                "to_on": form.text(f"{phase}_to"),
            }
            for phase in PHASES
            if form.text(f"{phase}_from") or form.text(f"{phase}_to")
        ]
        about = {"title": form.value("title"), "year": form.whole("year")}
        made = tell("registry", "make_plan", **about, phases=given)
        return go("plans.plan", plan_id=made["id"], done="plan_made")

    return submit(form, act, plans_page)


@blueprint.get("/<uuid:plan_id>")
@calls(*SEES)
def plan(plan_id: Any) -> str:
    return plan_page(str(plan_id), Form())


def plan_page(plan_id: str, form: Form, at: str = "") -> str:
    """`at` is the step, or the part of the page, whose form was refused: it stays open."""
    found = ask("registry", "get_plan", plan_id=plan_id)
    steps = [step for phase in found["phases"] for step in phase["steps"]]
    people = {note["by"] for step in steps for note in step["notes"]}
    return render_template(
        "plans/plan.html",
        one=found,
        form=form,
        at=at,
        blank=Form({"done_on": today().isoformat()}),
        forms={step["id"]: form if at == f"change-{step['id']}" else Form(step) for step in steps},
        names=account_names(people),
        years=[(n, f"{n}") for n in (today().year, today().year + 1) if n != found["year"]],
    )


@blueprint.post("/<uuid:plan_id>/copies")
@calls("registry.copy_plan", *SEES)
def copy(plan_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        made = tell("registry", "copy_plan", plan_id=str(plan_id), year=form.whole("year"))
        return go("plans.plan", plan_id=made["id"], done="plan_copied")

    return submit(form, act, lambda form: plan_page(str(plan_id), form, "copy"))


@blueprint.post("/<uuid:plan_id>/steps")
@calls("registry.add_step", *SEES)
def add(plan_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("phase", *STEP)
        tell("registry", "add_step", plan_id=str(plan_id), **given)
        return go("plans.plan", plan_id=plan_id, done="step_added")

    return submit(form, act, lambda form: plan_page(str(plan_id), form, "add"))


@blueprint.post("/<uuid:plan_id>/steps/<uuid:step_id>/<any(changes, dropping, progress):what>")
@calls("registry.change_step", "registry.drop_step", "registry.report_step", *SEES)
def step(plan_id: Any, step_id: Any, what: str) -> ResponseReturnValue:
    form = Form.sent()
    at = {"changes": "change", "dropping": "drop", "progress": "report"}[what]

    def act() -> ResponseReturnValue:
        done = ACTS[what](form, str(step_id))
        return go("plans.plan", plan_id=plan_id, done=done, _anchor=f"s-{step_id}")

    return submit(form, act, lambda form: plan_page(str(plan_id), form, f"{at}-{step_id}"))


def _change(form: Form, step_id: str) -> str:
    given = form.texts(*STEP, "why")
    tell("registry", "change_step", step_id=step_id, version=form.whole("version"), **given)
    return "step_changed"


def _drop(form: Form, step_id: str) -> str:
    tell("registry", "drop_step", step_id=step_id, **form.texts("why"))
    return "step_dropped"


def _report(form: Form, step_id: str) -> str:
    """The day counts only where the box "done" is ticked."""
    done = form.text("done_on") if request.form.get("done") else None
    given = form.texts("note") | ({"done_on": done} if done else {})
    tell("registry", "report_step", step_id=step_id, **given)
    return "step_done" if done else "step_reported"


ACTS = {"changes": _change, "dropping": _drop, "progress": _report}
