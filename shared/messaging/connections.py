"""What may go wrong between us and the broker, under whatever name the libraries raise it."""

from collections.abc import Mapping
from typing import Any

import amqp.exceptions
import kombu.exceptions
from kombu import Connection

CONNECTION_ERRORS = (
    OSError,
    EOFError,
    amqp.exceptions.ConnectionError,
    amqp.exceptions.RecoverableChannelError,
    kombu.exceptions.OperationalError,
    kombu.exceptions.ConnectionLimitExceeded,
)
# When settling, a closed channel is the same as a closed connection: the broker has it back.
SETTLING_ERRORS = (
    *CONNECTION_ERRORS,
    amqp.exceptions.AMQPError,
    kombu.exceptions.KombuError,
    AttributeError,  # py-amqp takes its channel apart while another greenlet still holds it
)
HEARTBEAT = 10  # seconds
CONNECT_TIMEOUT = 10  # seconds; the handshake of a busy broker takes its time


def connect(config: Mapping[str, Any], **options: Any) -> Connection:
    """A connection that fails soon where there is no broker; kombu alone would try for ever."""
    limits = {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.2, "interval_max": 1}
    options = {**limits, **config.get("TRANSPORT_OPTIONS", {}), **options}
    return Connection(
        config["AMQP_URI"], transport_options=options, connect_timeout=CONNECT_TIMEOUT, heartbeat=0
    )
