"""Rosters: upload, progress, each row's outcome with the reason by the cell, corrections."""

from base64 import b64encode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.downloads import download
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell

blueprint = Blueprint("imports", __name__, url_prefix="/imports")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERY_ROW = "all"
READS = ("registry.get_import", "registry.list_import_rows", "registry.get_area")
RUNNING = frozenset({"queued", "reading", "storing"})


@blueprint.get("")
@calls("registry.list_imports", *PLACES)
def imports() -> str:
    return page(Form())


def page(form: Form) -> str:
    return render_template(
        "imports/imports.html",
        form=form,
        imports=page_of("registry", "list_imports", {}),
        areas=areas_under(own_area()),
    )


@blueprint.post("")
@calls("registry.start_import", "registry.list_imports", *PLACES)
def upload() -> ResponseReturnValue:
    form = Form.sent()
    return submit(form, lambda: start(form), page)


def start(form: Form) -> ResponseReturnValue:
    """The file goes on as it is; what cannot be read is said by the registry in Chinese."""
    file = request.files.get("file")
    answer = tell(
        "registry",
        "start_import",
        filename=(file.filename if file else None) or "",
        content=b64encode(file.read()).decode() if file else "",
        kind="children",
        area=form.text("area"),
    )
    return go("imports.result", import_id=answer["id"], done="uploaded")


@blueprint.get("/<uuid:import_id>")
@calls(*READS)
def result(import_id: str) -> str:
    return outcome(str(import_id), Form())


@blueprint.post("/<uuid:import_id>/restart")
@calls("registry.restart_import", *READS)
def restart(import_id: str) -> ResponseReturnValue:
    return _decided(str(import_id), "restart_import", "import_restarted")


@blueprint.post("/<uuid:import_id>/drop")
@calls("registry.drop_import", *READS)
def drop(import_id: str) -> ResponseReturnValue:
    return _decided(str(import_id), "drop_import", "import_dropped")


def _decided(import_id: str, operation: str, done: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", operation, import_id=import_id)
        return go("imports.result", import_id=import_id, done=done)

    return submit(form, act, lambda form: outcome(import_id, form))


def outcome(import_id: str, form: Form) -> str:
    """While it runs the page asks again by itself, without script."""
    found = ask("registry", "get_import", import_id=import_id)
    running = found["status"] in RUNNING
    shown = asked("outcome").get("outcome") or ("rejected" if found["rejected"] else EVERY_ROW)
    rows = None
    if found["status"] == "done":
        filters = {} if shown == EVERY_ROW else {"outcome": shown}
        rows = page_of("registry", "list_import_rows", filters, import_id=import_id)
    return render_template(
        "imports/result.html",
        found=found,
        running=running,
        rows=rows,
        shown=shown,
        form=form,
    )


@blueprint.get("/<uuid:import_id>/corrections")
@calls("registry.correction_workbook")
def corrections(import_id: str) -> Response:
    book = ask("registry", "correction_workbook", import_id=str(import_id))
    return download({**book, "kind": "xlsx"})
