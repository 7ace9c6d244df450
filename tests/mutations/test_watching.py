"""Each hop of a trace and each metric, broken once: some test turns red."""

import pytest

from tests.mutations.breaking import RED, SURVIVED, outcome
from tests.requires import requires

BUS = "tests/integration/messaging/"
FIGURES, RELAY = BUS + "test_metrics.py", BUS + "test_relay.py"
HEARD = BUS + "test_trace.py::test_a_handlers_lines_say_trace_place_and_event"
MANY = BUS + "test_trace.py::test_of_many_events_in_one_transaction_each_is_told_in_its_own_trace"
CALLING = BUS + "test_trace.py::test_a_calls_lines_say_the_callers_trace_and_the_place"
SPANS = BUS + "test_rpc.py::test_a_call_stays_in_the_trace_of_its_caller"
FORGED = "tests/unit/shared/test_trace.py"
LINES, TIMED = "tests/unit/lantian/test_json_logs.py", "tests/unit/shared/test_metrics.py"
TEXT = "tests/unit/lantian/test_logs.py"
SERVED = "tests/integration/gateway/test_served.py::test_the_callers_trace_goes_on_into_the_service"
API = "tests/integration/gateway/test_api.py::"
CARRIED = API + "test_every_answer_carries_the_trace_by_which_all_logs_know_it"
ANSWERED = API + "test_every_answer_is_counted_with_its_time"
NOTED = API + "test_the_log_knows_the_route_and_not_what_was_asked"
TOLD_ON = BUS + "test_batches.py::test_what_a_handler_tells_others_is_in_the_trace_of_what_it_heard"
CALLED = BUS + "test_rpc.py::test_calls_are_counted_by_what_came_of_them"
COUNTED = FIGURES + "::test_handled_retried_and_buried_events_are_counted_by_consumer"
ALONE = BUS + "test_subscription.py::test_a_message_given_back_twice_goes_on_alone"
LATE = BUS + "test_timers.py::test_how_late_a_deadline_fired_is_told_and_each_failure_counted"
RATE = RELAY + "::test_the_figures_of_a_relay_tell_its_rate_and_its_time"
REFUSED = RELAY + "::test_what_no_queue_takes_and_what_is_too_much_are_told_apart"
HERE = BUS + "test_local_relay.py::"
FULL = HERE + "test_a_full_queue_holds_events_back_in_order"
NOBODYS = HERE + "test_an_event_without_a_consumer_is_visible_as_unsettled"
READ = FIGURES + "::test_what_waits_is_read_when_somebody_asks"
WAITS = FIGURES + "::test_what_waits_is_told_by_its_queue"
OPEN = FIGURES + "::test_the_outbox_tells_how_many_are_open_and_how_old_the_oldest_is"
AWAY = FIGURES + "::test_a_database_and_a_broker_that_do_not_answer_are_told"
SILENT = FIGURES + "::test_one_service_that_cannot_be_measured_hides_no_other"

