"""Rolls: proposed by one person, approved by another, paid by a third; the payments."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import PLACES, asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, look, place_name, place_names
from gateway.rpc import ask, may, tell
from shared.contracts.funding.codes import ONE_CHILD

blueprint = Blueprint("rolls", __name__)
ROLL = (
    "funding.get_roll",
    "funding.get_progress",
    "funding.list_payments",
    "funding.list_funds",
    "registry.name_children",
    "registry.get_area",
)


@blueprint.get("/rolls")
@calls("funding.list_rolls", *PLACES)
def rolls() -> str:
    filters = asked("state", "term", "area")
    found = page_of("funding", "list_rolls", filters)
    places = place_names(one["area_code"] for one in found["items"])
    return render_template("rolls/rolls.html", found=found, filters=filters, places=places)


@blueprint.get("/rolls/<uuid:roll_id>")
@calls(*ROLL)
def roll(roll_id: str) -> ResponseReturnValue:
    """What is given to one child has a page of its own."""
    found = page_of("funding", "get_roll", {}, roll_id=str(roll_id))
    if found["kind"] in ONE_CHILD:
        return go("reliefs.relief", roll_id=str(roll_id), **asked("done"))
    return roll_page(str(roll_id), Form())


@blueprint.post("/rolls/<uuid:roll_id>/approval")
@calls("funding.approve_roll", *ROLL)
def approve(roll_id: str) -> ResponseReturnValue:
    """With the total the approver saw, so that nobody approves what changed meanwhile."""
    return approved(str(roll_id), "approve_roll")


@blueprint.post("/rolls/<uuid:roll_id>/delegated-approval")
@calls("funding.approve_delegated", *ROLL)
def approve_delegated(roll_id: str) -> ResponseReturnValue:
    return approved(str(roll_id), "approve_delegated")


def approved(roll_id: str, operation: str) -> ResponseReturnValue:
    form = Form.sent()
    fields = {"total_fen": form.whole("total_fen"), **form.texts("waiver")}
    return decided(
        roll_id,
        form,
        lambda: tell("funding", operation, roll_id=roll_id, **fields),
        "roll_approved",
    )


@blueprint.post("/rolls/<uuid:roll_id>/refusal")
@calls("funding.refuse_roll", *ROLL)
def refuse(roll_id: str) -> ResponseReturnValue:
    form = Form.sent()
    fields = {"roll_id": str(roll_id), "why": form.value("why").strip()}
    return decided(
        str(roll_id), form, lambda: tell("funding", "refuse_roll", **fields), "roll_refused"
    )


@blueprint.post("/rolls/<uuid:roll_id>/payment")
@calls("funding.pay_roll", *ROLL)
def pay(roll_id: str) -> ResponseReturnValue:
    form = Form.sent()
    return decided(
        str(roll_id), form, lambda: tell("funding", "pay_roll", roll_id=str(roll_id)), "paid"
    )


def decided(roll_id: str, form: Form, step: Callable[[], object], done: str) -> ResponseReturnValue:
    def act() -> ResponseReturnValue:
        step()
        return go("rolls.roll", roll_id=roll_id, done=done)

    return submit(form, act, lambda form: roll_page(roll_id, form))


def roll_page(roll_id: str, form: Form) -> str:
    found = page_of("funding", "get_roll", {}, roll_id=roll_id)
    progress = ask("funding", "get_progress", roll_id=roll_id)
    funds = look("funding", "list_funds", limit=200).items if may("funding.list_funds") else []
    account = auth.viewer().account_id
    return render_template(
        "rolls/roll.html",
        roll=found,
        form=form,
        progress=progress,
        fund=next((one for one in funds if one["id"] == found["fund_id"]), None),
        place=place_name(found["area_code"]),
        children=child_names(one["child_id"] for one in found["lines"]),
        places=place_names(one["area_code"] for one in found["lines"]),
        mine={step: found[f"{step}_by"] == account for step in ("proposed", "decided")},
    )


@blueprint.get("/payments")
@calls("funding.list_payments", "registry.name_children", *PLACES)
def payments() -> str:
    filters = asked("state", "term", "roll_id", "child_id", "area")
    found = page_of("funding", "list_payments", filters)
    return render_template(
        "rolls/payments.html",
        found=found,
        filters=filters,
        children=child_names(one["child_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in found["items"]),
    )
