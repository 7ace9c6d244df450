"""Signing in and out, and the one-time link by which a password is set."""

from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gateway import accounts, auth
from gateway.access import public, sign_in_required
from gateway.auth import NewSession
from gateway.domain import LinkPurpose
from gateway.pages.forms import Form, go, submit

blueprint = Blueprint("entrance", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if auth.signed_in() is not None:
        return redirect(onward(request.args.get("next")))
    return render_template("entrance/sign_in.html", form=Form({"next": request.args.get("next")}))


@blueprint.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        session = auth.sign_in(form.value("username").strip(), form.value("password"))
        return entered(session, form.value("next"))

    return submit(form, act, lambda form: render_template("entrance/sign_in.html", form=form))


@blueprint.post("/sign-out")
@sign_in_required
def sign_out() -> ResponseReturnValue:
    auth.sign_out()
    return auth.forget(make_response(go("entrance.sign_in", done="signed_out")))


@blueprint.get("/first-sign-in/<token>")
@public
def first_sign_in(token: str) -> str:
    return first_page(Form(), token)


@blueprint.post("/first-sign-in/<token>")
@public
def set_password(token: str) -> ResponseReturnValue:
    """The first administrator also chooses a name; everybody else has one."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        password = form.value("password")
        if accounts.link_purpose(token) is LinkPurpose.FIRST_ADMINISTRATOR:
            name = form.value("username").strip()
            return entered(accounts.open_first_administrator(token, name, password), None)
        return entered(accounts.set_password(token, password), None)

    return submit(form, act, lambda form: first_page(form, token))


def first_page(form: Form, token: str) -> str:
    first = accounts.link_purpose(token) is LinkPurpose.FIRST_ADMINISTRATOR
    return render_template("entrance/first_sign_in.html", form=form, first=first)


def entered(session: NewSession, wanted: str | None) -> ResponseReturnValue:
    return auth.remember(make_response(redirect(onward(wanted), code=303)), session)


def onward(wanted: str | None) -> str:
    """Back to the page somebody came for, if it is one of ours: never to another site."""
    parts = urlsplit((wanted or "").replace("\\", "/"))
    own = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if own and not parts.path.startswith("//"):
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return url_for("home.home")
