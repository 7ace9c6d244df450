"""Contact between children and their parents: who has had none, a child's log, noting one."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("family_contacts", __name__)
NAMES = "gateway.name_accounts"
OF_CHILD = ("registry.list_parent_contacts", "registry.get_dossier", NAMES)
BOXES = ("method", "contacted_on", "note")
USUAL = "call"


@blueprint.get("/family-contacts")
@calls("registry.list_without_contact", "registry.count_without_contact")
def contacts() -> str:
    """Numbers by place, and the children of the place whose parents are silent."""
    filters = asked("area")
    counts = ask("registry", "count_without_contact", **filters)
    return render_template(
        "family_contacts/contacts.html",
        counts=counts,
        found=page_of("registry", "list_without_contact", filters),
        filters=filters,
    )


@blueprint.get("/children/<uuid:child_id>/family-contacts")
@calls(*OF_CHILD)
def of_child(child_id: Any) -> str:
    return page(str(child_id), None)


@blueprint.post("/children/<uuid:child_id>/family-contacts")
@calls("registry.log_parent_contact", *OF_CHILD)
def log(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "log_parent_contact",
            child_id=str(child_id),
            parents=form.all("parents"),
            **form.texts(*BOXES),
        )
        return go("family_contacts.of_child", child_id=child_id, done="family_contact_logged")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/children/<uuid:child_id>/family-contacts/<uuid:contact_id>/striking")
@calls("registry.strike_parent_contact", *OF_CHILD)
def strike(child_id: Any, contact_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "strike_parent_contact", contact_id=str(contact_id), **form.texts("why"))
        return go("family_contacts.of_child", child_id=child_id, done="family_contact_struck")

    return submit(form, act, lambda form: page(str(child_id), form, str(contact_id)))


def page(child_id: str, form: Form | None, opened: str = "") -> str:
    """`opened` is the contact whose striking was refused: its box stays open."""
    found = page_of("registry", "list_parent_contacts", {}, child_id=child_id)
    return render_template(
        "family_contacts/child.html",
        child=ask("registry", "get_dossier", child_id=child_id),
        found=found,
        form=form or Form(),
        new=form if form and not opened else usual(found),
        opened=opened,
        today=today,
        names=account_names({one["by"] for one in found["items"]}),
    )


def usual(found: dict[str, Any]) -> Form:
    """A call today, with the one parent who is asked for; of two somebody chooses."""
    owing = [one["parent"] for one in found["parents"] if one["owes"]]
    missing = [one["parent"] for one in found["parents"] if one["missing"]]
    chosen = next((each for each in (missing, owing) if len(each) == 1), [])
    return Form({"contacted_on": today(), "method": USUAL, "parents": chosen})
