"""What if: other weights and capacities, the coverage before and after, and what each weight does;
and changing the helper of one proposal."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, areas_under, asked, own_area
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, helper_names, place_name, place_names
from gateway.rpc import ask, tell
from shared.contracts.pairing.schemas.trials import WEIGHTS

blueprint = Blueprint("trials", __name__, url_prefix="/matchings")
READS = ("pairing.get_matching_rules", *PLACES)
NAMES = ("registry.name_children", "pairing.name_helpers", "registry.get_area")
BOXES = {"cost": "cost", "capacity": "most"}  # of the request, and on the page
RUNNING = frozenset({"queued", "running"})


@blueprint.get("/what-if")
@calls(*READS)
def what_if() -> str:
    return page(Form(), asked("area").get("area") or own_area())


@blueprint.post("/what-if")
@calls("pairing.try_matching", *READS)
def try_out() -> ResponseReturnValue:
    form = Form.sent()
    area = form.value("area") or own_area()
    rules = ask("pairing", "get_matching_rules", area=area)

    def act() -> ResponseReturnValue:
        trial = tell("pairing", "try_matching", area=area, **changes(form, rules))
        return go("trials.trial", trial_id=trial["id"])

    return submit(form, act, lambda form: page(form, area))


def changes(form: Form, rules: dict[str, Any]) -> dict[str, Any]:
    """Only what differs from the rules."""
    cost = {name: form.whole(f"cost_{name}") for name in WEIGHTS}
    most = {one["category"]: one["most"] for one in rules["capacity"]}
    capacity = {name: form.whole(f"most_{name}") for name in most}
    return {
        "cost": {n: v for n, v in cost.items() if v is not None and v != rules["cost"][n]},
        "capacity": {n: v for n, v in capacity.items() if v is not None and v != most[n]},
        "applicants": form.value("applicants") == "true",
        "renewed": form.value("renewed") == "true",
    }


@blueprint.get("/what-if/<uuid:trial_id>")
@calls("pairing.get_trial", *READS)
def trial(trial_id: Any) -> str:
    found = ask("pairing", "get_trial", trial_id=str(trial_id))
    return render_template(
        "trials/trial.html",
        trial=found,
        running=found["status"] in RUNNING,
        place=place_name(found["area_code"]),
        rules=ask("pairing", "get_matching_rules", area=found["area_code"]),
    )


def page(form: Form, area: str) -> str:
    rules = ask("pairing", "get_matching_rules", area=area)
    if not form.values:
        shown = {f"cost_{name}": rules["cost"][name] for name in WEIGHTS}
        shown |= {f"most_{one['category']}": one["most"] for one in rules["capacity"]}
        form = Form({**shown, "area": area})
    for path in [path for path in form.errors if path.partition(".")[0] in BOXES]:
        part, name, *_ = [*path.split("."), ""]
        form.errors[f"{BOXES[part]}_{name}"] = form.errors.pop(path)
    own = own_area()
    return render_template(
        "trials/what_if.html",
        form=form,
        rules=rules,
        weights=WEIGHTS,
        place=place_name(area),
        choices=[(own, place_name(own)), *areas_under(own)] if own else [],
    )


@blueprint.get("/proposals/<uuid:proposal_id>/change")
@calls("pairing.list_candidates", *NAMES)
def candidates(proposal_id: Any) -> str:
    return candidates_page(str(proposal_id), Form())


@blueprint.post("/proposals/<uuid:proposal_id>/change")
@calls("pairing.change_proposal", "pairing.list_candidates", *NAMES)
def change(proposal_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = form.texts("helper_id", "why")
        tell("pairing", "change_proposal", proposal_id=str(proposal_id), **about)
        matching = request.args.get("matching", "")
        if matching:
            return go("matchings.matching", matching_id=matching, done="proposal_changed")
        return go("matchings.matchings", done="proposal_changed")

    return submit(form, act, lambda form: candidates_page(str(proposal_id), form))


def candidates_page(proposal_id: str, form: Form) -> str:
    found = ask("pairing", "list_candidates", proposal_id=proposal_id)["items"]
    return render_template(
        "trials/candidates.html",
        form=form,
        found=found,
        proposal_id=proposal_id,
        matching=request.args.get("matching", ""),
        child=child_names([request.args.get("child")]),
        child_id=request.args.get("child", ""),
        helpers=helper_names(()),
        places=place_names(one["area_code"] for one in found),
    )
