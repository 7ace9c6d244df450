"""The Flask application: pages and API under one roof, deny by default."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, UnsupportedMediaType
from werkzeug.middleware.proxy_fix import ProxyFix

from gateway import (
    api,
    assets,
    auth,
    docs,
    health,
    metrics,
    observe,
    pages,
    problems,
    rpc,
    unstorable,
)
from gateway.access import access_of
from gateway.problems import Problem
from gateway.settings import WebSettings
from shared.contracts.gateway.errors import FormExpired, NotSignedIn
from shared.db import is_outage
from shared.errors import AccessDenied, DomainError
from shared.messaging import trace

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
SIGN_IN = "entrance.sign_in"
log = logging.getLogger(__name__)


def create_app(settings: WebSettings) -> Flask:
    """All routes; each request's environment holds the gateway's worker (see `auth.WORKER`)."""
    app = Flask("gateway", static_folder=None)
    app.config |= {
        "LANTIAN": settings,
        "SECRET_KEY": settings.secret,
        "MAX_CONTENT_LENGTH": settings.upload_bytes,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "lantian_form",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,
    }
    app.session_interface = FormCookie()
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    observe.install(app)
    guard_forms(app)
    app.before_request(guard)
    for blueprint in (
        assets.blueprint,
        docs.blueprint,
        health.blueprint,
        metrics.blueprint,
        *pages.BLUEPRINTS,
    ):
        app.register_blueprint(blueprint)
    api.register(app)
    app.context_processor(for_templates)
    app.register_error_handler(DomainError, on_refusal)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_crash)
    return app


class FormCookie(SecureCookieSessionInterface):
    """What ties a form to its browser; over https only where there is https."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        return request.is_secure


def guard() -> ResponseReturnValue | None:
    """Nobody gets past a route that does not say what it calls, or past sign-in without one."""
    if request.endpoint is None:
        return None  # no such address: the framework's 404
    access = access_of(current_app.view_functions.get(request.endpoint))
    if access is None:
        log.error(
            "route %s declares neither its operations nor that it is public", request.endpoint
        )
        raise AccessDenied()
    if not access.public and auth.signed_in() is None:
        raise NotSignedIn()
    if in_api() and request.content_length and not request.is_json and not is_upload():
        raise UnsupportedMediaType()
    unstorable.refuse()
    return None


def is_upload() -> bool:
    return request.mimetype == "multipart/form-data"


def guard_forms(app: Flask) -> None:
    """Pages only: the API takes no cookie, so no other site can speak for its caller."""
    csrf = CSRFProtect()
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)

    @app.before_request
    def check_form() -> None:
        if not in_api():
            csrf.protect()


def for_templates() -> dict[str, Any]:
    """What every template may use; `viewer` is None where nobody is signed in."""
    return {
        "asset": assets.asset,
        "csrf_field": csrf_field,
        "may": rpc.may,
        "new_key": rpc.new_key,
        "key_field": key_field,
        "viewer": getattr(auth.signed_in(), "viewer", None)
        if auth.WORKER in request.environ
        else None,
    }


def csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def key_field() -> Markup:
    """The hidden field by which a second press of the button is the same command."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(rpc.KEY_FIELD, rpc.new_key())


def in_api() -> bool:
    return request.path.startswith(auth.API)


def on_refusal(refusal: DomainError) -> ResponseReturnValue:
    if isinstance(refusal, NotSignedIn) and not in_api():
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for(SIGN_IN, next=here))
    return answer(problems.of_refusal(refusal))


def on_http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, CSRFError):
        return answer(problems.of_refusal(FormExpired()))
    if error.code is None or error.code < 400:  # a redirect to the address with the slash
        return error
    return answer(problems.of_http(error))


def on_crash(error: Exception) -> ResponseReturnValue:
    if is_outage(error):
        log.error("the gateway's database is away: %s", type(error).__name__)
        return answer(problems.database_away())
    log.error("a request failed", exc_info=error, extra={"endpoint": request.endpoint})
    return answer(problems.unexpected())


def answer(problem: Problem) -> Response:
    """problem+json for programs, a page for people; both in Chinese and with the request's id."""
    known = problem.numbered(g.get("request_id", ""), trace.trace_id() or "")
    if in_api():
        return known.response()
    page = Response(pages.render_problem(known), known.status, mimetype="text/html")
    page.headers.extend(known.headers)
    return page
