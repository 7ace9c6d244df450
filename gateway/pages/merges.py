"""Suspected duplicates: two files side by side, made one or kept as two, and taken back."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.texts.dossier import FIELDS

blueprint = Blueprint("merges", __name__)
FIRST, SECOND = "0", "1"


@blueprint.get("/children/<uuid:child_id>/comparison/<uuid:other_id>")
@calls("registry.compare_children", "registry.get_area", "registry.get_school")
def compare(child_id: str, other_id: str) -> str:
    form = Form({"keep": FIRST, "duplicate_id": asked("duplicate").get("duplicate", "")})
    return comparison(child_id, other_id, form)


def comparison(child_id: str, other_id: str, form: Form) -> str:
    found = ask("registry", "compare_children", child_id=str(child_id), other_id=str(other_id))
    return render_template(
        "merges/comparison.html",
        found=found,
        form=form,
        fields=FIELDS,
        differing=[row for row in found["rows"] if not row["same"]],
        same=[row for row in found["rows"] if row["same"]],
    )


@blueprint.post("/children/<uuid:child_id>/comparison/<uuid:other_id>")
@calls(
    "registry.merge_children",
    "registry.compare_children",
    "registry.get_area",
    "registry.get_school",
)
def merge(child_id: str, other_id: str) -> ResponseReturnValue:
    """For each field that differs the page says from which file its value is taken."""
    form = Form.sent()
    ids = (str(child_id), str(other_id))
    versions = (form.whole("version_0"), form.whole("version_1"))
    kept = 1 if form.value("keep") == SECOND else 0

    def act() -> ResponseReturnValue:
        other = SECOND if kept == 0 else FIRST
        take = [name for name in form.all("differing") if form.value(f"take-{name}") == other]
        tell(
            "registry",
            "merge_children",
            survivor_id=ids[kept],
            absorbed_id=ids[1 - kept],
            survivor_version=versions[kept],
            absorbed_version=versions[1 - kept],
            take=take,
            why=form.value("why").strip(),
        )
        return go("children.child", child_id=ids[kept], done="merged")

    return submit(form, act, lambda form: comparison(child_id, other_id, form))


@blueprint.post("/duplicates/<uuid:duplicate_id>/dismissal")
@calls("registry.dismiss_duplicate")
def dismiss(duplicate_id: str) -> ResponseReturnValue:
    tell("registry", "dismiss_duplicate", duplicate_id=str(duplicate_id))
    return go("children.duplicates", done="dismissed")


@blueprint.get("/merges")
@calls("registry.list_merges", "registry.get_area")
def merges() -> str:
    return merges_page(Form())


def merges_page(form: Form) -> str:
    found: Any = page_of("registry", "list_merges", asked("area"))
    return render_template("merges/merges.html", found=found, form=form)


@blueprint.post("/merges/<uuid:merge_id>/undoing")
@calls("registry.undo_merge", "registry.list_merges", "registry.get_area")
def undo(merge_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "undo_merge", merge_id=str(merge_id), why=form.value("why").strip())
        return go("merges.merges", done="merge_undone")

    return submit(form, act, merges_page)
