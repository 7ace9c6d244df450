"""Matching: start it for a place, watch it, decide pair by pair, see who is left and why."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, TOWNSHIP, areas_under, asked, own_area, page_of
from gateway.pages.forms import Form, go, submit, tell_each
from gateway.pages.names import child_names, helper_names, place_name, place_names
from gateway.problems import of_refusal
from gateway.rpc import ask, tell

blueprint = Blueprint("matchings", __name__, url_prefix="/matchings")
RUNNING = frozenset({"queued", "running"})
ON_PAGE = 20  # proposals on one page: as many as one person looks at before accepting them all
NAMES = ("registry.name_children", "pairing.name_helpers", "registry.get_area")
MATCHING = ("pairing.get_matching", "pairing.list_proposals", "pairing.list_unmatched", *NAMES)


@blueprint.get("")
@calls("pairing.list_matchings", *PLACES)
def matchings() -> str:
    return page(Form())


@blueprint.post("")
@calls("pairing.start_matching", "pairing.list_matchings", *PLACES)
def start() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        answer = tell("pairing", "start_matching", **form.texts("area"))
        return go("matchings.matching", matching_id=answer["id"], done="matching_started")

    return submit(form, act, page)


def page(form: Form) -> str:
    """The viewer's own place first, then the places under it."""
    found = page_of("pairing", "list_matchings", {})
    own = own_area()
    choices = [(own, place_name(own)), *areas_under(own)] if own else []
    return render_template(
        "matchings/matchings.html",
        form=form,
        found=found,
        choices=choices,
        places=place_names(one["area_code"] for one in found["items"]),
        whole_county=bool(own) and len(own) < TOWNSHIP,
    )


@blueprint.get("/<uuid:matching_id>")
@calls(*MATCHING)
def matching(matching_id: str) -> str:
    return matching_page(str(matching_id), Form())


def matching_page(matching_id: str, form: Form) -> str:
    found = ask("pairing", "get_matching", matching_id=matching_id)
    filters = asked("status", "level")
    proposals = None
    if found["status"] not in RUNNING:
        proposals = page_of(
            "pairing", "list_proposals", filters, matching_id=matching_id, limit=ON_PAGE
        )
    return render_template(
        "matchings/matching.html",
        matching=found,
        running=found["status"] in RUNNING,
        proposals=proposals,
        filters=filters,
        form=form,
        place=place_name(found["area_code"]),
        **named(proposals["items"] if proposals else []),
    )


def named(pairs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "children": child_names(one["child_id"] for one in pairs),
        "helpers": helper_names(one.get("helper_id") for one in pairs),
        "places": place_names(one["area_code"] for one in pairs),
    }


@blueprint.get("/<uuid:matching_id>/unmatched")
@calls(*MATCHING)
def unmatched(matching_id: str) -> str:
    filters = asked("level")
    found = page_of("pairing", "list_unmatched", filters, matching_id=str(matching_id))
    return render_template(
        "matchings/unmatched.html",
        matching=ask("pairing", "get_matching", matching_id=str(matching_id)),
        found=found,
        filters=filters,
        **named(found["items"]),
    )


@blueprint.post("/<uuid:matching_id>/acceptance")
@calls("pairing.accept_proposal", *MATCHING)
def accept(matching_id: str) -> ResponseReturnValue:
    """One proposal, or all that stood on the page and can be accepted.

    What cannot be accepted is told pair by pair; the others are accepted nevertheless.
    """
    form = Form.sent()
    chosen = form.all("proposal_id")
    refused = tell_each("pairing", "accept_proposal", "proposal_id", chosen)
    if not refused:
        return back(str(matching_id), "accepted" if len(chosen) == 1 else "accepted_all")
    form.errors = {"": list(dict.fromkeys(of_refusal(each).detail for each in refused.values()))}
    form.refused = {each: of_refusal(why).detail for each, why in refused.items()}
    return matching_page(str(matching_id), form), 409


@blueprint.post("/<uuid:matching_id>/refusal")
@calls("pairing.refuse_proposal", *MATCHING)
def refuse(matching_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "refuse_proposal", **form.texts("proposal_id", "why"))
        return back(str(matching_id), "proposal_refused")

    return submit(form, act, lambda form: matching_page(str(matching_id), form))


def back(matching_id: str, done: str) -> ResponseReturnValue:
    """To the same page of the same list."""
    kept = {name: value for name, value in request.args.items() if name != "done"}
    return go("matchings.matching", matching_id=matching_id, done=done, **kept)
