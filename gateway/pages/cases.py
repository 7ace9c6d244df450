"""Protection cases: the list, one case with its duties and timeline, and what is done in it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names, helper_names, look
from gateway.rpc import ask, may, tell
from shared.clock import today
from shared.contracts.registry.case_codes import ASPECTS, BY_HAND, FINDINGS, POSTS, STEPS

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
READS = (
    "registry.get_case",
    "registry.get_area",
    "registry.list_like_cases",
    "gateway.name_accounts",
    "pairing.list_pairings",
    "pairing.name_helpers",
)
HELPER = "helper:"
Request = Callable[[Form], dict[str, Any]]


def with_note(*names: str) -> Request:
    return lambda form: form.texts(*names, "note")


def findings(form: Form) -> dict[str, Any]:
    return {"findings": form.all("findings"), **form.texts("note")}


def risks(form: Form) -> dict[str, Any]:
    given = {aspect: form.value(f"risk_{aspect}") for aspect in ASPECTS}
    return {"risks": {a: risk for a, risk in given.items() if risk}, "note": form.text("note")}


def duty(form: Form) -> dict[str, Any]:
    """To a post, or to a helper of the child in person."""
    asked, post = form.texts("kind", "due_on", "note"), form.value("post")
    if post.startswith(HELPER):
        return {**asked, "helper_id": post.removeprefix(HELPER)}
    return {**asked, **form.texts("post")}


def thanks(form: Form) -> dict[str, Any]:
    report = form.whole("report")
    which = {} if report is None else {"report": report}
    return {**which, "words": form.text("words") or ""}


# What a form of the page asks of the registry: operation, request, sentence afterwards.
ACTIONS: dict[str, tuple[str, Request, str]] = {
    "findings": ("find_in_case", findings, "case_found"),
    "assessment": ("assess_case", risks, "case_assessed"),
    "duties": ("set_case_duty", duty, "case_duty_set"),
    "steps": ("step_in_case", with_note("step", "on"), "case_stepped"),
    "notes": ("note_in_case", with_note(), "case_noted"),
    "commendation": ("commend_reporter", thanks, "reporter_commended"),
    "joining": ("join_case", lambda form: form.texts("into", "why"), "case_joined"),
    "parting": ("part_case", lambda form: form.texts("why"), "case_parted"),
    "closing": ("close_case", lambda form: form.texts("result", "why"), "case_closed"),
}


@blueprint.get("")
@calls("registry.list_cases", "registry.count_cases", "registry.get_area")
def cases() -> str:
    filters = asked("state", "area", "child_id")
    if "state" not in request.args:
        filters["state"] = "running"
    counts = look("registry", "count_cases").value if may("registry.count_cases") else None
    return render_template(
        "cases/cases.html",
        found=page_of("registry", "list_cases", filters),
        filters=filters,
        counts=counts,
    )


@blueprint.get("/<uuid:case_id>")
@calls(*READS)
def case(case_id: Any) -> str:
    return page(str(case_id), Form())


@blueprint.post("/<uuid:case_id>/<action>")
@calls(*READS, *(f"registry.{operation}" for operation, _, _ in ACTIONS.values()))
def act_on(case_id: Any, action: str) -> ResponseReturnValue:
    if action not in ACTIONS:
        abort(404)
    operation, request_of, done = ACTIONS[action]
    form = Form.sent()

    def act() -> ResponseReturnValue:
        now = tell("registry", operation, case_id=str(case_id), **request_of(form))
        return go("cases.case", case_id=now["id"], done=done)

    return submit(form, act, lambda form: page(str(case_id), form, opened=action))


@blueprint.get("/<uuid:case_id>/proof")
@calls("registry.prove_case", *READS)
def proof(case_id: Any) -> str:
    return render_template(
        "cases/proof.html",
        proof=ask("registry", "prove_case", case_id=str(case_id)),
        case=ask("registry", "get_case", case_id=str(case_id)),
    )


@blueprint.get("/<uuid:case_id>/match")
@calls("registry.get_case", "registry.list_children", "registry.match_case", "registry.get_area")
def match(case_id: Any) -> str:
    return match_page(str(case_id), Form())


@blueprint.post("/<uuid:case_id>/match")
@calls("registry.get_case", "registry.list_children", "registry.match_case", "registry.get_area")
def match_child(case_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        child_id = form.text("child_id")
        why = form.texts("why")
        tell("registry", "match_case", case_id=str(case_id), child_id=child_id, **why)
        return go("cases.case", case_id=case_id, done="case_matched")

    return submit(form, act, lambda form: match_page(str(case_id), form))


@blueprint.post("/<uuid:case_id>/reporter")
@calls("registry.see_reporter", *READS)
def reporter(case_id: Any) -> ResponseReturnValue:
    """Shown once, on the answer itself: no address leads to it."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {"case_id": str(case_id), "purpose": form.text("purpose")}
        found = ask("registry", "see_reporter", **about)
        return page(str(case_id), Form(), reporters=found["items"])

    return submit(form, act, lambda form: page(str(case_id), form, opened="reporter"))


