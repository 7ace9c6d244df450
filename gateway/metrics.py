"""`/metrics` for Prometheus, of this process; not there unless LANTIAN_METRICS_TOKEN is set."""

from flask import Blueprint, Response, abort, request

from gateway import rpc
from gateway.access import public
from shared.messaging.metrics_server import text

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Whoever holds the token; to all others there is no such address, or they are refused."""
    scraping = rpc.services().database.settings.scraping
    if not scraping.token:
        abort(404)
    if not scraping.admits(request.headers.get("Authorization", "")):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    body, content_type = text()
    return Response(body, content_type=content_type)
