"""Files attached to a dossier or a case: the list, adding from a phone, opening, taking back."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.api.uploads import uploaded
from gateway.downloads import download
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names
from gateway.rpc import ask, tell
from gateway.settings import MEGABYTE
from shared.contracts.registry.file_codes import ABOUT, ENDINGS

blueprint = Blueprint("attachments", __name__)
CHILD = ("registry.list_attachments_of_child", "registry.get_dossier", "gateway.name_accounts")
CASE = ("registry.list_attachments_of_case", "registry.get_case", "gateway.name_accounts")
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS.values())


@blueprint.get("/children/<uuid:child_id>/attachments")
@calls(*CHILD)
def of_child(child_id: Any) -> str:
    return page("child", str(child_id), Form())


@blueprint.get("/cases/<uuid:case_id>/attachments")
@calls(*CASE)
def of_case(case_id: Any) -> str:
    return page("case", str(case_id), Form())


@blueprint.post("/children/<uuid:child_id>/attachments")
@calls("registry.attach_to_child", *CHILD)
def add_to_child(child_id: Any) -> ResponseReturnValue:
    return add("child", str(child_id), "about", "note")


@blueprint.post("/cases/<uuid:case_id>/attachments")
@calls("registry.attach_to_case", *CASE)
def add_to_case(case_id: Any) -> ResponseReturnValue:
    return add("case", str(case_id), "note")


@blueprint.get("/children/<uuid:child_id>/attachments/<uuid:attachment_id>")
@calls("registry.get_attachment_of_child")
def open_of_child(**path: Any) -> Response:
    return download(ask("registry", "get_attachment_of_child", **texts(path)))


@blueprint.get("/cases/<uuid:case_id>/attachments/<uuid:attachment_id>")
@calls("registry.get_attachment_of_case")
def open_of_case(**path: Any) -> Response:
    return download(ask("registry", "get_attachment_of_case", **texts(path)))


@blueprint.post("/children/<uuid:child_id>/attachments/<uuid:attachment_id>/withdrawal")
@calls("registry.take_back_of_child", *CHILD)
def take_back_of_child(child_id: Any, attachment_id: Any) -> ResponseReturnValue:
    return take_back("child", str(child_id), str(attachment_id))


@blueprint.post("/cases/<uuid:case_id>/attachments/<uuid:attachment_id>/withdrawal")
@calls("registry.take_back_of_case", *CASE)
def take_back_of_case(case_id: Any, attachment_id: Any) -> ResponseReturnValue:
    return take_back("case", str(case_id), str(attachment_id))


def add(owner: str, owner_id: str, *names: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        filename, content = uploaded()
        about = {f"{owner}_id": owner_id, "filename": filename, "content": content}
        tell("registry", f"attach_to_{owner}", **about, **form.texts(*names))
        return back_to(owner, owner_id, "file_attached")

    return submit(form, act, lambda form: page(owner, owner_id, form))


def take_back(owner: str, owner_id: str, attachment_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        which = {f"{owner}_id": owner_id, "attachment_id": attachment_id}
        tell("registry", f"take_back_of_{owner}", **which, why=form.value("why").strip())
        return back_to(owner, owner_id, "file_taken_back")

    return submit(form, act, lambda form: page(owner, owner_id, form, attachment_id))


def back_to(owner: str, owner_id: str, done: str) -> ResponseReturnValue:
    return go(f"attachments.of_{owner}", done=done, **{f"{owner}_id": owner_id})


def page(owner: str, owner_id: str, form: Form, opened: str = "") -> str:
    """`opened` is the file whose withdrawal was refused: its box stays open."""
    which = {f"{owner}_id": owner_id}
    found = ask("registry", f"list_attachments_of_{owner}", **which)["items"]
    whose = ask("registry", "get_dossier" if owner == "child" else "get_case", **which)
    people = {who for one in found for who in (one["added_by"], one["taken_back_by"])}
    return render_template(
        "attachments/attachments.html",
        owner=owner,
        which=which,
        whose=whose,
        here_now=[one for one in found if one["taken_back_at"] is None],
        taken_back=[one for one in found if one["taken_back_at"] is not None],
        names=account_names(people),
        form=form,
        opened=opened,
        accept=ACCEPT,
        about=[each for each in ABOUT if owner == "case" or each in whose["groups"]],
        largest=current_app.config["LANTIAN"].file_bytes // MEGABYTE,
    )


def texts(path: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in path.items()}
