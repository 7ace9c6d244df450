"""Closing a child's file for a reason, and opening it again."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("exits", __name__, url_prefix="/children/<uuid:child_id>")
READS = ("registry.get_dossier",)


@blueprint.get("/exit")
@calls(*READS)
def exit_form(child_id: str) -> str:
    return page(str(child_id), Form({"on": today().isoformat()}))


@blueprint.post("/exit")
@calls("registry.exit_child", *READS)
def close(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        said = form.texts("reason", "on", "why")
        tell("registry", "exit_child", child_id=str(child_id), **said)
        return go("children.child", child_id=child_id, done="exited")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/return")
@calls("registry.reopen_child", *READS)
def reopen(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "reopen_child", child_id=str(child_id), **form.texts("why"))
        return go("children.child", child_id=child_id, done="reopened")

    return submit(form, act, lambda form: page(str(child_id), form))


def page(child_id: str, form: Form) -> str:
    found = ask("registry", "get_dossier", child_id=child_id)
    return render_template("children/exit.html", child=found, form=form)
