"""Whatever a handler or a call logs says in whose trace, where and on which event."""

import io
import json
import logging

import pytest

from lantian.logs import JsonFormatter
from shared.messaging import trace
from shared.messaging.cloudevents import decode
from shared.messaging.database import Database
from shared.messaging.rpc import Remote, rpc
from shared.messaging.subscription import on
from tests.integration.messaging.services import (
    LADDER,
    LampLit,
    LighthouseUnitOfWork,
    encoded,
    unique,
)
from tests.probes import probe

OURS = "shared.messaging.subscription", "tests.trace"
log = logging.getLogger("tests.trace")


@pytest.fixture
def lines():
    """`lines(name)`: those of the log that speak of this service."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter("nobody"))
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in OURS}
    for logger in levels:
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)

    def told(service: str) -> list[dict[str, object]]:
        found = [json.loads(line) for line in stream.getvalue().splitlines()]
        return [line for line in found if line["service"] == service]

    yield told
    for logger, level in levels.items():
        logger.setLevel(level)
        logger.removeHandler(handler)


def in_a_trace_of_its_own(lamp: str) -> tuple[str, str, str]:
    """A trace, an event in it, and the event on the wire."""
    began = trace.begin()
    event_id, body = encoded(lamp_id=lamp)
    return began[3:35], event_id, body


@pytest.mark.parametrize("batch", [1, 20])
def test_a_handlers_lines_say_trace_place_and_event(run, publish, lines, batch):
    class Listener:
        name = unique("listener")
        database = Database(LighthouseUnitOfWork)

        @on(LampLit, batch=batch, ladder=LADDER)
        def hear(self, event, uow):
            log.info("hearing")

    run(Listener)
    mine, event_id, body = in_a_trace_of_its_own("a")
    publish(body)
    told = probe(lambda: found if len(found := lines(Listener.name)) == 2 else None)
    assert [line["message"] for line in told] == ["hearing", f"handled {event_id}"]
    assert {(line["trace"], line["entry"], line["event"]) for line in told} == {
        (mine, "hear", event_id)
    }


def test_of_many_events_in_one_transaction_each_is_told_in_its_own_trace(run, lines):
    class Listener:
        name = unique("listener")
        database = Database(LighthouseUnitOfWork)

        @on(LampLit, batch=20, ladder=LADDER)
        def hear(self, event, uow):
            log.info("hearing")

    (container,) = run(Listener)
    (entry,) = [e for e in container.entrypoints if e.method_name == "hear"]
    sent = [in_a_trace_of_its_own(lamp) for lamp in "abc"]
    envelopes = tuple(decode(body) for _, _, body in sent)
    container.spawn_worker(entry, envelopes, {})
    told = probe(lambda: found if len(found := lines(Listener.name)) == 6 else None)
    for trace_id, event_id, _ in sent:
        mine = [line for line in told if line["trace"] == trace_id]
        assert [line["message"] for line in mine] == ["hearing", f"handled {event_id}"]
        assert {line["event"] for line in mine} == {event_id}


def test_a_calls_lines_say_the_callers_trace_and_the_place(run, lines):
    class Called:
        name = unique("called")
        database = Database(LighthouseUnitOfWork)

        @rpc
        def look(self):
            log.info("looking")

    class Between:
        name = unique("between")
        called = Remote(Called.name, seconds=5)

        @rpc
        def ask(self):
            log.info("asking")
            self.called.look()

    class Caller:
        name = unique("caller")
        between = Remote(Between.name, seconds=5)

    caller = run(Called, Between, Caller)[-1]
    mine = trace.begin()
    worker = type("Worker", (), {"data": {}, "in_trace": True})()
    caller.dependencies.copy().pop().get_dependency(worker).ask()
    [asking], [looking] = lines(Between.name), lines(Called.name)
    for line, entry in ((asking, "ask"), (looking, "look")):
        assert (line["trace"], line["entry"]) == (mine[3:35], entry)
