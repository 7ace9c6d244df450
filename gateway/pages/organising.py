"""How the work is organised: one page that leads to all parts of it."""

from flask import Blueprint, render_template

from gateway.access import calls
from gateway.pages.names import look
from gateway.rpc import may

blueprint = Blueprint("organising", __name__, url_prefix="/organising")


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
