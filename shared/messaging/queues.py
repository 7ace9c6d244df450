"""The queues of a subscription: work, retry ladder, dead letters, quarantine."""

from dataclasses import dataclass

from kombu import Exchange, Queue

LADDER = (1.0, 5.0, 30.0, 120.0, 600.0)  # seconds before each retry
DELIVERY_LIMIT = 20
QUARANTINE_LIMIT = 3  # alone, so each of these deaths was its own doing
SUSPECT = 2  # deliveries that ended without a word, after which a message is handled alone
LONGEST = 1_000_000


def durable_queue(name: str, to: str | None = None, **arguments: object) -> Queue:
    """A quorum queue; with `to`, what leaves it unhandled goes there by the default exchange."""
    arguments["x-queue-type"] = "quorum"
    if to is not None:
        arguments |= {
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": to,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
            "x-max-length": LONGEST,
        }
    return Queue(name, durable=True, queue_arguments=arguments)


def queue_name(source: str, wire_name: str, service: str, method: str) -> str:
    return f"evt-{source}-{wire_name}--{service}.{method}"


@dataclass(frozen=True)
class Topology:
    work: Queue
    delays: tuple[Queue, ...]
    quarantine: Queue
    dead_letters: Queue

    @classmethod
    def of(cls, source: str, wire_name: str, name: str, ladder: tuple[float, ...]) -> "Topology":
        dead, alone = f"{name}.dlq", f"{name}.quarantine"
        work = durable_queue(name, to=dead, **{"x-delivery-limit": DELIVERY_LIMIT})
        work.exchange = Exchange(f"{source}.events", "topic", durable=True)
        work.routing_key = wire_name
        delays = tuple(
            durable_queue(f"{name}.retry.{step}", to=name, **{"x-message-ttl": int(wait * 1000)})
            for step, wait in enumerate(ladder, start=1)
        )
        quarantine = durable_queue(alone, to=dead, **{"x-delivery-limit": QUARANTINE_LIMIT})
        return cls(work, delays, quarantine, durable_queue(dead))

    @property
    def all(self) -> tuple[Queue, ...]:
        """In the order of declaring: the work queue last, since with it events begin to come."""
        return (self.dead_letters, *self.delays, self.quarantine, self.work)
