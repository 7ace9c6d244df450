"""Of each thing that is timed: how long it took, and what came of it."""

from collections.abc import Callable
from contextlib import nullcontext
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import AccessDenied
from shared.messaging import metrics
from tests.figures import figure


@pytest.fixture(autouse=True)
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> None:
    """On which everything takes 2.5 s."""
    ticks = count(100.0, 2.5)
    monkeypatch.setattr(metrics, "perf_counter", lambda: next(ticks))


def ended(timed: Callable[[str], Any], name: str, error: Exception | None) -> None:
    comes_through = pytest.raises(type(error)) if error else nullcontext()
    with comes_through, timed(name):
        if error:
            raise error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "handled"), (OSError(), "failed"), (PoolTimeout(), "outage")],
    ids=["handled", "failed", "outage"],
)
def test_a_handlers_time_is_told_by_what_came_of_it(error: Exception | None, outcome: str) -> None:
    name = str(uuid4())
    ended(metrics.handling, name, error)
    labels = {"consumer": name, "outcome": outcome}
    assert figure("lantian_handler_seconds_count", **labels) == 1
    assert figure("lantian_handler_seconds_sum", **labels) == 2.5


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "answered"), (ValueError(), "failed"), (AccessDenied(), "AccessDenied")],
    ids=["answered", "failed", "refused"],
)
def test_a_calls_time_is_told_by_what_came_of_it(error: Exception | None, outcome: str) -> None:
    name = str(uuid4())
    ended(metrics.call, name, error)
    labels = {"operation": name, "outcome": outcome}
    assert figure("lantian_rpc_seconds_count", **labels) == 1
    assert figure("lantian_rpc_seconds_sum", **labels) == 2.5


def test_a_requests_time_is_told_by_its_route_and_answer() -> None:
    route = f"/{uuid4()}"
    for status in (200, 201, 404):
        metrics.observe_request("GET", route, status, 1.5)
    well = {"method": "GET", "route": route, "status": "2xx"}
    assert figure("lantian_http_request_seconds_count", **well) == 2
    assert figure("lantian_http_request_seconds_sum", **well) == 3.0
    assert figure("lantian_http_request_seconds_count", **well | {"status": "4xx"}) == 1


def test_what_strangers_make_up_is_counted_together() -> None:
    labels = {"method": "other", "route": "none", "status": "4xx"}
    before = figure("lantian_http_request_seconds_count", **labels)
    for method in ("BREW", "WHEN"):
        metrics.observe_request(method, None, 405, 0.1)
    assert figure("lantian_http_request_seconds_count", **labels) == before + 2
