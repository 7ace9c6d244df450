"""Who is in and out of a subsidy for a term, with the reasons; proposing the roll."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, look, place_name, place_names
from gateway.rpc import ask, may, tell

blueprint = Blueprint("eligible", __name__, url_prefix="/eligible")
READS = (
    "funding.list_schemes",
    "funding.list_eligible",
    "funding.list_funds",
    "registry.name_children",
    *PLACES,
)


@blueprint.get("")
@calls(*READS)
def eligible() -> str:
    return page(Form())


@blueprint.post("")
@calls("funding.propose_roll", *READS)
def propose() -> ResponseReturnValue:
    """All who are in, in the area; who that is, is judged again when it is approved."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        fields = form.texts("scheme", "term", "area", "fund_id", "why")
        answer = tell("funding", "propose_roll", **fields)
        return go("rolls.roll", roll_id=answer["id"], done="proposed")

    return submit(form, act, page)


@blueprint.get("/<uuid:child_id>")
@calls(*READS)
def partial(child_id: Any) -> str:
    return partial_page(str(child_id), Form())


@blueprint.post("/<uuid:child_id>")
@calls("funding.propose_roll", *READS)
def propose_partial(child_id: Any) -> ResponseReturnValue:
    """For one child alone: some months of the term, or a term that is over."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        fields = form.texts("scheme", "term", "area", "fund_id", "why")
        named = {"child_ids": [str(child_id)], "months": request.form.getlist("months")}
        answer = tell("funding", "propose_roll", **fields, **named)
        return go("rolls.roll", roll_id=answer["id"], done="proposed")

    return submit(form, act, lambda form: partial_page(str(child_id), form))


def partial_page(child_id: str, form: Form) -> str:
    area = asked("area").get("area") or form.value("area") or own_area()
    schemes = ask("funding", "list_schemes", area=area)["items"] if area else []
    chosen = choice(schemes, form)
    if chosen is None:
        abort(404)
    return render_template(
        "eligible/partial.html",
        form=form,
        chosen=chosen,
        area=area,
        child_id=child_id,
        name=child_names([child_id])[child_id],
        funds=funds(),
        months=chosen["months"].get(chosen["term"], []),
        ticked=request.form.getlist("months"),
    )


def page(form: Form) -> str:
    area = asked("area").get("area") or form.value("area") or own_area()
    schemes = ask("funding", "list_schemes", area=area)["items"] if area else []
    chosen = choice(schemes, form)
    found = listed(chosen, area) if chosen else None
    people = found["items"] if found else []
    return render_template(
        "eligible/eligible.html",
        form=form,
        schemes=schemes,
        chosen=chosen,
        found=found,
        area=area,
        place=place_name(area),
        areas=areas_under(own_area()),
        filters=asked("eligible", "area"),
        funds=funds() if may("funding.propose_roll") else [],
        children=child_names(one["child_id"] for one in people),
        places=place_names(one["area_code"] for one in people),
    )


def choice(schemes: list[dict[str, Any]], form: Form) -> dict[str, Any] | None:
    """The scheme and term of the address, else the first scheme in its current term."""
    wanted = asked("scheme", "term")
    name = wanted.get("scheme") or form.value("scheme")
    scheme = next((one for one in schemes if one["scheme"] == name), None) or next(
        iter(schemes), None
    )
    if scheme is None:
        return None
    term = wanted.get("term") or form.value("term") or next(iter(scheme["terms"]), "")
    return {**scheme, "term": term} if term else None


def listed(chosen: dict[str, Any], area: str) -> Any:
    shown = asked("eligible").get("eligible")
    only = {} if shown == "all" else {"eligible": shown != "false"}
    return page_of(
        "funding",
        "list_eligible",
        only,
        scheme=chosen["scheme"],
        term=chosen["term"],
        area=area,
    )


def funds() -> list[tuple[str, str, int]]:
    found = look("funding", "list_funds", limit=200).items
    return [(one["id"], one["name"], one["left_fen"]) for one in found]
