"""How the work is organised: a page that leads to all parts of it, and its lists as workbooks."""

import json
from io import BytesIO

from flask import Blueprint, Response, render_template, send_file

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import asked
from gateway.pages.names import look
from gateway.rpc import ask, may
from shared.child_process import run_in_child
from shared.clock import now, today
from shared.texts.list_words import BOOK_NAME, TITLES

blueprint = Blueprint("organising", __name__, url_prefix="/organising")
WRITER = "gateway.list_book:write"
WRITE_SECONDS, WRITE_MB = 60.0, 512
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
@calls("registry.list_adoptions", "registry.list_departments", "registry.list_letters")
def overview() -> str:
    """Each part with what is missing in it, for those who may see it."""
    departments = None
    if may("registry.list_departments"):
        departments = look("registry", "list_departments", limit=1).value
    adoptions = look("registry", "list_adoptions", limit=100) if departments is None else None
    letters = look("registry", "list_letters", limit=1).value
    totals = letters["totals"] if letters else []
    return render_template(
        "organising/overview.html",
        totals=departments["totals"] if departments else None,
        letters=letters,
        waiting=sum(one["letters"] - one["signed"] for one in totals),
        adoptions=len(adoptions.items) if adoptions else 0,
    )


@blueprint.get("/<any(departments,adoptions,groups,letters,plans,findings,evaluations):what>.xlsx")
@calls("registry.export_organising")
def book(what: str) -> Response:
    """Written in a child process: it is work for the processor."""
    found = ask("registry", "export_organising", what=what, **asked("year", "evaluated"))
    who = auth.signed_in()
    head = {"by": who.display_name if who else "", "at": now().isoformat()}
    task = json.dumps({**found, **head, "today": today().isoformat()}).encode()
    content = run_in_child(WRITER, task, seconds=WRITE_SECONDS, memory_mb=WRITE_MB)
    name = BOOK_NAME.format(place=found["place"], year=found["year"], what=TITLES[what])
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
