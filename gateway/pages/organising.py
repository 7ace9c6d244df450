"""How the work is organised: a page that leads to all parts of it, and its lists as workbooks."""

from flask import Blueprint, Response, render_template

from gateway.access import calls
from gateway.downloads import workbook
from gateway.pages.choices import asked
from gateway.pages.names import look
from gateway.rpc import ask, may
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
    found = ask("registry", "export_organising", what=what, **asked("year", "evaluated"))
    name = BOOK_NAME.format(place=found["place"], year=found["year"], what=TITLES[what])
    return workbook(WRITER, found, name)
