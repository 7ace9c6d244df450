"""Children: the list, a dossier with its tabs, registering and correcting, suspected duplicates."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.child_forms import facts_of, say_what_is_half, values_of
from gateway.pages.choices import (
    PLACES,
    SCHOOLS,
    TOWNSHIP,
    VILLAGE,
    areas_under,
    asked,
    own_area,
    page_of,
    schools,
    village_options,
)
from gateway.pages.conflicts import Changed, meet, settle
from gateway.pages.dossier_rows import sections_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import helper_names, look, place_path
from gateway.rpc import Part, ask, may, tell
from shared.clock import today
from shared.contracts.registry.fields import SECTIONS
from shared.texts.dossier import FIELDS, OPERATIONS

blueprint = Blueprint("children", __name__, url_prefix="/children")
TABS = ("family", "school", "assessments", "pairings", "activities", "funding", "history")
DOSSIER = (
    "registry.get_dossier",
    "registry.get_assessments",
    "registry.child_history",
    "registry.list_parent_contacts",
    "registry.list_cases",
    "registry.get_area",
    "registry.get_school",
    "pairing.list_pairings",
    "pairing.list_consents",
    "pairing.name_helpers",
    "activities.count_attendance",
    "funding.list_payments",
)


@blueprint.get("")
@calls("registry.list_children", *PLACES, *SCHOOLS)
def children() -> str:
    filters = asked("q", "area", "school_id", "status", "level")
    area = filters.get("area") or own_area()
    return render_template(
        "children/children.html",
        filters=filters,
        found=page_of("registry", "list_children", filters),
        path=[step for step in place_path(area) if len(step["code"]) >= len(own_area())],
        areas=areas_under(area),
        area=area,
    )


@blueprint.get("/<uuid:child_id>")
@calls(*DOSSIER)
def child(child_id: str) -> str:
    as_of = asked("as_of")
    return dossier_page(ask("registry", "get_dossier", child_id=str(child_id), **as_of))


@blueprint.post("/<uuid:child_id>/reveal")
@calls(*DOSSIER)
def reveal(child_id: str) -> ResponseReturnValue:
    """Masked values in full, for a stated purpose; shown in this answer only, and logged."""
    form = Form.sent()
    asked_for = {"child_id": str(child_id)}

    def shown() -> str:
        purpose = form.text("purpose") or ""
        found = ask(
            "registry", "get_dossier", **asked_for, reveal=form.all("reveal"), purpose=purpose
        )
        return dossier_page(found, form)

    return submit(
        form, shown, lambda form: dossier_page(ask("registry", "get_dossier", **asked_for), form)
    )


def dossier_page(found: dict[str, Any], form: Form | None = None) -> str:
    tab = request.args.get("tab", TABS[0])
    tab = tab if tab in TABS else TABS[0]
    return render_template(
        "children/child.html",
        child=found,
        tab=tab,
        tabs=TABS,
        form=form or Form(),
        fields=FIELDS,
        operations=OPERATIONS,
        sections=sections_of(found) if tab == TABS[0] else (),
        contacts=contacts(found),
        overdue=overdue(found["id"]),
        **PARTS.get(tab, nothing)(found["id"]),
    )


def contacts(found: dict[str, Any]) -> Any:
    """When the parents were last in touch, beside today's dossier."""
    if found["merged_into"] or found["as_of"] != today().isoformat():
        return None
    part = piece("registry", "list_parent_contacts", child_id=found["id"], limit=1)
    return part.value if part else None


def overdue(child_id: str) -> list[dict[str, Any]]:
    """Running cases of the child with a duty that nobody acknowledged in time."""
    found = piece("registry", "list_cases", child_id=child_id, state="running")
    return [case for case in found.items if case["overdue"]] if found else []


def nothing(_child_id: str) -> dict[str, Any]:
    return {}


def piece(service: str, operation: str, **fields: Any) -> Part | None:
    """None where the viewer may not see it, so that the page can say so."""
    return look(service, operation, **fields) if may(f"{service}.{operation}") else None


def assessments(child_id: str) -> dict[str, Any]:
    return {"assessments": piece("registry", "get_assessments", child_id=child_id)}


