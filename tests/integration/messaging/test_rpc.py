"""Calls between services, on both buses."""

import eventlet
import pytest
from nameko.exceptions import RpcTimeout, UnknownService
from sqlalchemy.exc import OperationalError

from shared.errors import AccessDenied, KeyReused
from shared.messaging import trace
from shared.messaging.database import Database
from shared.messaging.rpc import Remote, rpc
from shared.messaging.rpc_wire import ServiceFailed
from tests.figures import figure
from tests.integration.messaging.services import LighthouseUnitOfWork, unique
from tests.probes import probe


class Caller:
    """A container that calls for the test."""

    def __init__(self, container) -> None:
        self.container = container

    def __call__(self, method, *args, **kwargs):
        (remote,) = self.container.dependencies
        worker = type("Worker", (), {"data": {trace.HEADER: trace.current()}})()
        return getattr(remote.get_dependency(worker), method)(*args, **kwargs)


@pytest.fixture
def call(run):
    """`call(Service, seconds=...)` starts the service and gives its caller."""

    def make(service=None, seconds=2.0, name=None):
        class Calling:
            pass

        Calling.name = unique("calling")
        Calling.remote = Remote(name or service.name, seconds=seconds)
        return Caller(run(*([service] if service else []), Calling)[-1])

    return make


class Adder:
    name = unique("adder")
    database = Database(LighthouseUnitOfWork)  # with it a worker enters its caller's trace

    @rpc
    def add(self, a, b=0):
        return {"sum": a + b, "of": "名"}

    @rpc
    def refuse(self):
        raise AccessDenied("registry.get_dossier", "名")

    @rpc
    def break_down(self):
        raise ValueError("张三 must not be told")

    @rpc
    def lose_the_database(self):
        raise OperationalError("SELECT", {}, OSError("gone"))

    @rpc
    def answer_what_json_does_not_know(self):
        return object()

    @rpc
    def trace(self):
        return trace.current()


def test_a_call_is_answered(call):
    assert call(Adder)("add", 2, b=3) == {"sum": 5, "of": "名"}


def test_a_refusal_comes_back_as_its_own_class(call):
    with pytest.raises(AccessDenied) as refused:
        call(Adder)("refuse")
    assert refused.value.args == ("registry.get_dossier", "名")
    assert not isinstance(refused.value, KeyReused)


def test_a_fault_comes_back_without_its_text(call):
    with pytest.raises(ServiceFailed) as failed:
        call(Adder)("break_down")
    assert "ValueError at tests/integration/messaging/test_rpc.py" in str(failed.value)
    assert "张三" not in str(failed.value)


def test_a_service_without_its_database_counts_as_away(call):
    with pytest.raises(UnknownService):
        call(Adder)("lose_the_database")


@pytest.mark.parametrize("method", ["answer_what_json_does_not_know", "no_such_method"])
def test_what_cannot_be_answered_is_a_fault_and_not_a_silence(call, method):
    with pytest.raises(ServiceFailed):
        call(Adder)(method)


def test_a_service_that_is_not_there_is_known_at_once(call):
    with eventlet.Timeout(1.0, AssertionError("waited")), pytest.raises(UnknownService):
        call(name=unique("nobody"), seconds=5)("add", 1)


def test_a_call_stays_in_the_trace_of_its_caller(call):
    mine = trace.begin()
    theirs = call(Adder)("trace")
    assert theirs[3:35] == mine[3:35]
    assert theirs != mine


def test_calls_are_counted_by_what_came_of_them(call):
    class Counted(Adder):
        name = unique("counted")

    calling = call(Counted)
    calling("add", 1)
    calling("add", 2)
    with pytest.raises(AccessDenied):
        calling("refuse")
    with pytest.raises(ServiceFailed):
        calling("break_down")
    told = {
        ("add", "answered"): 2,
        ("refuse", "AccessDenied"): 1,
        ("break_down", "failed"): 1,
    }
    for (method, outcome), times in told.items():
        labels = {"operation": f"{Counted.name}.{method}", "outcome": outcome}
        probe(lambda: figure("lantian_rpc_seconds_count", **labels) == times)  # noqa: B023
        assert figure("lantian_rpc_seconds_sum", **labels) > 0


def test_a_call_fails_in_time_and_is_not_executed_later(call):
    done, outcomes = [], []

    class Slow:
        name = unique("slow")

        @rpc
        def nap(self, seconds):
            eventlet.sleep(seconds)
            done.append(seconds)

    calling = call(Slow, seconds=1.0)

    def go():
        try:
            calling("nap", 3.0)
        except RpcTimeout:
            outcomes.append("in time")

    for _ in range(11):  # ten fill the workers, the eleventh waits in the queue beyond its time
        eventlet.spawn(go)
    probe(lambda: len(outcomes) == 11)
    probe(lambda: len(done) == 10)
    eventlet.sleep(0.3)
    assert len(done) == 10


def test_what_leaves_the_process_is_sealed(call, bus, monkeypatch):
    bodies = []
    from shared.messaging.publishing import ConfirmedPublisher  # noqa: PLC0415 - patched here only

    publish = ConfirmedPublisher.publish
    monkeypatch.setattr(
        ConfirmedPublisher,
        "publish",
        lambda self, body, **options: (bodies.append(body), publish(self, body, **options)),
    )
    call(Adder)("add", 1, b=2)
    assert len(bodies) == 2
    if not bus.startswith("inproc"):
        assert not any("名" in body or "sum" in body for body in bodies)


def test_a_call_under_way_is_answered_at_a_stop(run):
    class Slow:
        name = unique("slow")

        @rpc
        def nap(self):
            began.append(1)
            eventlet.sleep(0.4)
            return "slept"

    class Calling:
        name = unique("calling")
        remote = Remote(Slow.name, seconds=3)

    began = []
    slow, calling = run(Slow, Calling)
    answer = eventlet.spawn(Caller(calling), "nap")
    probe(lambda: began)
    slow.stop()
    assert answer.wait() == "slept"
