"""How the contact duties of a place or a school stand: kept counts, and who is behind."""

from flask import Blueprint, render_template

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import PLACES, asked, own_area, page_of
from gateway.pages.names import child_names, helper_names, place_name, place_names, place_path
from gateway.rpc import ask, may

blueprint = Blueprint("promises", __name__, url_prefix="/promises")
NAMES = ("registry.name_children", "pairing.name_helpers", *PLACES)


@blueprint.get("")
@calls("pairing.count_promises", "pairing.list_tallies", *NAMES)
def promises() -> str:
    filters = asked("area", "term")
    area = filters.get("area") or own_area()
    where = {"area": area} if area else {"school_id": auth.viewer().school_id}
    term = {"term": filters["term"]} if "term" in filters else {}
    counts = ask("pairing", "count_promises", **where, **term)
    behind = page_of("pairing", "list_tallies", {**where, **term}) if listed() else None
    shown = behind["items"] if behind else []
    return render_template(
        "promises/promises.html",
        counts=counts,
        behind=behind,
        filters=filters,
        area=area,
        path=[step for step in place_path(area) if len(step["code"]) >= len(own_area())],
        title=place_name(area) if area else "",
        places=place_names(
            [*(one["area_code"] for one in counts["items"]), *(one["area_code"] for one in shown)]
        ),
        helpers=helper_names(one["helper_id"] for one in shown),
    )


def listed() -> bool:
    return may("pairing.list_tallies")


@blueprint.get("/overdue")
@calls("pairing.list_promises", *NAMES)
def overdue() -> str:
    """One by one, the oldest first; of a place, a school or one helper."""
    filters = asked("area", "helper_id", "state")
    state = filters.get("state", "overdue")
    found = page_of("pairing", "list_promises", {**filters, "state": state})
    return render_template(
        "promises/overdue.html",
        found=found,
        state=state,
        filters=filters,
        children=child_names(one["child_id"] for one in found["items"]),
        helpers=helper_names(one["helper_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in found["items"]),
    )
