"""A QueueConsumer that loses nothing: raw messages, windows per queue, a drain at the end."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Protocol

import kombu
from eventlet.semaphore import Semaphore
from nameko.messaging import QueueConsumer

from shared.messaging.connections import CONNECT_TIMEOUT, HEARTBEAT, SETTLING_ERRORS
from shared.messaging.unsettled import Unsettled

NOTICED_WITHIN = 0.2  # seconds until a wish to stop is seen
log = logging.getLogger(__name__)


class Drained(Exception):
    """All that was under way is settled, or the patience is at its end."""


class TakesRaw(Protocol):
    """What a provider of this consumer has. It may have a `window`, the most it wants unsettled,
    and `handle_at_once`, which is asked first, waits for nothing, and says whether it took the
    message."""

    queue: kombu.Queue

    def handle_raw(self, message: kombu.Message) -> None:
        """In a greenlet of its own."""


class WindowedConsumer(kombu.Consumer):  # type: ignore[misc]
    """RabbitMQ applies qos to consumers started after it, and kombu sets it long before: set again.

    Without it the last consumer's window would be that of all."""

    def consume(self, no_ack: bool | None = None) -> None:
        self.qos(prefetch_count=self.prefetch_count)
        super().consume(no_ack)


class DrainingQueueConsumer(QueueConsumer):  # type: ignore[misc]
    """One per container: its connection carries events and calls alike.

    At the end it finishes what it was given. What is on its way from the queue when it stops to
    consume never comes here: RabbitMQ takes it back and counts it as a delivery, so that what meets
    two such ends goes to the quarantine, and is handled there."""

    _pending_remove_providers: dict[Any, Any]

    drain_seconds = 20.0

    def __init__(self) -> None:
        self.in_flight = 0
        self.draining_since: float | None = None
        self._settling = Semaphore()  # py-amqp writes frames of two greenlets into each other
        self._unsettled = Unsettled()
        super().__init__()

    @property
    def connection(self) -> kombu.Connection:
        config = self.container.config
        return kombu.Connection(
            config["AMQP_URI"],
            transport_options=config.get("TRANSPORT_OPTIONS", {}),
            heartbeat=HEARTBEAT,
            connect_timeout=CONNECT_TIMEOUT,
        )

    @contextmanager
    def establish_connection(self) -> Iterator[kombu.Connection]:
        """As kombu's, which after a longer outage would try only every 30 s."""
        with self.create_connection() as connection:
            connection.ensure_connection(
                self.on_connection_error, interval_start=0.2, interval_step=0.3, interval_max=2.0
            )
            yield connection

    def on_connection_error(self, exc: BaseException, interval: float) -> None:
        log.warning("the broker is away (%s), again in %.1f s", type(exc).__name__, interval)
        asked_to_stop = dict(self._pending_remove_providers)
        for provider, removed in asked_to_stop.items():
            del self._pending_remove_providers[provider]
            self._consumers.pop(provider, None)
            removed.send()
        if asked_to_stop and not self._consumers:
            raise Drained  # what was under way has gone back with the connection

    def unregister_provider(self, provider: TakesRaw) -> None:
        if self._consumers_ready.ready():
            super().unregister_provider(provider)
        elif not self._last_provider_unregistered.ready():  # nameko sends it for each provider
            self._last_provider_unregistered.send()

    @property
    def draining(self) -> bool:
        return self.draining_since is not None

    def get_consumers(self, _consumer_class: Any, channel: Any) -> list[kombu.Consumer]:
        self._unsettled = Unsettled(channel)
        for provider in self._providers:
            self._consumers[provider] = WindowedConsumer(
                channel,
                queues=[provider.queue],
                on_message=partial(self._on_raw_message, provider),
                accept=self.accept,
                prefetch_count=getattr(provider, "window", None) or self.prefetch_count,
            )
        return list(self._consumers.values())

    def _on_raw_message(self, provider: TakesRaw, message: kombu.Message) -> None:
        self._unsettled.add(message.delivery_tag)
        if self.draining:
            self._settle(message.requeue, message)
            return
        self.in_flight += 1
        at_once = getattr(provider, "handle_at_once", None)
        if at_once is None or not at_once(message):
            self.container.spawn_managed_thread(partial(provider.handle_raw, message))

    def on_consume_ready(
        self, connection: Any, channel: Any, consumers: Any, **options: Any
    ) -> None:
        self._channel = channel
        super().on_consume_ready(connection, channel, consumers, **options)

    def _notice_a_lost_connection(self) -> None:
        """Where an ack, in another greenlet, was the first to meet a broken connection, kombu would
        quietly make a new one for reading, with nobody consuming on it, and be deaf for ever."""
        connection = self._channel.connection
        if connection is None or not getattr(connection, "connected", True):
            if connection is not None:
                connection.collect()  # else the broker may take it for alive for a while
            raise ConnectionResetError("the connection of the consumers is gone")

    def on_iteration(self) -> None:
        self._notice_a_lost_connection()
        self._cancel_consumers_if_requested()
        if not self._consumers:
            self.draining_since = self.draining_since or time.monotonic()
            overdue = time.monotonic() - self.draining_since > self.drain_seconds
            if not self.in_flight or overdue:
                raise Drained  # setting should_stop waits for one more round

    def run(self) -> None:
        with suppress(Drained):
            super().run(safety_interval=NOTICED_WITHIN)

    def ack_message(self, message: kombu.Message) -> None:
        self._settle(message.ack, message)
        self.in_flight -= 1  # only now: at none in flight the connection is closed

    def ack_messages(self, messages: Sequence[kombu.Message]) -> None:
        """Those of one transaction: in one word, as far as it settles nothing else."""
        with self._settling:
            self._ack_together([m for m in messages if m.channel is self._unsettled.channel])
        self.in_flight -= len(messages)

    def _ack_together(self, messages: list[kombu.Message]) -> None:
        """What came over an earlier connection is left out: the broker has it again."""
        by_tag = {message.delivery_tag: message for message in messages}
        together = self._unsettled.run(by_tag)
        for last in together[-1:]:
            self._tell(partial(by_tag[last].ack, multiple=True), by_tag[last])
        for tag in together:
            self._unsettled.remove(tag)
            del by_tag[tag]
        for message in by_tag.values():
            self._tell(message.ack, message)

    def requeue_message(self, message: kombu.Message) -> None:
        self._settle(message.requeue, message)
        self.in_flight -= 1

    def is_ours(self, message: kombu.Message) -> bool:
        """False once the connection that it came over is gone: the broker has it again."""
        channel = message.channel
        connection = channel and channel is self._unsettled.channel and channel.connection
        return bool(connection and getattr(connection, "connected", True))

    def _settle(self, settle: Callable[[], None], message: kombu.Message) -> None:
        with self._settling:
            self._tell(settle, message)

    def _tell(self, settle: Callable[[], None], message: kombu.Message) -> None:
        """Never raises for a connection: the broker gives an unsettled message to somebody again,
        and nameko would let the error kill the container."""
        if message.channel is None or message.channel.connection is None:
            return  # the connection went, and the broker has the message again
        try:
            settle()
        except SETTLING_ERRORS as exc:
            log.warning("not settled, will come again: %s", type(exc).__name__)
        if message.channel is self._unsettled.channel:  # only now: until here nobody may say it too
            self._unsettled.remove(message.delivery_tag)
