"""How much waits where, read at the moment somebody asks: outbox, queues, retries, timers.

Each process tells of the services that run in it; workers of one service tell the same.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.registry import Collector

from shared.messaging.operations import queues
from shared.messaging.operations.place import Place

PATIENCE = 5.0  # seconds for one service: a frozen broker must not hold up the scrape
PLACES: dict[str, Place] = {}
log = logging.getLogger(__name__)


class Measured(DependencyProvider):  # type: ignore[misc]
    """On a service class: what waits at it can be read in the metrics of its process."""

    def start(self) -> None:
        PLACES[self.container.service_name] = Place.of(self.container)

    def stop(self) -> None:
        PLACES.pop(self.container.service_name, None)


class Waiting(Collector):
    """Nothing is kept: every scrape asks."""

    def describe(self) -> Iterable[Gauge]:
        return families().values()

    def collect(self) -> Iterator[Gauge]:
        found = families()
        for service, place in list(PLACES.items()):
            status = status_of(place)
            found["up"].add_metric([service], float(status is not None))
            if status is not None:
                fill(found, service, status)
        yield from found.values()


def status_of(place: Place) -> dict[str, Any] | None:
    with eventlet.Timeout(PATIENCE, False):
        try:
            return queues.status(place)
        except Exception as exc:  # one service's trouble must not hide the others
            log.warning("no figures of %s: %s", place.service, type(exc).__name__)
    return None


def families() -> dict[str, Gauge]:
    return {
        "up": Gauge(
            "lantian_service_measured", "Whether the figures are there", labels=["service"]
        ),
        "database": Gauge("lantian_database_up", "It answers", labels=["service"]),
        "broker": Gauge("lantian_broker_up", "It answers", labels=["service"]),
        "open": Gauge("lantian_outbox_open", "Events not settled", labels=["service"]),
        "oldest": Gauge(
            "lantian_outbox_oldest_seconds", "Age of the oldest of them", labels=["service"]
        ),
        "queue": Gauge(
            "lantian_queue_messages",
            "Messages that nobody holds yet",
            labels=["service", "consumer", "kind"],  # work, quarantine, dead
        ),
        "retry": Gauge(
            "lantian_retry_waiting", "Messages that wait for a try", labels=["service", "seconds"]
        ),
    }


def fill(found: dict[str, Gauge], service: str, status: dict[str, Any]) -> None:
    for name in ("database", "broker"):
        found[name].add_metric([service], float(status[name]))
    if status["outbox"] is not None:
        found["open"].add_metric([service], status["outbox"]["open"])
        found["oldest"].add_metric([service], status["outbox"]["oldest_seconds"])
    for each in status["subscriptions"]:
        for kind, field in (("work", "ready"), ("quarantine", "quarantine"), ("dead", "dead")):
            found["queue"].add_metric([service, each["consumer"], kind], each[field])
    for each in status["retries"]:
        found["retry"].add_metric([service, str(each["seconds"])], each["waiting"])


REGISTRY.register(Waiting())
