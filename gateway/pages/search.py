"""The search box of every page: children however their name is typed, and places by name."""

from typing import Any

from flask import Blueprint, render_template, request

from gateway import problems
from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.names import look
from shared.contracts.registry.errors import SearchTooShort

blueprint = Blueprint("search", __name__, url_prefix="/search")
NOBODY: dict[str, Any] = {"items": [], "next": None}


@blueprint.get("")
@calls("registry.search_children", "registry.search_places", "registry.get_area")
def search() -> str:
    filters = asked("q")
    found, places, hint = NOBODY, [], ""
    if filters:
        try:
            found = page_of("registry", "search_children", filters)
        except SearchTooShort as refused:
            hint = problems.of_refusal(refused).detail
        if not request.args.get("after"):
            places = look("registry", "search_places", q=filters["q"], limit=8).items
    q = filters.get("q", "")
    return render_template("search/search.html", q=q, found=found, places=places, hint=hint)
