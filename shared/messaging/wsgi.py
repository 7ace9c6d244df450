"""A WSGI application as a nameko entrypoint: each request is a worker with the dependencies of its
service.

    @wsgi
    def handle(self, environ, start_response):
        return self.app(environ, start_response)
"""

from collections.abc import Callable, Iterable
from typing import Any

import eventlet
from eventlet.event import Event
from nameko.extensions import Entrypoint
from nameko.web.server import WebServer

Application = Callable[..., Iterable[bytes]]
BACKLOG = 512


class WsgiServer(WebServer):  # type: ignore[misc]
    """Stops in order: no new connections, then the answers that are under way, then the rest."""

    drain_seconds = 10.0
    _starting: bool

    def __init__(self) -> None:
        super().__init__()
        self.in_flight, self.draining = 0, False

    def start(self) -> None:
        """As nameko's, but a taken port is an error: it would be shared, and the requests with it.

        Raises OSError (EADDRINUSE)."""
        if self._starting:
            return
        self._starting = True
        self._sock = eventlet.listen(self.bind_addr, backlog=BACKLOG, reuse_port=False)
        self._sock.settimeout(None)
        self._serv = self.get_wsgi_server(self._sock, self.get_wsgi_app())
        self._gt = self.container.spawn_managed_thread(self.run)

    @property
    def port(self) -> int:
        """The one that is open; asked for 0, the system chose it."""
        return int(self._sock.getsockname()[1])

    def get_wsgi_app(self) -> Application:
        (entrypoint,) = self._providers
        return self._counted(entrypoint.run_in_worker)

    def _counted(self, app: Application) -> Application:
        def counted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if self.draining:  # a kept-alive connection
                start_response(
                    "503 Service Unavailable", [("Connection", "close"), ("Retry-After", "2")]
                )
                return [b""]
            self.in_flight += 1
            environ.setdefault("eventlet.posthooks", []).append((self._answered, (), {}))
            return app(environ, start_response)

        return counted

    def _answered(self, _environ: dict[str, Any]) -> None:
        """Called by eventlet when the last byte is sent."""
        self.in_flight -= 1

    def drain(self) -> None:
        self.draining = True
        with eventlet.Timeout(self.drain_seconds, False):
            while self.in_flight:
                eventlet.sleep(0.01)

    def stop(self) -> None:
        if hasattr(self, "_serv"):  # a refused port leaves nothing to stop
            super().stop()


class WsgiEntrypoint(Entrypoint):  # type: ignore[misc]
    server = WsgiServer()

    def setup(self) -> None:
        self.server.register_provider(self)

    def stop(self) -> None:
        self.server.drain()
        self.server.unregister_provider(self)

    def run_in_worker(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = Event()

        def handle_result(_context: Any, result: Any = None, exc_info: Any = None) -> Any:
            answer.send(result, exc_info)
            return result, exc_info

        self.container.spawn_worker(
            self, (environ, start_response), {}, handle_result=handle_result
        )
        return answer.wait()  # type: ignore[no-any-return]


wsgi = WsgiEntrypoint.decorator
