"""Who is signed in: shared by the API (a bearer token) and the pages (a cookie).

Pages use: `signed_in()` (None if nobody), `viewer()`, `sign_in(username, password)`,
`remember(response, session)`, `sign_out()`, `forget(response)`, and the decorators
`calls`, `public` and `sign_in_required` of `gateway.access`, re-exported here.
"""

from datetime import UTC, datetime
from typing import cast

from flask import Response, current_app, g, request

from gateway import passwords
from gateway.access import access_of, calls, public, sign_in_required
from gateway.handlers import console, sessions
from gateway.handlers.sessions import NewSession, SignedIn
from gateway.settings import WebSettings
from gateway.store import GatewayUnitOfWork
from shared import console as tickets
from shared.access import bus
from shared.clock import now
from shared.contracts.gateway.errors import NotSignedIn
from shared.errors import AccessDenied
from shared.messaging.database import Database
from shared.viewer import Viewer

__all__ = [
    "SESSION_COOKIE",
    "NewSession",
    "SignedIn",
    "calls",
    "forget",
    "public",
    "remember",
    "sign_in",
    "sign_in_required",
    "sign_out",
    "signed_in",
    "viewer",
]

SESSION_COOKIE = "lantian_session"
API = "/api/"
WORKER = "lantian.gateway"


def web_settings() -> WebSettings:
    return cast(WebSettings, current_app.config["LANTIAN"])


def signed_in() -> SignedIn | None:
    """The account behind this request, looked up once; None if there is none or it has ended."""
    if "signed_in" not in g:
        token = presented_token()
        g.signed_in = _look_up(token) if token else None
    return cast("SignedIn | None", g.signed_in)


def viewer() -> Viewer:
    """Raises NotSignedIn."""
    who = signed_in()
    if who is None:
        raise NotSignedIn()
    return who.viewer


def presented_token() -> str | None:
    """The API reads the Authorization header only: no form of another site can send one."""
    if request.path.startswith(API):
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return token.strip() or None if kind.lower() == "bearer" else None
    return request.cookies.get(SESSION_COOKIE)


def sign_in(username: str, password: str) -> NewSession:
    """Start a session; raises WrongCredentials, SignInLocked, DemoAccountRefused, AccountClosed.

    An attempt is counted before the password is tried, so that many at once cannot try more
    often than the limit. The hash is computed between two transactions, never inside one.
    """
    settings = web_settings()
    address = request.remote_addr or ""
    with database().transaction() as uow:
        known = sessions.begin_attempt(uow, username, address, settings=settings, now=now())
    known.refuse_if_locked()
    fits = passwords.fits(known.password_hash, password, settings)
    with database().transaction() as uow:
        outcome = sessions.finish_attempt(
            uow, username, address, fits=fits, settings=settings, now=now()
        )
    if isinstance(outcome, NewSession):
        g.signed_in = outcome.who
        return outcome
    raise outcome


def sign_out() -> None:
    """End the session that this request came with; harmless if there is none."""
    token = presented_token()
    if token:
        with database().transaction() as uow:
            sessions.end(uow, token, now=now())
    g.signed_in = None


def remember(response: Response, session: NewSession) -> Response:
    """Give the browser the session; it ends with the browser, or before."""
    response.set_cookie(
        SESSION_COOKIE,
        session.token,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
        path="/",
    )
    return response


def forget(response: Response) -> Response:
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="Lax")
    return response


def database() -> Database[GatewayUnitOfWork]:
    """The gateway's own; only within a request."""
    return cast(Database[GatewayUnitOfWork], request.environ[WORKER].database)


def _look_up(token: str) -> SignedIn | None:
    if tickets.is_ticket(token):
        return _from_console(token)
    with database().transaction() as uow:
        return sessions.find(uow, token, settings=web_settings(), now=now())


def _from_console(ticket: str) -> SignedIn | None:
    """For operations of the bus alone, over the API. By the clock on the wall: a trial's other
    today is known to one of the two processes only."""
    if not request.path.startswith(API):
        return None
    access = access_of(current_app.view_functions.get(request.endpoint or ""))
    asked = access.operations if access else frozenset()
    if not asked or not all(bus.is_operation(name) for name in asked):
        raise AccessDenied()
    with database().transaction() as uow:
        return console.find(uow, ticket, now=datetime.now(UTC))
