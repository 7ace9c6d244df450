"""The sections of a dossier: each read, filled in and saved by itself, on a page of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.child_forms import facts_of, say_what_is_half, values_of
from gateway.pages.choices import (
    PLACES,
    SCHOOLS,
    TOWNSHIP,
    VILLAGE,
    own_area,
    schools,
    village_options,
)
from gateway.pages.conflicts import Changed, meet, settle
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.contracts.registry.fields import SECTIONS
from shared.texts.dossier import FIELDS

blueprint = Blueprint("sections", __name__, url_prefix="/children")
READS = ("registry.get_dossier", *PLACES, *SCHOOLS)
ON = "next"  # the button that goes on with the next section


def known(section: str) -> str:
    return section if section in SECTIONS else abort(404)


@blueprint.get("/<uuid:child_id>/sections/<section>")
@calls("registry.correct_child", *READS)
def section(child_id: str, section: str) -> str:
    found = ask("registry", "get_dossier", child_id=str(child_id))
    return section_page(found, known(section), Form(values_of(found)))


@blueprint.post("/<uuid:child_id>/sections/<section>")
@calls("registry.correct_child", "registry.changes_since", *READS)
def save(child_id: str, section: str) -> ResponseReturnValue:
    """Only this section's boxes go out; what others did to the other sections meanwhile is no
    conflict."""
    form, names = Form.sent(), SECTIONS[known(section)]
    found = ask("registry", "get_dossier", child_id=str(child_id))
    settle(form, values_of(found))
    if say_what_is_half(form, names):
        return section_page(found, section, form), 422

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "correct_child",
            child_id=str(child_id),
            changes=facts_of(form, keep_empty=True, shown=values_of(found), names=names),
            why=form.value("why").strip(),
            version=form.whole("version"),
            section=section,
        )
        onward = following(section) if form.value("then") == ON else None
        if onward:
            return go("sections.section", child_id=child_id, section=onward, done="corrected")
        return go("children.child", child_id=child_id, done="corrected", _anchor=section)

    return submit(form, act, lambda form: saved_meanwhile(str(child_id), section, form))


def following(section: str) -> str | None:
    names = list(SECTIONS)
    after = names[names.index(section) + 1 :]
    return after[0] if after else None


def saved_meanwhile(child_id: str, section: str, form: Form) -> str:
    """The page again; if somebody was quicker in this section, with what they changed beside what
    was typed."""
    found = ask("registry", "get_dossier", child_id=child_id)
    version = form.whole("version")
    if not isinstance(version, int) or version == found["version"]:
        return section_page(found, section, form)
    since = ask("registry", "changes_since", child_id=child_id, version=version)
    names = SECTIONS[section]
    ours = [one for one in since["items"] if one["field"] in names]
    if not ours:
        return section_page(found, section, form)
    changed = meet(form, ours, values_of(found))
    form.values.setlist("version", [str(since["version"])])
    form.errors.pop("", None)
    return section_page(found, section, form, changed)


def section_page(
    found: Mapping[str, Any], section: str, form: Form, changed: Sequence[Changed] = ()
) -> str:
    township = found["area"]["code"][:TOWNSHIP]
    narrow = own_area() if len(own_area()) >= VILLAGE else township
    return render_template(
        "children/section.html",
        child=found,
        section=section,
        onward=following(section),
        order=list(SECTIONS),
        form=form,
        changed=changed,
        fields=FIELDS,
        villages=village_options(narrow) if section == "child" else [],
        schools=schools(township) if section == "school" else [],
    )
