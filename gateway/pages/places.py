"""Places: each area's children by status and level, from the county down to the village."""

from flask import Blueprint, render_template

from gateway.access import calls
from gateway.pages.choices import own_area
from gateway.pages.names import look, place_path
from gateway.rpc import ask, may

blueprint = Blueprint("places", __name__, url_prefix="/areas")
PLACE = (
    "registry.count_children",
    "registry.get_area",
    "registry.list_schools",
    "pairing.coverage",
)


@blueprint.get("")
@calls(*PLACE)
def places() -> str:
    return place_page(own_area())


@blueprint.get("/<code>")
@calls(*PLACE)
def place(code: str) -> str:
    return place_page(code)


def place_page(code: str) -> str:
    counts = ask("registry", "count_children", **({"area": code} if code else {}))
    code = counts["area"]["code"]
    covered = look("pairing", "coverage", area=code).value if may("pairing.coverage") else None
    return render_template(
        "places/place.html",
        counts=counts,
        path=[step for step in place_path(code) if len(step["code"]) >= len(own_area())],
        coverage={row["area_code"]: row for row in covered["items"]} if covered else {},
        total=covered["total"] if covered else None,
        schools=look("registry", "list_schools", area=code, limit=200).items,
    )