def pairings(child_id: str) -> dict[str, Any]:
    found = piece("pairing", "list_pairings", child_id=child_id)
    return {
        "pairings": found,
        "consents": piece("pairing", "list_consents", child_id=child_id),
        "helpers": helper_names(one["helper_id"] for one in (found.items if found else ())),
    }


def attendance(child_id: str) -> dict[str, Any]:
    return {"attendance": piece("activities", "count_attendance", child_id=child_id)}


def payments(child_id: str) -> dict[str, Any]:
    return {"payments": piece("funding", "list_payments", child_id=child_id)}


def history(child_id: str) -> dict[str, Any]:
    after = asked("after")
    return {"history": piece("registry", "child_history", child_id=child_id, **after)}


PARTS: dict[str, Callable[[str], dict[str, Any]]] = {
    "assessments": assessments,
    "pairings": pairings,
    "activities": attendance,
    "funding": payments,
    "history": history,
}


@blueprint.get("/new")
@calls("registry.register_child", *PLACES, *SCHOOLS)
def new() -> str:
    return registration(Form(request.args.to_dict()))


@blueprint.post("/new")
@calls("registry.register_child", *PLACES, *SCHOOLS)
def register() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        answer = tell("registry", "register_child", **facts_of(form, keep_empty=False))
        return go("children.child", child_id=answer["id"], done="registered")

    return submit(form, act, registration)


def registration(form: Form) -> str:
    """A county picks the township first: one list of 250 villages is no list on a phone."""
    township = form.value("township") or form.value("area_code")[:TOWNSHIP] or own_area()
    ready = len(township) >= TOWNSHIP
    return render_template(
        "children/new.html",
        form=form,
        townships=[] if ready else areas_under(township),
        villages=village_options(township) if ready else [],
        schools=schools(township) if ready else [],
        township=township,
    )


@blueprint.get("/<uuid:child_id>/correction")
@calls("registry.correct_child", "registry.get_dossier", *PLACES, *SCHOOLS)
def correction(child_id: str) -> str:
    found = ask("registry", "get_dossier", child_id=str(child_id))
    return correction_page(found, Form(values_of(found)))


@blueprint.post("/<uuid:child_id>/correction")
@calls(
    "registry.correct_child",
    "registry.get_dossier",
    "registry.changes_since",
    *PLACES,
    *SCHOOLS,
)
def correct(child_id: str) -> ResponseReturnValue:
    """Only what differs from what was shown goes out; a masked value left alone is no change."""
    form = Form.sent()
    found = ask("registry", "get_dossier", child_id=str(child_id))
    settle(form, values_of(found))
    if say_what_is_half(form):
        return correction_page(found, form), 422

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "correct_child",
            child_id=str(child_id),
            changes=facts_of(form, keep_empty=True, shown=values_of(found)),
            why=form.value("why").strip(),
            version=form.whole("version"),
        )
        return go("children.child", child_id=child_id, done="corrected")

    return submit(form, act, lambda form: corrected_meanwhile(str(child_id), form))


def corrected_meanwhile(child_id: str, form: Form) -> str:
    """The page again; if somebody was quicker, with what they changed beside what was typed."""
    found = ask("registry", "get_dossier", child_id=child_id)
    version = form.whole("version")
    if not isinstance(version, int) or version == found["version"]:
        return correction_page(found, form)
    since = ask("registry", "changes_since", child_id=child_id, version=version)
    changed = meet(form, since["items"], values_of(found))
    form.values.setlist("version", [str(since["version"])])
    form.errors.pop("", None)
    return correction_page(found, form, changed)


def correction_page(found: dict[str, Any], form: Form, changed: Sequence[Changed] = ()) -> str:
    township = found["area"]["code"][:TOWNSHIP]
    return render_template(
        "children/correction.html",
        child=found,
        form=form,
        changed=changed,
        fields=FIELDS,
        order=list(SECTIONS),
        villages=village_options(own_area() if len(own_area()) >= VILLAGE else township),
        schools=schools(township),
    )


@blueprint.get("/duplicates")
@calls("registry.list_duplicates", "registry.get_area")
def duplicates() -> str:
    found = page_of("registry", "list_duplicates", asked("area"))
    return render_template("children/duplicates.html", found=found)
