"""The five-dimension assessment: one form, and the heart level that came of it."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.rpc import ask, may, tell
from shared.contracts.registry.codes import DIMENSIONS

blueprint = Blueprint("assessments", __name__, url_prefix="/children/<uuid:child_id>")
READS = ("registry.get_dossier", "registry.get_assessments")


@blueprint.get("/assessment")
@calls(*READS)
def assessment(child_id: str) -> str:
    return page(str(child_id), Form())


@blueprint.post("/assessment")
@calls("registry.assess_child", *READS)
def assess(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        scores = {name: form.whole(f"score_{name}") for name in DIMENSIONS}
        facts = {name: form.text(f"fact_{name}") for name in DIMENSIONS}
        tell(
            "registry",
            "assess_child",
            child_id=str(child_id),
            scores={name: score for name, score in scores.items() if score is not None},
            facts={name: fact for name, fact in facts.items() if fact},
        )
        return go("assessments.result", child_id=child_id, done="assessed")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.get("/assessment/result")
@calls(*READS)
def result(child_id: str) -> str:
    child = dossier(str(child_id))
    newest = look("registry", "get_assessments", child_id=str(child_id)).items[:1]
    return render_template("assessments/result.html", child=child, newest=newest)


def page(child_id: str, form: Form) -> str:
    earlier = (
        look("registry", "get_assessments", child_id=child_id).items[:1]
        if may("registry.get_assessments")
        else []
    )
    return render_template(
        "assessments/assessment.html",
        child=dossier(child_id),
        form=form,
        dimensions=DIMENSIONS,
        earlier=earlier,
    )


def dossier(child_id: str) -> Any:
    return ask("registry", "get_dossier", child_id=child_id)