ON = "shared.messaging.subscription"
OF = "shared.messaging.deliveries"
HOPS = [
    ("a request's own", "gateway.observe", "request.headers.get(trace.HEADER)", "None", SERVED),
    ("an answer's", "gateway.observe", 'trace.trace_id() or ""', '""', CARRIED),
    ("a problem's", "gateway.app", 'trace.trace_id() or ""', '""', CARRIED),
    ("a request's line", "gateway.observe", '"trace_id": trace.trace_id(),', "", NOTED),
    ("into a call", "shared.messaging.rpc", "{trace.HEADER: trace.current()}", "{}", CALLING),
    ("out of a call", "shared.messaging.trace", "(worker.data.get(HEADER))", "()", CALLING),
    ("what calls", "shared.messaging.rpc", "trace.adopt(worker_ctx)", "...", CALLING),
    ("what writes", "shared.messaging.database", "trace.adopt(worker_ctx)", "...", HEARD),
    ("a span of its own", "shared.messaging.trace", "{secrets.token_hex(8)}", "0", SPANS),
    ("a stranger's", "shared.messaging.trace", "SHAPE.fullmatch(parent)", "True", FORGED),
    (
        "into the outbox",
        "shared.messaging.cloudevents",
        "trace.current()",
        "trace.begin()",
        TOLD_ON,
    ),
    ("off the wire", "shared.messaging.cloudevents", "parsed.get(trace.HEADER)", "None", HEARD),
    ("into a handler", ON, "{trace.HEADER: envelope.traceparent}", "{}", HEARD),
    ("into a batch", ON, "{trace.HEADER: envelopes[0].traceparent}", "{}", HEARD),
    ("within a batch", OF, "trace.begin(envelope.traceparent)", "...", MANY),
    (
        "once handled",
        ON,
        "enter(envelope, alone=len(envelopes) == 1)\n                    log",
        "log",
        MANY,
    ),
    ("a line's event", OF, "event=envelope.inbox_key", "", HEARD),
    ("a line's service", "shared.messaging.trace", "service=worker.service_name, ", "", HEARD),
    (
        "a line's entry",
        "shared.messaging.trace",
        ", entry=worker.entrypoint.method_name",
        "",
        CALLING,
    ),
    ("a line's trace", "lantian.logs", '"trace": trace.trace_id()', '"trace": None', LINES),
    ("a line's place", "lantian.logs", "**trace.doing(),", "", LINES),
    ("a text line's trace", "lantian.logs", 'trace.trace_id() or "-"', '"-"', TEXT),
]
KEPT = [
    ("a time", "metrics", ".observe(perf_counter() - began)", "", TIMED),
    ("how long", "metrics", "perf_counter() - began)", "0)", TIMED),
    ("an outage as such", "metrics", '"outage" if is_outage(e) else ', "", TIMED),
    ("a failure as such", "metrics", "outcome = told_by(error)", "pass", TIMED),
    ("a refusal as such", "metrics", "isinstance(error, DomainError)", "False", TIMED),
    ("a request", "metrics", ".observe(seconds)", "", TIMED),
    ("a request's time", "metrics", "observe(seconds)", "observe(0)", TIMED),
    ("a request's answer", "metrics", "{status // 100}xx", "2xx", TIMED),
    ("few methods", "metrics", 'method if method in METHODS else "other"', "method", TIMED),
    (
        "whose handler",
        "subscription",
        "{getattr(service, 'name', '')}.{method.__name__}",
        "{method.__name__}",
        COUNTED,
    ),
    (
        "whose call",
        "rpc",
        "{getattr(args[0], 'name', '')}.{method.__name__}",
        "{method.__name__}",
        CALLED,
    ),
    ("a retry", "subscription", "RETRIES.labels(self.consumer).inc()", "RETRIES", COUNTED),
    (
        "a dead letter",
        "subscription",
        "DEAD_LETTERS.labels(self.consumer).inc()",
        "REFUSED",
        COUNTED,
    ),
    ("dead ones apart", "subscription", "metrics.DEAD_LETTERS", "metrics.RETRIES", COUNTED),
    (
        "the quarantined",
        "subscription",
        "QUARANTINED.labels(self.consumer).inc()",
        "REFUSED",
        ALONE,
    ),
    ("a deadline", "timers", "TIMERS.labels(kind).observe(max(0.0, late))", "TIMERS", LATE),
    ("how late", "timers", "observe(max(0.0, late))", "observe(0)", LATE),
    ("a failed deadline", "timers", "TIMER_FAILURES.labels(kind).inc()", "TIMERS", LATE),
    ("a batch", "relay", ".observe(seconds)", "", RATE),
    ("a batch's time", "relay", "observe(seconds)", "observe(0)", RATE),
    ("the rate", "relay", ".inc(len(rows) - len(refused))", ".inc()", RATE),
    (
        "what went",
        "relay",
        "len(rows) - len(refused))\n        for",
        "len(rows))\n        for",
        REFUSED,
    ),
    ("what was refused", "relay", "REFUSED.labels(self.service, known).inc()", "REFUSED", REFUSED),
    ("full ones", "relay", "reason == FULL", "False", REFUSED),
    ("nobody's", "relay", "reason == FULL", "True", REFUSED),
    ("full ones here", "local_relay", '"full").inc()', '"full")', FULL),
    ("nobody's here", "local_relay", '"unroutable").inc()', '"unroutable")', NOBODYS),
    ("the rate here", "local_relay", "(self.container.service_name).inc()", "('')", FULL),
    ("that a service is silent", "gauges", "float(status is not None)", "1.0", SILENT),
    ("that it is there", "gauges", "float(status is not None)", "0.0", READ),
    (
        "whoever is not silent",
        "gauges",
        "except Exception as exc",
        "except KeyError as exc",
        SILENT,
    ),
    ("that nothing answers", "gauges", "float(status[name])", "1.0", AWAY),
    ("that they answer", "gauges", "float(status[name])", "0.0", READ),
    ("how many are open", "gauges", '["open"])', '["oldest_seconds"])', OPEN),
    (
        "that they are told",
        "gauges",
        'found["open"].add_metric([service], status["outbox"]["open"])',
        "pass",
        OPEN,
    ),
    ("how old", "gauges", '["oldest_seconds"])', '["open"])', OPEN),
    (
        "that it is told",
        "gauges",
        'found["oldest"].add_metric([service], status["outbox"]["oldest_seconds"])',
        "pass",
        OPEN,
    ),
    ("the oldest", "operations.queues", "func.min(outbox", "func.max(outbox", OPEN),
    ("the depth", "gauges", "each[field])", "0)", WAITS),
    (
        "that a queue is told",
        "gauges",
        'found["queue"].add_metric([service, each["consumer"], kind], each[field])',
        "pass",
        WAITS,
    ),
    ("the waiting work", "gauges", '("work", "ready")', '("work", "consumers")', WAITS),
    ("the quarantine", "gauges", '("quarantine", "quarantine")', '("quarantine", "dead")', WAITS),
    ("the dead", "gauges", '("dead", "dead")', '("dead", "ready")', WAITS),
    ("the retries' rungs", "gauges", 'str(each["seconds"])', '"60.0"', WAITS),
    ("the retries' number", "gauges", 'each["waiting"]', "1", WAITS),
    (
        "that they wait",
        "gauges",
        'found["retry"].add_metric([service, str(each["seconds"])], each["waiting"])',
        "pass",
        WAITS,
    ),
    (
        "each answer",
        "observe",
        "metrics.observe_request(request.method, route, response.status_code, seconds)",
        "pass",
        ANSWERED,
    ),
    ("each answer's time", "observe", "response.status_code, seconds)", "200, 0.0)", ANSWERED),
]
UNITS = sorted({broken[-1] for broken in (*HOPS, *KEPT)})


def judged(module: str, old: str, new: str, *units: str) -> int:
    if any(unit.startswith(RELAY) for unit in units):
        requires("postgres")
        requires("rabbitmq")
    return outcome(module, old, new, *units)


@pytest.mark.long
@pytest.mark.parametrize(("hop", "module", "old", "new", "unit"), HOPS, ids=[h[0] for h in HOPS])
def test_a_trace_that_is_lost_turns_a_test_red(
    hop: str, module: str, old: str, new: str, unit: str
) -> None:
    assert judged(module, old, new, unit) == RED, hop


@pytest.mark.long
@pytest.mark.parametrize(("what", "module", "old", "new", "unit"), KEPT, ids=[k[0] for k in KEPT])
def test_a_wrong_figure_turns_a_test_red(
    what: str, module: str, old: str, new: str, unit: str
) -> None:
    package = "gateway." if module == "observe" else "shared.messaging."
    assert judged(package + module, old, new, unit) == RED, what


@pytest.mark.long
def test_the_tests_are_green_where_nothing_is_broken() -> None:
    same = "parsed.get(trace.HEADER)"
    assert judged("shared.messaging.cloudevents", same, same, *UNITS) == SURVIVED
