"""Reading dead letters, and giving them back as they were.

Reading is taking without settling: what is not settled goes back when the channel closes. Measured
on RabbitMQ 3.10 (quorum queues): it goes to the end, in the order in which it was taken, so a queue
that was read to its end has its order still; each reading counts one delivery. Broker 4 drops a
message at its 20th delivery, so a letter that has been read often is put there anew, as a copy.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import eventlet
import kombu
from amqp.exceptions import MessageNacked, ResourceLocked
from kombu import Connection, Producer, Queue
from kombu.exceptions import ChannelError

from shared.clock import now
from shared.contracts.bus.errors import BrokerAway, BrokerRefuses, OthersRead
from shared.messaging.cloudevents import Envelope, Undecodable, decode, moment
from shared.messaging.connections import CONNECTION_ERRORS
from shared.messaging.operations.counter import Counter
from shared.messaging.operations.place import Heard, Place
from shared.messaging.subscription import CARRIED, OURS

WORN = 10  # deliveries after which a letter is put there anew
SHOWN, CHOSEN_FROM = 1_000, 10_000  # letters of one queue that are read: to show, to act upon
UNKNOWN = "unknown"
PATIENCE = 6.0  # seconds; below that of a call, and above a slice of a redrive


@dataclass
class Letter:
    """A message that nobody could handle, as it lies in the dead letters of one consumer."""

    heard: Heard
    message: kombu.Message
    settled: bool = field(default=False)

    @cached_property
    def headers(self) -> dict[str, Any]:
        return dict(self.message.headers or {})

    @cached_property
    def body(self) -> bytes:
        body = self.message.body
        return body.encode() if isinstance(body, str) else bytes(body)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def envelope(self) -> Envelope | None:
        """None for what is no event of ours."""
        try:
            return decode(self.body)
        except Undecodable:
            return None

    @cached_property
    def id(self) -> str:
        """The event's id, or one made of the body: a stranger's may say anything."""
        known = self.message.properties.get("message_id")
        return known if is_uuid(known) else f"#{self.digest[:16]}"

    @property
    def event_id(self) -> str | None:
        return self.envelope.id if self.envelope else None

    @property
    def replay(self) -> str | None:
        return self.envelope.replay if self.envelope else None

    @property
    def error(self) -> str:
        """What we wrote down, or why the broker gave it up."""
        return str(self.headers.get("error") or self._death.get("reason") or UNKNOWN)[:400]

    @property
    def reason(self) -> str:
        """The error's class, such as "ValueError" or "delivery_limit"."""
        return self.error.replace(":", " ").split(" ", 1)[0] or UNKNOWN

    @property
    def attempts(self) -> int:
        """How often it was tried, as far as it is known."""
        return int(self.headers.get("attempts", 0)) + 1

    @property
    def died_at(self) -> datetime | None:
        said = self.headers.get("died_at") or self._death.get("time")
        if isinstance(said, int | float):
            return datetime.fromtimestamp(said, UTC)
        if isinstance(said, datetime):
            return said if said.tzinfo else said.replace(tzinfo=UTC)
        try:
            return moment(said)
        except (ValueError, TypeError):
            return None

    @property
    def _death(self) -> dict[str, Any]:
        """The broker's own note of the last time it dead-lettered the message."""
        deaths = self.headers.get("x-death") or [{}]
        return deaths[0] if isinstance(deaths[0], dict) else {}

    def kept_headers(self) -> dict[str, Any]:
        return {name: self.headers[name] for name in OURS if name in self.headers}

    def own_headers(self) -> dict[str, Any]:
        """What a copy that stays a dead letter takes along; no x-… of the broker."""
        died_at = self.died_at or now()
        return self.kept_headers() | {"error": self.error, "died_at": died_at.isoformat()}


def is_uuid(text: Any) -> bool:
    try:
        return bool(str(UUID(text)) == text)
    except (ValueError, TypeError, AttributeError):
        return False


class Reader:
    """Holds what it has taken until it is closed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.channel = connection.channel()
        self.counter = Counter(connection)
        self.producer = Producer(connection)
        self.taken: list[Letter] = []

    def letters(self, heard: Heard, most: int) -> Iterator[Letter]:
        """Those that lie there now; what dies meanwhile is for the next time."""
        name = heard.topology.dead_letters.name
        for _ in range(min(self.counter.ready(name), most)):
            message = Queue(name)(self.channel).get(no_ack=False)
            if message is None:
                return  # another process holds the rest
            letter = Letter(heard, message)
            self.taken.append(letter)
            yield letter

    def every_letter(self, heard: Heard) -> tuple[list[Letter], bool]:
        """At most CHOSEN_FROM, and whether there are no others."""
        there = self.counter.ready(heard.topology.dead_letters.name)
        found = list(self.letters(heard, CHOSEN_FROM))
        return found, len(found) >= there

    def copy(self, letter: Letter, to: str, headers: dict[str, Any], body: Any = None) -> None:
        """Confirmed and routed when it returns; the letter itself is still there. Raises
        BrokerRefuses."""
        try:
            self._publish(letter, to, headers, body)
        except (MessageNacked, ChannelError) as refused:
            raise BrokerRefuses(letter.heard.consumer) from refused

    def _publish(self, letter: Letter, to: str, headers: dict[str, Any], body: Any) -> None:
        message = letter.message
        properties = {k: v for k, v in message.properties.items() if k in CARRIED}
        self.producer.publish(
            message.body if body is None else body,
            exchange="",
            routing_key=to,
            headers=headers,
            serializer=None,
            content_type=message.content_type,
            content_encoding=message.content_encoding,
            mandatory=True,
            delivery_mode=2,
            **properties,
        )

    def settle(self, letter: Letter) -> None:
        letter.message.ack()
        letter.settled = True

    def close(self) -> None:
        for letter in self.taken:
            if not letter.settled and int(letter.headers.get("x-delivery-count", 0)) >= WORN:
                self.copy(letter, letter.heard.topology.dead_letters.name, letter.own_headers())
                self.settle(letter)
        self.channel.close()


@contextmanager
def reading(place: Place) -> Iterator[Reader]:
    """Raises BrokerAway, BrokerRefuses; OthersRead if another process of the service still reads
    after PATIENCE seconds. Whatever is not settled inside lies there again afterwards."""
    with place.one_at_a_time:
        try:
            with place.connection() as connection:
                if not place.database.settings.embedded:  # there is one process then
                    alone(connection, place.service)
                reader = Reader(connection)
                yield reader
                reader.close()
        except CONNECTION_ERRORS as away:
            raise BrokerAway(place.service) from away


def alone(connection: Connection, service: str) -> None:
    """No other process reads until this connection closes: the broker says to nobody how many
    letters others hold, so who reads beside them would take those for lost."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            connection.channel().queue_declare(
                f"reading-{service}",
                exclusive=True,
                auto_delete=True,
                arguments={"x-queue-type": "classic"},
            )
            return
        except ResourceLocked:
            if time.monotonic() > ends:
                raise OthersRead(service) from None
            eventlet.sleep(0.1)


def heard_by(place: Place, consumer: str | None) -> Iterable[Heard]:
    """All subscriptions, or the one of this consumer; none for a name that is not known."""
    return [each for each in place.heard if consumer in (None, each.consumer)]
