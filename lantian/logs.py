"""Log lines, as text or as JSON, one object a line; neither ever quotes what may name a person.

Of an error stand there its class and place, not its text; of an event its id and consumer, not
what it says. The libraries' own lines quote messages, so they are silent.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from shared.messaging import trace
from shared.messaging.failures import describe, stack

FORMATS = ("text", "json")
TEXT = "%(asctime)s %(levelname)s %(name)s [%(trace)s] %(message)s"
QUIET = ("nameko", "amqp", "kombu", "pika", "alembic")


class DiscreetFormatter(logging.Formatter):
    """Says of an error what it was and where, and never its text, which may quote a person."""

    def format(self, record: logging.LogRecord) -> str:
        record.trace = trace.trace_id() or "-"
        if isinstance(record.args, tuple):
            record.args = tuple(discreet(argument) for argument in record.args)
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return stack(ei[1])


class JsonFormatter(DiscreetFormatter):
    """time, level, service, logger, trace and message; entry, event, stack and a line's own
    `fields` where there are any."""

    def __init__(self, service: str) -> None:
        super().__init__("%(message)s")
        self.service = service

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, tuple):
            record.args = tuple(discreet(argument) for argument in record.args)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": self.service,
            "logger": record.name,
            "trace": trace.trace_id(),
            **trace.doing(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["stack"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def discreet(argument: object) -> object:
    return describe(argument) if isinstance(argument, BaseException) else argument


def set_up(service: str, chosen: str, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(service) if chosen == "json" else DiscreetFormatter(TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
