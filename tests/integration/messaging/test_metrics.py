"""What Prometheus reads after events have flowed, on both buses."""

import urllib.error
import urllib.request

import pytest
from prometheus_client import REGISTRY

from services.notifications.service import NotificationsService
from shared.messaging import metrics_server
from shared.messaging.failures import Permanent
from shared.messaging.metrics_server import MetricsPortTaken
from shared.scraping import Scraping
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import LampLit, encoded, inbox, listener, queue_of
from tests.probes import free_port, probe

NAMES = {"consumer", "outcome", "service", "reason", "kind", "operation", "method", "route"}
BOUNDED = NAMES | {"status", "seconds", "le"}


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_handled_retried_and_buried_events_are_counted_by_consumer(run, publish, channel):
    failures = ["once"]

    def handle(event: LampLit) -> None:
        if event.lamp_id == "poison":
            raise Permanent("no")
        if event.lamp_id in failures:
            failures.remove(event.lamp_id)
            raise OSError

    service = listener(handle)
    (container,) = run(service)
    for lamp in ("a", "b", "once", "poison"):
        publish(encoded(lamp_id=lamp)[1])
    probe(lambda: len(inbox(container)) == 3)
    probe(lambda: count(channel, queue_of(service, ".dlq")) == 1)

    consumer = f"{service.name}.hear"
    handled = {"consumer": consumer, "outcome": "handled"}
    failed = {"consumer": consumer, "outcome": "failed"}
    probe(lambda: figure("lantian_handler_seconds_count", **handled) == 3)
    assert figure("lantian_handler_seconds_count", **failed) == 2
    assert figure("lantian_retries_total", consumer=consumer) == 1
    assert figure("lantian_dead_letters_total", consumer=consumer) == 1


def test_what_waits_is_read_when_somebody_asks(run, bus):
    run(NotificationsService)
    assert figure("lantian_outbox_open", service="notifications") == 0
    assert figure("lantian_broker_up", service="notifications") == 1
    assert figure("lantian_database_up", service="notifications") == 1
    told = metrics_server.text()[0].decode()
    queue = 'consumer="on_child_graded",kind="dead",service="notifications"} 0.0'
    assert f"lantian_queue_messages{{{queue}" in told


def test_no_label_could_hold_a_person_or_grow_without_end(run):
    run(NotificationsService)
    samples = [s for m in REGISTRY.collect() if m.name.startswith("lantian_") for s in m.samples]
    assert {label for sample in samples for label in sample.labels} <= BOUNDED


@pytest.fixture
def port():
    opened = []

    def serve(**scraping: str) -> str:
        server = metrics_server.serve(Scraping(port=free_port(), **scraping))
        assert server is not None
        opened.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in opened:
        server.shutdown()
        server.server_close()


def test_the_port_answers_with_all_figures(port):
    with urllib.request.urlopen(f"{port()}/metrics") as answer:
        assert b"lantian_handler_seconds" in answer.read()


def test_with_a_token_set_the_port_asks_for_it(port):
    url = f"{port(token='of-the-prometheus')}/metrics"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(url)
    asked = urllib.request.Request(url, headers={"Authorization": "Bearer of-the-prometheus"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200


def test_a_taken_port_is_refused_in_words(port):
    taken = int(port().rpartition(":")[2])
    with pytest.raises(MetricsPortTaken, match="LANTIAN_METRICS_PORT"):
        metrics_server.serve(Scraping(port=taken))


def test_without_a_port_nothing_listens():
    assert metrics_server.serve(Scraping()) is None
