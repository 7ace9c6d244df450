"""What a request leaves behind: a number, a line in the log, headers that keep browsers careful.

A line holds route, status, time and account, never an address with its parameters, a name or a
body: a search for a child is personal data too.
"""

import json
import logging
import re
import time
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, request

from gateway.access import RouteAccess, access_of, confidential
from shared.messaging import metrics, trace

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
DOCS = "docs."  # Swagger UI sets styles from script
KEPT_APART = ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")
log = logging.getLogger("lantian.access")


def install(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(secure)
    app.after_request(keep_private)
    app.after_request(note)


def begin() -> None:
    """Take over the caller's trace, or keep the worker's; calls carry it on to the services."""
    g.started = time.perf_counter()
    trace.begin(request.headers.get(trace.HEADER) or trace.current())
    wanted = request.headers.get("X-Request-ID", "")
    g.request_id = wanted if REQUEST_ID.match(wanted) else trace.trace_id()


def secure(response: Response) -> Response:
    styles = " 'unsafe-inline'" if (request.endpoint or "").startswith(DOCS) else ""
    headers = response.headers
    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.format(styles=styles)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    for name in KEPT_APART:
        headers[name] = "same-origin"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    headers["X-Request-ID"] = g.get("request_id", "")
    headers["X-Trace-ID"] = trace.trace_id() or ""
    return response


def keep_private(response: Response) -> Response:
    """What a page shows must not be found in the cache of a shared computer."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def note(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    route = str(request.url_rule) if request.url_rule else None
    metrics.observe_request(request.method, route, response.status_code, seconds)
    if not log.isEnabledFor(logging.INFO):
        return response
    who = None if confidential(_access()) else g.get("signed_in")
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request_id": g.get("request_id"),
        "trace_id": trace.trace_id(),
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "ms": round(1000 * seconds, 1),
        "account": who.viewer.account_id if who else None,
    }
    log.info(json.dumps(line), extra={"fields": {"message": "request", **line}})
    return response


def _access() -> RouteAccess | None:
    return access_of(current_app.view_functions.get(request.endpoint or ""))
