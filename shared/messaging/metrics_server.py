"""`GET /metrics` on a port of the process's own, for Prometheus; in a thread, green or not."""

import logging
import socketserver
import threading
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from shared.scraping import Scraping

log = logging.getLogger(__name__)


class MetricsPortTaken(Exception):
    """Somebody else listens there."""


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing: a scrape each quarter of a minute is no news."""


def text() -> tuple[bytes, str]:
    """All metrics of this process, and their content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST


def application(scraping: Scraping) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != "/metrics":
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"/metrics\n"]
        if not scraping.admits(environ.get("HTTP_AUTHORIZATION", "")):
            start_response("401 Unauthorized", [("WWW-Authenticate", "Bearer")])
            return [b""]
        body, content_type = text()
        start_response("200 OK", [("Content-Type", content_type)])
        return [body]

    return answer


def serve(scraping: Scraping) -> Server | None:
    """None where no port is set; raises MetricsPortTaken. `shutdown()` ends it."""
    if scraping.port is None:
        return None
    try:
        server: Server = make_server(
            scraping.host, scraping.port, application(scraping), Server, Quiet
        )
    except OSError as exc:
        place = f"{scraping.host}:{scraping.port}"
        raise MetricsPortTaken(f"{place}: {exc.strerror}; set LANTIAN_METRICS_PORT") from None
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()
    return server
