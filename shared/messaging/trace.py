"""One trace from the HTTP request through calls, outbox and handlers (W3C `traceparent`), and what
is being done in it: so a log line says both."""

import re
import secrets
from contextvars import ContextVar
from typing import Any

HEADER = "traceparent"
SHAPE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_current: ContextVar[str | None] = ContextVar("traceparent", default=None)
_doing: ContextVar[dict[str, str] | None] = ContextVar("doing", default=None)


def current() -> str:
    """The trace of what is being done now; a new one outside of any."""
    return _current.get() or begin()


def begin(parent: object = None) -> str:
    """Enter a new span: of the parent's trace if that is well formed, else of a new trace."""
    known = isinstance(parent, str) and SHAPE.fullmatch(parent)
    trace_id = str(parent)[3:35] if known else secrets.token_hex(16)
    value = f"00-{trace_id}-{secrets.token_hex(8)}-01"
    _current.set(value)
    return value


def trace_id() -> str | None:
    """For log lines; None outside of any trace."""
    value = _current.get()
    return value and value[3:35]


def doing() -> dict[str, str]:
    """Names and ids out of the code and the bus: service, entry, consumer, event."""
    return _doing.get() or {}


def now_doing(**names: str) -> None:
    """Beside what is known already, for the rest of this greenlet."""
    _doing.set({**doing(), **names})


def adopt(worker: Any) -> None:
    """Enter the trace that came with a nameko worker's message."""
    if not hasattr(worker, "in_trace"):  # a worker has several dependencies, and one span
        worker.in_trace = True
        begin(worker.data.get(HEADER))
        if hasattr(worker, "service_name"):
            now_doing(service=worker.service_name, entry=worker.entrypoint.method_name)
