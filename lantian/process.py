"""What every process of Lantian does first: settings, logs, clock, keys."""

import logging
import os
import sys
from typing import Any

from shared import clock, crypto
from shared.messaging import trace
from shared.messaging.failures import describe, stack
from shared.settings import Settings

RING = "ring.json"
FORMAT = "%(asctime)s %(levelname)s %(name)s [%(trace)s] %(message)s"
QUIET = ("nameko", "amqp", "kombu", "pika", "alembic")  # theirs quote messages, which name people


class DiscreetFormatter(logging.Formatter):
    """Says of an error what it was and where, and never its text, which may quote a person."""

    def format(self, record: logging.LogRecord) -> str:
        record.trace = trace.trace_id() or "-"
        if isinstance(record.args, tuple):
            record.args = tuple(discreet(argument) for argument in record.args)
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return stack(ei[1])


def discreet(argument: object) -> object:
    return describe(argument) if isinstance(argument, BaseException) else argument


def prepare() -> Settings:
    """Raises WrongSetting."""
    settings = Settings.from_environment()
    set_up_logs()
    if settings.today:
        clock.travel_to(settings.today)
    crypto.use(crypto.KeyRing.read_or_create(settings.keys / RING, settings.cipher))
    return settings


def set_up_logs() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter(FORMAT))
    logging.basicConfig(
        level=os.environ.get("LANTIAN_LOG", "WARNING").upper(), handlers=[handler], force=True
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
