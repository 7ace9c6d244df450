"""What a helper promised: due and overdue, logging a contact in three taps, a child's contacts."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.api.uploads import uploaded
from gateway.downloads import download
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, helper_names, look
from gateway.rpc import ask, idempotency_key, tell
from shared.access.roles import Role
from shared.clock import today
from shared.contracts.pairing.schemas.promises import FILE_KINDS

blueprint = Blueprint("contacts", __name__)
NAMES = ("registry.name_children", "pairing.name_helpers")
MINE = ("pairing.list_promises", "pairing.list_pairings", *NAMES)
NEW = ("pairing.list_pairings", *NAMES)
OF_CHILD = ("pairing.list_contacts", *NAMES)
ONE = ("pairing.get_contact", *NAMES)
ACCEPT = "image/jpeg,image/png,audio/*," + ",".join(f".{kind}" for kind in FILE_KINDS)
TYPED = ("kind", "outcome", "on_date", "summary", "follow_up", "helper_id")


@blueprint.get("/contacts")
@calls(*MINE)
def contacts() -> str:
    """A helper's own: what is overdue first, then what is due, then the children."""
    found = page_of("pairing", "list_promises", own(), unkept=True)
    pairs = look("pairing", "list_pairings", status="active", **own()).items
    return render_template(
        "contacts/contacts.html",
        found=found,
        pairs=pairs,
        children=child_names(
            [*(one["child_id"] for one in found["items"]), *(one["child_id"] for one in pairs)]
        ),
        today=today().isoformat(),
    )


def own() -> dict[str, Any]:
    person = auth.viewer().person_id
    return {"helper_id": person} if person and Role.HELPER in auth.viewer().roles else {}


@blueprint.get("/children/<uuid:child_id>/contacts/new")
@calls(*NEW)
def new(child_id: Any) -> str:
    """What the address says is chosen already: with it one tap says how it was, one sends."""
    shown = {"outcome": "fine", "on_date": today().isoformat(), **request.args.to_dict()}
    return page(str(child_id), Form(shown))


@blueprint.post("/children/<uuid:child_id>/contacts/new")
@calls("pairing.log_contact", *NEW)
def log(child_id: Any) -> ResponseReturnValue:
    """The form's key is the contact's own: sent twice over a bad line, it is logged once."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {**form.texts(*TYPED), "client_key": idempotency_key()}
        logged = tell("pairing", "log_contact", child_id=str(child_id), **about)
        return go("contacts.contact", contact_id=logged["id"], done="contact_logged")

    return submit(form, act, lambda form: page(str(child_id), form))


def page(child_id: str, form: Form) -> str:
    pairs = look("pairing", "list_pairings", child_id=child_id, status="active").items
    helping = {one["helper_id"] for one in pairs}
    person = auth.viewer().person_id
    return render_template(
        "contacts/new.html",
        form=form,
        child_id=child_id,
        children=child_names([child_id]),
        helpers=helper_names(helping) if person not in helping else {},
        today=today().isoformat(),
    )


@blueprint.get("/children/<uuid:child_id>/contacts")
@calls(*OF_CHILD)
def of_child(child_id: Any) -> str:
    filters = asked("kind")
    found = page_of("pairing", "list_contacts", filters, child_id=str(child_id))
    return render_template(
        "contacts/child.html",
        child_id=str(child_id),
        found=found,
        filters=filters,
        children=child_names([str(child_id)]),
        helpers=helper_names(one["helper_id"] for one in found["items"]),
    )


@blueprint.get("/contacts/<uuid:contact_id>")
@calls(*ONE)
def contact(contact_id: Any) -> str:
    return contact_page(str(contact_id), Form())


@blueprint.post("/contacts/<uuid:contact_id>/files")
@calls("pairing.attach_to_contact", *ONE)
def attach(contact_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        _, content = uploaded()
        tell("pairing", "attach_to_contact", contact_id=str(contact_id), content=content)
        return go("contacts.contact", contact_id=contact_id, done="contact_file")

    return submit(form, act, lambda form: contact_page(str(contact_id), form))


@blueprint.get("/contacts/<uuid:contact_id>/files/<uuid:file_id>")
@calls("pairing.get_contact_file")
def file(contact_id: Any, file_id: Any) -> Response:
    which = {"contact_id": str(contact_id), "file_id": str(file_id)}
    return download(ask("pairing", "get_contact_file", **which))


@blueprint.post("/contacts/<uuid:contact_id>/striking")
@calls("pairing.strike_contact", *ONE)
def strike(contact_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "strike_contact", contact_id=str(contact_id), **form.texts("why"))
        return go("contacts.contact", contact_id=contact_id, done="contact_struck")

    return submit(form, act, lambda form: contact_page(str(contact_id), form))


def contact_page(contact_id: str, form: Form) -> str:
    found = ask("pairing", "get_contact", contact_id=contact_id)
    return render_template(
        "contacts/contact.html",
        contact=found,
        form=form,
        accept=ACCEPT,
        children=child_names([found["child_id"]]),
        helpers=helper_names([found["helper_id"]]),
    )
