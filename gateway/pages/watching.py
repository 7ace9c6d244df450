"""Children to look after more closely, with the reasons, by place and school; and as a workbook."""

import json
from io import BytesIO

from flask import Blueprint, Response, render_template, send_file

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import PLACES, asked, own_area, page_of
from gateway.pages.names import (
    child_names,
    place_name,
    place_names,
    place_path,
    school_name,
)
from gateway.pages.organising import WRITE_MB, WRITE_SECONDS, WRITER, XLSX
from gateway.rpc import ask, may
from shared.child_process import run_in_child
from shared.clock import now, today
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
    """Written in a child process: it is work for the processor."""
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
    who = auth.signed_in()
    place = place_name(where["area"]) if "area" in where else school_name(where.get("school_id"))
    what = {"what": "watched", "evaluated": None, "place": place, "year": today().year}
    head = {"by": who.display_name if who else "", "at": now().isoformat()}
    sheet = {**what, **head, "today": today().isoformat(), "rows": rows, "more": found["more"]}
    task = json.dumps(sheet).encode()
    content = run_in_child(WRITER, task, seconds=WRITE_SECONDS, memory_mb=WRITE_MB)
    name = BOOK_NAME.format(place=place, year=today().year, what=TITLES["watched"])
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _where(filters: dict[str, str]) -> dict[str, str]:
    if "school_id" in filters:
        return {"school_id": filters["school_id"]}
    area, school = filters.get("area") or own_area(), auth.viewer().school_id
    if area:
        return {"area": area}
    return {"school_id": school} if school else {}


def _sign(filters: dict[str, str]) -> dict[str, str]:
    return {"sign": filters["sign"]} if "sign" in filters else {}
