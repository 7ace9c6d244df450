"""Pupils' awards: what is due, on a list, or granted; proposing a list of them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.eligible import funds
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, place_names, school_name
from gateway.rpc import may, tell

blueprint = Blueprint("awards", __name__, url_prefix="/awards")
READS = (
    "funding.list_awards",
    "funding.list_funds",
    "registry.name_children",
    "registry.get_school",
    *PLACES,
)


@blueprint.get("")
@calls(*READS)
def awards() -> str:
    return page(Form())


@blueprint.post("")
@calls("funding.propose_awards", *READS)
def propose() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        answer = tell("funding", "propose_awards", **form.texts("term", "area", "fund_id"))
        return go("rolls.roll", roll_id=answer["id"], done="proposed")

    return submit(form, act, page)


def page(form: Form) -> str:
    filters = asked("area", "state")
    found = page_of("funding", "list_awards", filters)
    return render_template(
        "awards/awards.html",
        found=found,
        filters=filters,
        form=form,
        area=filters.get("area") or own_area(),
        funds=funds() if may("funding.propose_awards") else [],
        areas=areas_under(own_area()),
        children=child_names(one["child_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in found["items"]),
        schools={one["school_id"]: school_name(one["school_id"]) for one in found["items"]},
    )
