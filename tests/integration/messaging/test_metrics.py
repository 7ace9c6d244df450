"""What Prometheus reads after events have flowed, on both buses."""

import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from kombu import Producer
from prometheus_client import REGISTRY

from services.notifications.service import NotificationsService
from shared import clock
from shared.messaging import gauges, metrics_server
from shared.messaging.consumer import DrainingQueueConsumer
from shared.messaging.database import Database
from shared.messaging.failures import Permanent
from shared.messaging.gauges import Measured
from shared.messaging.metrics_server import MetricsPortTaken
from shared.messaging.subscription import Quarantine, Subscription, on
from shared.scraping import Scraping
from tests.figures import figure
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import (
    LampLit,
    LighthouseUnitOfWork,
    emit,
    encoded,
    inbox,
    listener,
    queue_of,
    unique,
)
from tests.probes import free_port, probe

NAMES = {"consumer", "outcome", "service", "reason", "kind", "operation", "method", "route"}
BOUNDED = NAMES | {"status", "seconds", "le"}


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
    assert figure("lantian_service_measured", service="notifications") == 1
    assert figure("lantian_outbox_open", service="notifications") == 0
    assert figure("lantian_outbox_oldest_seconds", service="notifications") == 0
    assert figure("lantian_broker_up", service="notifications") == 1
    assert figure("lantian_database_up", service="notifications") == 1
    text = metrics_server.text()[0].decode()
    queue = 'consumer="on_child_graded",kind="dead",service="notifications"} 0.0'
    assert f"lantian_queue_messages{{{queue}" in text


@pytest.fixture
def tower(run):
    """A service whose events nobody takes."""

    class Tower:
        name = unique("tower")
        database = Database(LighthouseUnitOfWork)
        measured = Measured()

    return run(Tower)[0]


def test_the_outbox_tells_how_many_are_open_and_how_old_the_oldest_is(tower):
    name = tower.service_name
    emit(tower, "a")
    clock.CLOCK.offset = timedelta(seconds=90)
    emit(tower, "b", "c")
    assert figure("lantian_outbox_open", service=name) == 3
    assert 90 <= figure("lantian_outbox_oldest_seconds", service=name) < 120


def test_what_waits_is_told_by_its_queue(run, publish, channel, monkeypatch):
    """Of each queue with a consumer it holds one message, and answers none."""
    monkeypatch.setattr(Subscription, "handle_at_once", lambda *_: True)
    monkeypatch.setattr(Quarantine, "handle_raw", lambda *_: None)
    monkeypatch.setattr(DrainingQueueConsumer, "drain_seconds", 0.0)

    class Keeper:
        name = unique("keeper")
        database = Database(LighthouseUnitOfWork)
        measured = Measured()

        @on(LampLit, ladder=(60.0, 120.0), window=1)
        def hear(self, event, uow):
            """Never called."""

    run(Keeper)
    for _ in range(1 + 3):
        publish()
    fill(channel, queue_of(Keeper, ".quarantine"), 1 + 2)
    fill(channel, queue_of(Keeper, ".dlq"), 4)
    fill(channel, f"retry-{Keeper.name}-60000ms", 5)
    fill(channel, f"retry-{Keeper.name}-120000ms", 6)

    def waiting() -> dict[str, float]:
        queue = {"service": Keeper.name, "consumer": "hear"}
        kinds = ("work", "quarantine", "dead")
        found = {k: figure("lantian_queue_messages", kind=k, **queue) for k in kinds}
        for rung in ("60.0", "120.0"):
            found[rung] = figure("lantian_retry_waiting", service=Keeper.name, seconds=rung)
        return found

    waits = {"work": 3, "quarantine": 2, "dead": 4, "60.0": 5, "120.0": 6}
    probe(lambda: waiting() == waits, every=0.1)


def fill(channel, queue: str, messages: int) -> None:
    for _ in range(messages):
        Producer(channel).publish({}, exchange="", routing_key=queue)


def test_one_service_that_cannot_be_measured_hides_no_other(run, tower, monkeypatch):
    class Silent:
        name = unique("silent")
        database = Database(LighthouseUnitOfWork)
        measured = Measured()

    run(Silent)
    status = gauges.queues.status

    def fail(place):
        if place.service == Silent.name:
            raise OSError
        return status(place)

    monkeypatch.setattr(gauges.queues, "status", fail)
    names = (Silent.name, tower.service_name)
    assert [told("lantian_service_measured", name) for name in names] == [0, 1]
    assert [told("lantian_outbox_open", name) for name in names] == [None, 0]


def test_a_database_and_a_broker_that_do_not_answer_are_told(tower, monkeypatch):
    status = gauges.queues.status
    away = {"outbox": None, "database": False, "broker": False}
    monkeypatch.setattr(gauges.queues, "status", lambda place: status(place) | away)
    gone = ("lantian_database_up", "lantian_broker_up", "lantian_outbox_open")
    assert [told(name, tower.service_name) for name in gone] == [0, 0, None]


def told(name: str, service: str) -> float | None:
    """None for a gauge that says nothing."""
    return REGISTRY.get_sample_value(name, {"service": service})


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
