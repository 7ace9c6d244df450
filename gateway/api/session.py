"""/api/v1/session and the one-time links: what is open to those who are not signed in yet."""

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint  # type: ignore[import-untyped]
from marshmallow import Schema

from gateway import accounts, auth, texts
from gateway.access import public, sign_in_required
from gateway.api.routes import PREFIX, View, answered
from gateway.handlers.sessions import NewSession, SignedIn
from shared.contracts.gateway import schemas
from shared.contracts.gateway.errors import NotSignedIn
from shared.texts.api import SIGN_IN

BLUEPRINT = Blueprint(
    "api-session", __name__, url_prefix=PREFIX, description=texts.SERVICE_NAMES["gateway"]
)
OPEN: dict[str, Any] = {"security": []}


def route(
    method: str,
    address: str,
    *,
    asks: type[Schema] | None = None,
    answers: type[Schema] | None = None,
    status: int = 200,
    access: Callable[[View], View] = public,
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        name = view.__name__
        view.__doc__ = SIGN_IN[name]
        if asks is not None:
            view = BLUEPRINT.arguments(asks)(view)
        view = BLUEPRINT.response(status, answers)(view)
        for problem in (400, 401, 403, 415, 422, 429):
            view = BLUEPRINT.alt_response(problem, "Problem")(view)
        security = OPEN if access is public else {}
        view = BLUEPRINT.doc(operationId=name, **security)(view)
        view = access(view)
        BLUEPRINT.route(address, methods=[method], endpoint=name)(view)
        return view

    return decorate


@route("POST", "/session", asks=schemas.SignIn, answers=schemas.SessionView)
def sign_in(fields: dict[str, str]) -> Response:
    return session_view(auth.sign_in(fields["username"], fields["password"]))


@route("DELETE", "/session", status=204, access=sign_in_required)
def sign_out() -> Response:
    auth.sign_out()
    return Response(status=204)


@route("GET", "/session", answers=schemas.WhoView, access=sign_in_required)
def who() -> Response:
    signed_in = auth.signed_in()
    if signed_in is None:
        raise NotSignedIn()
    return jsonify(schemas.WhoView().dump(who_view(signed_in)))


@route(
    "POST",
    "/first-administrator",
    asks=schemas.FirstAdministrator,
    answers=schemas.SessionView,
    status=201,
)
def first_administrator(fields: dict[str, str]) -> Response:
    return session_view(accounts.open_first_administrator(**fields), 201)


@route("POST", "/passwords", asks=schemas.SetPassword, answers=schemas.SessionView)
def set_password(fields: dict[str, str]) -> Response:
    return session_view(accounts.set_password(**fields))


@route("PUT", "/session/password", asks=schemas.ChangePassword, status=204, access=sign_in_required)
def change_password(fields: dict[str, str]) -> Response:
    accounts.change_password(fields["old_password"], fields["password"])
    return Response(status=204)


def session_view(session: NewSession, status: int = 200) -> Response:
    about = {
        "token": session.token,
        "expires_at": session.expires_at,
        "account": who_view(session.who),
    }
    return answered(schemas.SessionView().dump(about), status)


def who_view(who: SignedIn) -> dict[str, Any]:
    return {
        **who.viewer.to_wire(),
        "username": who.username,
        "display_name": who.display_name,
        "demo": who.demo,
    }
