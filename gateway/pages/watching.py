"""Children to look after more closely, with the reasons, by place and school; and as a workbook."""

from flask import Blueprint, Response, render_template

from gateway import auth
from gateway.access import calls
from gateway.downloads import workbook
from gateway.pages.choices import PLACES, asked, own_area, page_of
from gateway.pages.names import (
    child_names,
    place_name,
    place_names,
    place_path,
    school_name,
)
from gateway.pages.organising import WRITER
from gateway.rpc import ask, may
from shared.clock import today
from shared.texts.list_words import BOOK_NAME, TITLES

blueprint = Blueprint("watching", __name__, url_prefix="/watch-list")
NAMES = ("registry.name_children", "registry.get_school", *PLACES)


@blueprint.get("")
@calls("pairing.list_watched", "pairing.count_watched", *NAMES)
def watch_list() -> str:
    filters = asked("area", "school_id", "sign")
    where = _where(filters)
    counts = ask("pairing", "count_watched", **where) if may("pairing.count_watched") else None
    found = page_of("pairing", "list_watched", {**where, **_sign(filters)})
    area = where.get("area", "")
    below = counts["items"] if counts else []
    return render_template(
        "watching/watching.html",
        counts=counts,
        found=found,
        filters=filters,
        area=area,
        path=[step for step in place_path(area) if len(step["code"]) >= len(own_area())],
        title=place_name(area) if area else "",
        children=child_names(one["child_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in [*found["items"], *below]),
    )


@blueprint.get("/book.xlsx")
@calls("pairing.export_watched", *NAMES)
def book() -> Response:
    filters = asked("area", "school_id", "sign")
    where = _where(filters)
    found = ask("pairing", "export_watched", **where, **_sign(filters))
    children = child_names(one["child_id"] for one in found["items"])
    places = place_names(one["area_code"] for one in found["items"])
    rows = [
        {
            **{name: one[name] for name in ("why", "since")},
            "child": children[one["child_id"]],
            "place": places[one["area_code"]],
            "school": school_name(one["school_id"]),
        }
        for one in found["items"]
    ]
    place = place_name(where["area"]) if "area" in where else school_name(where.get("school_id"))
    year = today().year
    about = {"what": "watched", "evaluated": None, "place": place, "year": year}
    name = BOOK_NAME.format(place=place, year=year, what=TITLES["watched"])
    return workbook(WRITER, {**about, "rows": rows, "more": found["more"]}, name)


def _where(filters: dict[str, str]) -> dict[str, str]:
    if "school_id" in filters:
        return {"school_id": filters["school_id"]}
    area, school = filters.get("area") or own_area(), auth.viewer().school_id
    if area:
        return {"area": area}
    return {"school_id": school} if school else {}


def _sign(filters: dict[str, str]) -> dict[str, str]:
    return {"sign": filters["sign"]} if "sign" in filters else {}
