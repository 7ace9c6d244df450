"""Accounts: open, reset, close; one's own password."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from gateway import accounts as act_on
from gateway.access import calls, sign_in_required
from gateway.pages.choices import PLACES, SCHOOLS, asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.rpc import ask, tell
from shared.contracts.gateway.schemas import OPEN_ROLES
from shared.texts.words import WORDS

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")
# In the order in which people think of them, not that of the codes.
ROLES = [role for role in WORDS["role"] if role in OPEN_ROLES]
READS = ("gateway.list_accounts", "registry.get_area", "registry.get_school")
OPENING = ("gateway.open_account", "registry.search_places", *PLACES, *SCHOOLS)


@blueprint.get("")
@calls(*READS)
def accounts() -> str:
    filters = asked("q", "role")
    found = page_of("gateway", "list_accounts", filters)
    return render_template("accounts/accounts.html", found=found, filters=filters, roles=ROLES)


@blueprint.get("/new")
@calls(*OPENING)
def new() -> str:
    return opening(Form())


@blueprint.post("/new")
@calls(*OPENING)
def open_account() -> ResponseReturnValue:
    """The answer holds the one-time link, so it is shown at once and never again."""
    form = Form.sent()
    if form.value("find"):
        return opening(form)

    def act() -> ResponseReturnValue:
        answer = act_on.open_account(
            **form.texts("username", "display_name", "area", "school_id", "person_id"),
            roles=form.all("roles"),
            child_ids=form.value("child_ids").split(),
        )
        return outcome(answer)

    return submit(form, act, opening)


def opening(form: Form) -> str:
    """Places are found by a part of the name: a country has 620,000 villages."""
    q = form.text("place")
    found = look("registry", "search_places", q=q).items if q else []
    return render_template(
        "accounts/new.html",
        form=form,
        roles=ROLES,
        areas=[(one["id"], one["full_name"]) for one in found if one["kind"] == "area"],
        schools=[(one["id"], one["full_name"]) for one in found if one["kind"] == "school"],
        searched=q,
    )


@blueprint.get("/<uuid:account_id>")
@calls("gateway.get_account", "registry.get_area", "registry.get_school")
def account(account_id: str) -> str:
    return account_page(str(account_id), Form())


def account_page(account_id: str, form: Form) -> str:
    found = ask("gateway", "get_account", account_id=account_id)
    return render_template("accounts/account.html", account=found, form=form)


@blueprint.post("/<uuid:account_id>/reset")
@calls("gateway.reset_account", "gateway.get_account", "registry.get_area", "registry.get_school")
def reset(account_id: str) -> ResponseReturnValue:
    form = Form.sent()
    return submit(
        form,
        lambda: outcome(act_on.reset_account(str(account_id))),
        lambda form: account_page(str(account_id), form),
    )


@blueprint.post("/<uuid:account_id>/release")
@calls("gateway.release_account", "gateway.get_account", "registry.get_area", "registry.get_school")
def release(account_id: str) -> ResponseReturnValue:
    form = Form.sent()
    return submit(
        form,
        lambda: outcome(act_on.release_account(str(account_id))),
        lambda form: account_page(str(account_id), form),
    )


@blueprint.post("/<uuid:account_id>/closure")
@calls("gateway.close_account", "gateway.get_account", "registry.get_area", "registry.get_school")
def close(account_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        why = form.value("why").strip()
        tell("gateway", "close_account", account_id=str(account_id), why=why)
        return go("accounts.accounts", done="account_closed")

    return submit(form, act, lambda form: account_page(str(account_id), form))


def outcome(answer: dict[str, Any]) -> ResponseReturnValue:
    """The link, or that another has to release the account first."""
    if answer["link"] is None:
        return go("accounts.account", account_id=answer["id"], done="account_requested")
    link = request.host_url.rstrip("/") + answer["link"]
    return render_template("accounts/invitation.html", account=answer, link=link)


@blueprint.get("/password")
@sign_in_required
def password() -> str:
    return render_template("accounts/password.html", form=Form())


@blueprint.post("/password")
@sign_in_required
def change_password() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        act_on.change_password(form.value("old_password"), form.value("password"))
        return go("home.home", done="password_changed")

    return submit(form, act, lambda form: render_template("accounts/password.html", form=form))
