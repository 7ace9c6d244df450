"""A school's health checks from a workbook: the template, the upload, each row's outcome."""

from base64 import b64encode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.downloads import download, workbook
from gateway.pages.choices import PLACES, SCHOOLS, areas_under, asked, county, page_of, schools
from gateway.pages.forms import Form, go, submit
from gateway.pages.imports import EVERY_ROW, RUNNING
from gateway.pages.names import school_name
from gateway.pages.words import term
from gateway.rpc import ask, tell
from shared.clock import today
from shared.texts.health_sheet import TEMPLATE_NAME

blueprint = Blueprint("health_sheets", __name__, url_prefix="/health-checks/sheets")
CHOOSING = ("registry.list_health_sheets", "registry.get_school", *PLACES, *SCHOOLS)
READS = ("registry.get_health_sheet", "registry.list_health_sheet_rows")


@blueprint.get("")
@calls(*CHOOSING)
def sheets() -> str:
    return page(Form({"checked_on": today().isoformat()}))


@blueprint.post("")
@calls("registry.start_health_sheet", *CHOOSING)
def upload() -> ResponseReturnValue:
    form = Form.sent()
    return submit(form, lambda: start(form), page)


def start(form: Form) -> ResponseReturnValue:
    file = request.files.get("file")
    answer = tell(
        "registry",
        "start_health_sheet",
        filename=(file.filename if file else None) or "",
        content=b64encode(file.read()).decode() if file else "",
        **form.texts("school_id", "checked_on"),
    )
    return go("health_sheets.result", import_id=answer["id"], done="uploaded")


@blueprint.get("/template")
@calls("registry.health_template")
def template() -> Response:
    found = ask("registry", "health_template", **asked("school_id"))
    told = {**found, "term_words": term(found["term"])}
    name = TEMPLATE_NAME.format(school=found["school"])
    return workbook("gateway.health_book:write", told, f"{name}.xlsx")


@blueprint.get("/<uuid:import_id>")
@calls(*READS)
def result(import_id: str) -> str:
    """While it runs the page asks again by itself, without script."""
    found = ask("registry", "get_health_sheet", import_id=str(import_id))
    shown = asked("outcome").get("outcome") or ("rejected" if found["rejected"] else EVERY_ROW)
    rows = None
    if found["status"] == "done":
        filters = {} if shown == EVERY_ROW else {"outcome": shown}
        about = {"import_id": str(import_id)}
        rows = page_of("registry", "list_health_sheet_rows", filters, **about)
    running = found["status"] in RUNNING
    return render_template(
        "health/uploaded.html", found=found, running=running, rows=rows, shown=shown
    )


@blueprint.get("/<uuid:import_id>/corrections")
@calls("registry.health_corrections")
def corrections(import_id: str) -> Response:
    book = ask("registry", "health_corrections", import_id=str(import_id))
    return download({**book, "kind": "xlsx"})


def page(form: Form) -> str:
    mine = auth.viewer().school_id
    chosen = asked("township", "school_id")
    school_id = mine or form.text("school_id") or chosen.get("school_id")
    around = chosen.get("township") or county()
    return render_template(
        "health/upload.html",
        form=form,
        chosen={**chosen, "school_id": school_id or ""},
        mine=mine,
        school=(school_id, school_name(school_id)) if school_id else None,
        townships=[] if mine else areas_under(county()),
        schools=[] if mine else schools(around),
        uploads=page_of("registry", "list_health_sheets", {}),
    )
