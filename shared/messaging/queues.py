"""The queues of a subscription: work, dead letters, quarantine, and its service's retry ladder."""

import logging
from dataclasses import dataclass

import eventlet
import kombu
from amqp.exceptions import AMQPError, PreconditionFailed
from eventlet.semaphore import Semaphore
from kombu import Exchange, Queue
from nameko.extensions import SharedExtension

from shared.messaging.connections import CONNECTION_ERRORS, connect

LADDER = (1.0, 5.0, 30.0, 120.0, 600.0)  # seconds before each retry
DELIVERY_LIMIT = 20
QUARANTINE_LIMIT = 3  # alone, so each of these deaths was its own doing
SUSPECT = 2  # deliveries that ended without a word, after which a message is handled alone
DEAD, ALONE = ".dlq", ".quarantine"
SUFFIXES = ("", ALONE, DEAD)  # a work queue, and what stands beside it
LONGEST = 1_000_000
STARTING_TRIES = 120  # the broker may be starting, as we are
DECLARING_TRIES, DECLARING_WAIT = 30, 1.0  # of one queue; seconds
log = logging.getLogger(__name__)


def durable_queue(name: str, to: str | None = None, **arguments: object) -> Queue:
    """A quorum queue; with `to`, what leaves it unhandled goes there by the default exchange."""
    arguments["x-queue-type"] = "quorum"
    if to is not None:
        arguments |= _dead_lettering() | {"x-dead-letter-routing-key": to}
    return Queue(name, durable=True, queue_arguments=arguments)


def delay_queue(service: str, seconds: float) -> Queue:
    """What is published to the exchange of its name comes, after its time, to the queue that the
    routing key names. One for all queues of a service: with one for each queue, a quorum queue
    being a Raft group, a start would take minutes."""
    milliseconds = int(seconds * 1000)
    name = f"retry-{service}-{milliseconds}ms"
    arguments = {"x-queue-type": "quorum", "x-message-ttl": milliseconds} | _dead_lettering()
    exchange = Exchange(name, "fanout", durable=True)
    return Queue(name, exchange, durable=True, queue_arguments=arguments)


def _dead_lettering() -> dict[str, object]:
    return {
        "x-dead-letter-exchange": "",
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
        "x-max-length": LONGEST,
    }


def queue_name(source: str, wire_name: str, service: str, method: str) -> str:
    return f"evt-{source}-{wire_name}--{service}.{method}"


@dataclass(frozen=True)
class Topology:
    work: Queue
    delays: tuple[Queue, ...]
    quarantine: Queue
    dead_letters: Queue

    @classmethod
    def of(
        cls, source: str, wire_name: str, service: str, method: str, ladder: tuple[float, ...]
    ) -> "Topology":
        name = queue_name(source, wire_name, service, method)
        dead, alone = f"{name}{DEAD}", f"{name}{ALONE}"
        work = durable_queue(name, to=dead, **{"x-delivery-limit": DELIVERY_LIMIT})
        work.exchange = Exchange(f"{source}.events", "topic", durable=True)
        work.routing_key = wire_name
        quarantine = durable_queue(alone, to=dead, **{"x-delivery-limit": QUARANTINE_LIMIT})
        delays = tuple(delay_queue(service, seconds) for seconds in ladder)
        return cls(work, delays, quarantine, durable_queue(dead))

    @property
    def all(self) -> tuple[Queue, ...]:
        """In the order of declaring: the work queue last, since with it events begin to come."""
        return (self.dead_letters, *self.delays, self.quarantine, self.work)


def _say(exc: BaseException, interval: float) -> None:
    log.warning("waiting for the broker (%s), again in %.1f s", type(exc).__name__, interval)


class QueueDiffers(Exception):
    """A queue that is there was made with other arguments, which nobody can change afterwards."""

    def __init__(self, queue: str, service: str, difference: str) -> None:
        super().__init__(
            f"queue {queue} is there with other arguments than this version wants: {difference}. "
            f"Stop all processes of {service} and run: lantian bus topology {service} --mend"
        )


def difference(refusal: AMQPError) -> str:
    """What the broker says of it: the argument, what we want and what is there."""
    said = str(getattr(refusal, "reply_text", "") or refusal)
    return said.removeprefix("PRECONDITION_FAILED - ")[:300]


class Declarations(SharedExtension):  # type: ignore[misc]
    """Declares a container's queues before it starts, over one connection: changed arguments are a
    refusal here, and in the consumer they would be an endless reconnect."""

    def __init__(self) -> None:
        super().__init__()
        self._one_at_a_time = Semaphore()
        self._connection: kombu.Connection | None = None
        self._declared: set[str] = set()

    def declare(self, queues: tuple[Queue, ...]) -> None:
        with self._one_at_a_time:
            for queue in queues:
                if queue.name not in self._declared:
                    self._declare(queue)
                    self._declared.add(queue.name)

    def _declare(self, queue: Queue) -> None:
        """A busy broker may not form a quorum queue's group in time, and closes the connection:
        that is no fault of the queue, and is tried again."""
        for left in reversed(range(DECLARING_TRIES)):
            try:
                queue(self._connected().default_channel).declare()
                return
            except PreconditionFailed as refused:
                service = self.container.service_name
                raise QueueDiffers(queue.name, service, difference(refused)) from None
            except CONNECTION_ERRORS as exc:
                self._connection = None
                if not left:
                    raise
                _say(exc, DECLARING_WAIT)
                eventlet.sleep(DECLARING_WAIT)

    def _connected(self) -> kombu.Connection:
        if self._connection is None:
            self._connection = connect(self.container.config)
            self._connection.ensure_connection(
                _say, STARTING_TRIES, interval_start=0.5, interval_step=0, interval_max=1
            )
        return self._connection

    def start(self) -> None:
        """Every setup() is over."""
        if self._connection is not None:
            self._connection.release()
            self._connection = None
