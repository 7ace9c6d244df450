"""What a process counts of its own work, for Prometheus. Free of eventlet: the relay counts too.

Labels hold names out of the code alone (service, consumer, operation, route, outcome): none can
name a person, and their number is bounded.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import Counter, Histogram

from shared.db import is_outage
from shared.errors import DomainError

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LATE = (0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 60, 600, 3600)

HANDLING = Histogram(
    "lantian_handler_seconds",
    "Time to handle an event or a batch, by consumer and what came of it",
    ("consumer", "outcome"),  # handled, failed, outage
    buckets=FAST,
)
RETRIES = Counter("lantian_retries", "Events put back for another try", ("consumer",))
DEAD_LETTERS = Counter("lantian_dead_letters", "Events given up", ("consumer",))
QUARANTINED = Counter(
    "lantian_quarantined", "Events handled alone, after two workers died of them", ("consumer",)
)
PUBLISHED = Counter(
    "lantian_relay_published", "Events that the broker has taken over", ("service",)
)
REFUSED = Counter(
    "lantian_relay_refused", "Events that the broker did not take", ("service", "reason")
)
CONFIRMING = Histogram(
    "lantian_relay_batch_seconds",
    "Time from publishing a batch to its last confirm",
    ("service",),
    buckets=FAST,
)
TIMERS = Histogram(
    "lantian_timer_late_seconds", "How late a deadline fired", ("kind",), buckets=LATE
)
TIMER_FAILURES = Counter("lantian_timer_failures", "Deadlines that failed to fire", ("kind",))
CALLS = Histogram(
    "lantian_rpc_seconds",
    "Time of a call as its service sees it, by what came of it",
    ("operation", "outcome"),  # answered, failed, or the refusal's class
    buckets=FAST,
)
REQUESTS = Histogram(
    "lantian_http_request_seconds",
    "Time to answer a request, by its route",
    ("method", "route", "status"),
    buckets=FAST,
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@contextmanager
def handling(consumer: str) -> Iterator[None]:
    with _timed(HANDLING, consumer, "handled", lambda e: "outage" if is_outage(e) else "failed"):
        yield


@contextmanager
def call(operation: str) -> Iterator[None]:
    """A refusal is told by its class; whatever else is raised has failed."""

    def outcome(error: BaseException) -> str:
        return type(error).__name__ if isinstance(error, DomainError) else "failed"

    with _timed(CALLS, operation, "answered", outcome):
        yield


@contextmanager
def _timed(
    histogram: Histogram, name: str, well: str, told_by: Callable[[BaseException], str]
) -> Iterator[None]:
    began, outcome = perf_counter(), well
    try:
        yield
    except BaseException as error:
        outcome = told_by(error)
        raise
    finally:
        histogram.labels(name, outcome).observe(perf_counter() - began)


def observe_request(method: str, route: str | None, status: int, seconds: float) -> None:
    known = method if method in METHODS else "other"
    REQUESTS.labels(known, route or "none", f"{status // 100}xx").observe(seconds)
