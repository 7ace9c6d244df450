"""kombu transport `inproc://`: a broker inside one eventlet process, for the embedded mode.

What it has of RabbitMQ: direct, topic and fanout exchanges; prefetch per consumer; mandatory; queue
and message TTL (expired at the head, as RabbitMQ does); dead-letter exchanges; delivery limit;
x-max-length with reject-publish; a clear refusal of changed queue arguments. What it has not:
persistence (the outbox is that, see `Broker.watch`), priorities, x-expires, auto-delete,
x-overflow=drop-head.
"""

from kombu.transport import TRANSPORT_ALIASES

from shared.messaging.inproc.broker import BROKER

TRANSPORT_ALIASES["inproc"] = "shared.messaging.inproc.transport:Transport"

__all__ = ["BROKER"]
