"""One child: what a former helper left, the help plans with their steps, the growth diary."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, helper_names
from gateway.rpc import ask, idempotency_key, tell
from shared.access.roles import Role
from shared.clock import today

blueprint = Blueprint("growing", __name__, url_prefix="/children/<uuid:child_id>/growing")
LISTS = ("pairing.list_plans", "pairing.list_diary", "pairing.list_handovers")
READS = (*LISTS, "registry.name_children", "pairing.name_helpers")
STEPS = 4  # rows of a new plan; empty ones are left out
HALF_A_YEAR = timedelta(days=182)


@blueprint.get("")
@calls(*READS)
def growing(child_id: Any) -> str:
    return page(str(child_id))


@blueprint.post("/plans")
@calls("pairing.make_plan", *READS)
def plan(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = form.texts("kind", "from_day", "to_day", "situation", "aims")
        tell("pairing", "make_plan", child_id=str(child_id), **about, steps=steps(form))
        return go("growing.growing", child_id=child_id, done="plan_made")

    return submit(form, act, lambda form: page(str(child_id), form, "plan"))


def steps(form: Form) -> list[dict[str, str]]:
    """The filled rows; one whose day is left out is due at the plan's end."""
    rows = []
    for number in range(STEPS):
        text, due = form.text(f"step_{number}"), form.text(f"due_{number}")
        if text:
            rows.append({"text": text, "due_on": due or form.value("to_day")})
    return rows


@blueprint.post("/plans/<uuid:plan_id>/steps/<int:number>")
@calls("pairing.note_plan_step", *READS)
def step(child_id: Any, plan_id: Any, number: int) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        which = {"plan_id": str(plan_id), "number": number}
        tell("pairing", "note_plan_step", **which, **form.texts("result"))
        return go("growing.growing", child_id=child_id, done="plan_step_noted")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/plans/<uuid:plan_id>/ending")
@calls("pairing.end_plan", *READS)
def end(child_id: Any, plan_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "end_plan", plan_id=str(plan_id), **form.texts("outcome"))
        return go("growing.growing", child_id=child_id, done="plan_ended")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/diary")
@calls("pairing.write_diary", *READS)
def write(child_id: Any) -> ResponseReturnValue:
    """The form's key is the entry's own: sent twice over a bad line, it is kept once."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {**form.texts("on_date", "text"), "client_key": idempotency_key()}
        tell("pairing", "write_diary", child_id=str(child_id), **about)
        return go("growing.growing", child_id=child_id, done="diary_written")

    return submit(form, act, lambda form: page(str(child_id), form, "diary"))


@blueprint.post("/diary/<uuid:entry_id>/striking")
@calls("pairing.strike_diary", *READS)
def strike(child_id: Any, entry_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "strike_diary", entry_id=str(entry_id), **form.texts("why"))
        return go("growing.growing", child_id=child_id, done="diary_struck")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/handovers/<uuid:pairing_id>/taking")
@calls("pairing.take_handover", *READS)
def take(child_id: Any, pairing_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "take_handover", pairing_id=str(pairing_id))
        return go("growing.growing", child_id=child_id, done="handover_taken")

    return submit(form, act, lambda form: page(str(child_id), form))


def page(child_id: str, form: Form | None = None, at: str = "") -> str:
    """`at` is the part of the page whose form was refused."""
    day = today()
    days = {"from_day": day.isoformat(), "to_day": (day + HALF_A_YEAR).isoformat()}
    form = form or Form()
    forms = {"plan": Form({"kind": "help", **days}), "diary": Form({"on_date": day.isoformat()})}
    left = ask("pairing", "list_handovers", child_id=child_id)["items"]
    return render_template(
        "growing/growing.html",
        child_id=child_id,
        form=form,
        forms=forms | {at: form},
        at=at,
        plans=ask("pairing", "list_plans", child_id=child_id)["items"],
        diary=page_of("pairing", "list_diary", {}, child_id=child_id),
        handovers=left,
        takes=Role.HELPER in auth.viewer().roles,
        rows=range(STEPS),
        today=day.isoformat(),
        children=child_names([child_id]),
        helpers=helper_names([h for one in left for h in (one["helper_id"], one["taken_by"])]),
    )