@blueprint.post("/of/<uuid:child_id>")
@calls("registry.open_case", "registry.get_dossier", "registry.get_area")
def open_case(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        opened = tell("registry", "open_case", child_id=str(child_id), **findings(form))
        return go("cases.case", case_id=opened["id"], done="case_opened")

    return submit(form, act, lambda form: opening_page(str(child_id), form))


@blueprint.get("/of/<uuid:child_id>")
@calls("registry.open_case", "registry.get_dossier", "registry.get_area")
def opening(child_id: Any) -> str:
    return opening_page(str(child_id), Form())


def opening_page(child_id: str, form: Form) -> str:
    child = ask("registry", "get_dossier", child_id=child_id)
    return render_template("cases/opening.html", child=child, form=form, findings=FINDINGS)


def match_page(case_id: str, form: Form) -> str:
    q = request.args.get("q", "").strip()
    found = look("registry", "list_children", q=q, limit=20).items if q else []
    one = ask("registry", "get_case", case_id=case_id)
    return render_template("cases/match.html", case=one, form=form, q=q, found=found)


def page(case_id: str, form: Form, *, opened: str = "", reporters: list[Any] | None = None) -> str:
    one = ask("registry", "get_case", case_id=case_id)
    people = {entry["by"] for entry in one["timeline"]}
    people |= {who["account_id"] for who in reporters or () if who["account_id"]}
    return render_template(
        "cases/case.html",
        case=one,
        duties=sorted(one["duties"], key=pressing),
        form=form,
        opened=opened,
        reporters=reporters,
        names=account_names(people),
        steps=STEPS,
        by_hand=BY_HAND,
        posts=POSTS,
        helpers=helpers_of(one),
        like=like_cases(one),
        aspects=ASPECTS,
        findings=[each for each in FINDINGS if each not in one["findings"]],
        today=today(),
    )


def helpers_of(one: dict[str, Any]) -> list[tuple[str, str]]:
    """Those who are paired with the child, to whom a duty can be given in person."""
    wanted = one["full"] and one["child_id"] and may("registry.set_case_duty")
    if not (wanted and may("pairing.list_pairings")):
        return []
    found = look("pairing", "list_pairings", child_id=one["child_id"]).items
    ids = [each["helper_id"] for each in found if each["status"] == "active"]
    names = helper_names(ids)
    return [(f"{HELPER}{each}", names[each]) for each in dict.fromkeys(ids)]


def like_cases(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Running cases that this one may be the same as, for those who may join them."""
    if one["state"] == "closed" or not may("registry.list_like_cases"):
        return []
    return look("registry", "list_like_cases", case_id=one["id"]).items


def pressing(duty: dict[str, Any]) -> tuple[bool, bool, str]:
    """Open ones first, one's own before others', the earliest due first."""
    return duty["state"] != "open", not duty["mine"], duty["due_at"]
