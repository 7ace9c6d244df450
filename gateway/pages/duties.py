"""One's own duties in protection cases: what is due, and the one tap that says it is done."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import page_of
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, may, tell

blueprint = Blueprint("duties", __name__, url_prefix="/duties")
READS = ("registry.list_my_duties", "registry.get_area")
MOST = 200


@blueprint.get("")
@calls(*READS)
def duties() -> str:
    return render_template("duties/duties.html", found=page_of("registry", "list_my_duties", {}))


@blueprint.get("/<uuid:case_id>/<int:number>")
@calls(*READS)
def duty(case_id: Any, number: int) -> str:
    return page(str(case_id), number, Form())


@blueprint.post("/<uuid:case_id>/<int:number>")
@calls("registry.acknowledge_duty", *READS)
def acknowledge(case_id: Any, number: int) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {"case_id": str(case_id), "number": number, **form.texts("note")}
        tell("registry", "acknowledge_duty", **about)
        if may("registry.get_case"):
            return go("cases.case", case_id=case_id, done="duty_acknowledged")
        return go("duties.duties", done="duty_acknowledged")

    return submit(form, act, lambda form: page(str(case_id), number, form))


def page(case_id: str, number: int, form: Form) -> str:
    """A duty that is not among one's own any more is done: the page says so."""
    mine = ask("registry", "list_my_duties", limit=MOST)["items"]
    found = [d for d in mine if (d["case_id"], d["number"]) == (case_id, number)]
    return render_template(
        "duties/duty.html", duty=found[0] if found else None, case_id=case_id, form=form
    )
