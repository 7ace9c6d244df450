"""A child's vaccination card: what was given, what is due."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, may, tell
from shared.clock import today

blueprint = Blueprint("vaccinations", __name__, url_prefix="/children/<uuid:child_id>/vaccinations")
READ = "registry.get_vaccinations"


@blueprint.get("")
@calls(READ)
def card(child_id: str) -> str:
    return page(str(child_id), Form())


def page(child_id: str, form: Form) -> str:
    found = ask("registry", "get_vaccinations", child_id=child_id)
    for dose in found["doses"]:
        name = f"{dose['vaccine']}.{dose['dose']}"
        if dose["on"] and name not in form.values:
            form.values[name] = dose["on"]
    return render_template(
        "vaccinations/card.html",
        found=found,
        form=form,
        writes=may("registry.record_vaccinations"),
        last=today().isoformat(),
    )


@blueprint.post("")
@calls("registry.record_vaccinations", READ)
def record(child_id: str) -> ResponseReturnValue:
    form = Form.sent()
    boxes = form.all("box")

    def act() -> ResponseReturnValue:
        doses = [sent(form, box) for box in boxes]
        tell("registry", "record_vaccinations", child_id=str(child_id), doses=doses)
        return go("vaccinations.card", child_id=child_id, done="vaccinated")

    def again(form: Form) -> str:
        for path in [path for path in form.errors if path.startswith("doses.")]:
            row = path.split(".")[1]
            if row.isdigit() and int(row) < len(boxes):
                form.errors[boxes[int(row)]] = form.errors.pop(path)
        return page(str(child_id), form)

    return submit(form, act, again)


def sent(form: Form, box: str) -> dict[str, Any]:
    vaccine, _, dose = box.partition(".")
    whole: Any = int(dose) if dose.isascii() and dose.isdigit() else dose
    return {"vaccine": vaccine, "dose": whole, "on": form.text(box)}
