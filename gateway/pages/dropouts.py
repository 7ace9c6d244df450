"""Keeping children at school: an absence, the dropout, each attempt at persuasion, the report."""

from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import place_path
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("dropouts", __name__)
READ = "registry.get_dropout"


@blueprint.get("/dropouts")
@calls("registry.list_dropouts", "registry.get_area")
def dropouts() -> str:
    filters = asked("state", "area")
    found = page_of("registry", "list_dropouts", filters)
    path = place_path(filters["area"]) if "area" in filters else []
    return render_template("dropouts/dropouts.html", found=found, filters=filters, path=path)


@blueprint.get("/dropouts/<uuid:dropout_id>")
@calls(READ)
def dropout(dropout_id: str) -> str:
    return page(str(dropout_id), Form({"on": today().isoformat()}))


@blueprint.get("/dropouts/<uuid:dropout_id>/report")
@calls(READ)
def report(dropout_id: str) -> str:
    """To print and to file; before it is issued there is none."""
    found = ask("registry", "get_dropout", dropout_id=str(dropout_id))
    return render_template("dropouts/report.html", found=found)


def page(dropout_id: str, form: Form) -> str:
    found = ask("registry", "get_dropout", dropout_id=dropout_id)
    return render_template("dropouts/dropout.html", found=found, form=form)


def step(dropout_id: str, operation: str, done: str, *names: str) -> ResponseReturnValue:
    """One step of the case: what was typed in the named boxes goes out."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", operation, dropout_id=dropout_id, **form.texts(*names))
        return go("dropouts.dropout", dropout_id=dropout_id, done=done)

    again: Callable[[Form], str] = lambda form: page(dropout_id, form)  # noqa: E731
    return submit(form, act, again)


@blueprint.post("/dropouts/<uuid:dropout_id>/registration")
@calls("registry.register_dropout", READ)
def register(dropout_id: str) -> ResponseReturnValue:
    return step(str(dropout_id), "register_dropout", "dropout_registered", "on")


@blueprint.post("/dropouts/<uuid:dropout_id>/persuasions")
@calls("registry.log_persuasion", READ)
def persuade(dropout_id: str) -> ResponseReturnValue:
    boxes = ("on", "who", "method", "result", "note")
    return step(str(dropout_id), "log_persuasion", "persuaded", *boxes)


@blueprint.post("/dropouts/<uuid:dropout_id>/report")
@calls("registry.report_dropout", READ)
def issue(dropout_id: str) -> ResponseReturnValue:
    return step(str(dropout_id), "report_dropout", "dropout_reported", "report")


@blueprint.post("/dropouts/<uuid:dropout_id>/end")
@calls("registry.close_dropout", READ)
def close(dropout_id: str) -> ResponseReturnValue:
    return step(str(dropout_id), "close_dropout", "dropout_closed", "outcome", "on", "why")


@blueprint.get("/children/<uuid:child_id>/absence")
@calls("registry.note_absence", "registry.get_dossier", "registry.list_dropouts")
def absence(child_id: str) -> str:
    return absence_page(str(child_id), Form({"since": today().isoformat()}))


@blueprint.post("/children/<uuid:child_id>/absence")
@calls("registry.note_absence", "registry.get_dossier", "registry.list_dropouts")
def note(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        said = form.texts("since", "known")
        done = tell("registry", "note_absence", child_id=str(child_id), **said)
        return go("dropouts.dropout", dropout_id=done["id"], done="absence_noted")

    return submit(form, act, lambda form: absence_page(str(child_id), form))


def absence_page(child_id: str, form: Form) -> str:
    child = ask("registry", "get_dossier", child_id=child_id)
    earlier = ask("registry", "list_dropouts", child_id=child_id)["items"]
    return render_template("dropouts/absence.html", child=child, earlier=earlier, form=form)
