"""Starts services in one process and stops them in order; needs no nameko command."""

import errno
import gc
import importlib
import inspect
import logging
import signal
import socket
from typing import Any

import eventlet
from nameko.containers import ServiceContainer
from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR
from nameko.utils.concurrency import SpawningProxy

import shared.messaging.inproc  # noqa: F401 - makes inproc:// known to kombu
from shared.messaging import metrics_server
from shared.messaging.failures import describe
from shared.messaging.local_relay import LocalRelay
from shared.messaging.subscription import Subscription
from shared.messaging.wsgi import WsgiServer
from shared.settings import Settings

# In the order of starting: the gateway's port opens when all that it calls is there.
SERVICES = {
    "registry": "services.registry.service:RegistryService",
    "pairing": "services.pairing.service:PairingService",
    "activities": "services.activities.service:ActivitiesService",
    "funding": "services.funding.service:FundingService",
    "notifications": "services.notifications.service:NotificationsService",
    "gateway": "gateway.service:GatewayService",
}
PATIENCE = 25.0  # seconds; below the usual 30 s before SIGKILL
ENDINGS = (signal.SIGTERM, signal.SIGINT)
log = logging.getLogger(__name__)


class PortTaken(Exception):
    """Somebody else listens there."""


def service_class(name: str) -> type:
    module, _, attribute = SERVICES[name].partition(":")
    found: type = getattr(importlib.import_module(module), attribute)
    return found


def subscriptions(name: str) -> list[tuple[str, Subscription]]:
    """Each consuming method of a service with its subscription, without starting anything."""
    return [
        (method_name, entrypoint)
        for method_name, method in inspect.getmembers(service_class(name), inspect.isfunction)
        for entrypoint in getattr(method, ENTRYPOINT_EXTENSIONS_ATTR, ())
        if isinstance(entrypoint, Subscription)
    ]


def start(names: list[str], settings: Settings) -> list[ServiceContainer]:
    """Raises PortTaken, QueueDiffers. On return everything serves."""
    if "gateway" in names:
        check_port(settings.host, settings.port)
    try:
        metrics_server.serve(settings.scraping)
    except metrics_server.MetricsPortTaken as taken:
        raise PortTaken(str(taken)) from None
    containers = [ServiceContainer(service_class(n), settings.for_nameko()) for n in names]
    for container in containers:
        declare_queues(container)
        container.start()
    open_relays(containers)
    leave_to_stay()
    return containers


def leave_to_stay() -> None:
    """What is there after the start stays to the end. Left to the collector, it would be gone
    through again and again, and nobody is served meanwhile: over half a million objects."""
    gc.collect()
    gc.freeze()


def declare_queues(container: ServiceContainer) -> None:
    """Raises QueueDiffers. Before the start, in which eventlet prints whatever goes wrong."""
    for subscription in [e for e in container.entrypoints if isinstance(e, Subscription)]:
        subscription.declare()


def check_port(host: str, port: int) -> None:
    """Before anything is started; the gateway itself would notice it only last of all."""
    with socket.socket() as probing:
        probing.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probing.bind((host, port))
            probing.listen(1)
        except OSError as exc:
            if exc.errno == errno.EADDRINUSE:
                raise PortTaken(f"port {port} of {host} is taken: set LANTIAN_PORT") from None
            raise PortTaken(f"cannot listen on {host}:{port}: {exc.strerror}") from None


def open_relays(containers: list[ServiceContainer]) -> None:
    """Only when all queues are declared: an event published earlier would miss a consumer."""
    for container in containers:
        for relay in [e for e in container.extensions if isinstance(e, LocalRelay)]:
            relay.open()


def address(containers: list[ServiceContainer], settings: Settings) -> str | None:
    """Where the gateway serves, if it is among them."""
    servers = [e for c in containers for e in c.extensions if isinstance(e, WsgiServer)]
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104
    return f"http://{host}:{servers[0].port}" if servers else None


def stop(containers: list[ServiceContainer]) -> bool:
    """The gateway first, so that a request under way still gets its answer. True if all ended in
    time."""
    with eventlet.Timeout(PATIENCE, False):
        containers[-1].stop()
        SpawningProxy(containers[:-1]).stop()
        return True
    return False


def serve(containers: list[ServiceContainer], ending: "Ending") -> int:
    """Until a signal or a death; the exit code."""
    crashed: list[BaseException] = []
    for container in containers:
        eventlet.spawn(watch, container, crashed, ending)
    ending.wait()
    in_time = stop(containers)
    for error in crashed:
        log.critical("a service died: %s", describe(error))
    return 1 if crashed or not in_time else 0


def watch(container: ServiceContainer, crashed: list[BaseException], ending: "Ending") -> None:
    try:
        container.wait()
    except Exception as error:  # reported by serve()
        crashed.append(error)
        ending.now()


class Ending:
    """A signal arrives as a byte on a socket: it wakes the idle hub, and no signal handler runs
    eventlet's code."""

    def __init__(self) -> None:
        self.reader, self.writer = socket.socketpair()
        self.writer.setblocking(False)
        signal.set_wakeup_fd(self.writer.fileno())
        for number in ENDINGS:
            signal.signal(number, self._noted)

    def _noted(self, _number: int, _frame: Any) -> None:
        """Nothing: the byte on the socket is enough."""

    def wait(self) -> None:
        """Other signals write their number too."""
        while self.reader.recv(1)[0] not in ENDINGS:
            pass

    def now(self) -> None:
        self.writer.send(bytes([signal.SIGTERM]))
