"""Events in: each takes effect exactly once. The same on RabbitMQ and on the in-process bus."""

import functools
import logging
from collections.abc import Callable
from typing import Any, TypeVar

import eventlet
import kombu
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, register_entrypoint

from shared.clock import now
from shared.db import is_outage
from shared.messaging import metrics, trace
from shared.messaging.batches import Delivery, Gatherer
from shared.messaging.clean_up import check_remembered
from shared.messaging.cloudevents import Envelope, Undecodable, decode
from shared.messaging.consumer import DrainingQueueConsumer
from shared.messaging.crash_points import crash_point
from shared.messaging.database import Database
from shared.messaging.deliveries import (
    enter,
    has_copied,
    has_handled,
    is_given_up,
    is_suspect,
    new_ones,
)
from shared.messaging.events import Event
from shared.messaging.failures import HandlerTooSlow, describe, is_hopeless
from shared.messaging.publishing import ConfirmedPublisher
from shared.messaging.queues import LADDER, Declarations, Topology

# What a copy takes along. Never x-...: RabbitMQ would drop it as a cycle, and count on.
CARRIED = ("message_id", "correlation_id", "type")
OURS = ("attempts", "error", "replay", "redrive")
log = logging.getLogger(__name__)
Method = TypeVar("Method", bound=Callable[..., None])


class Quarantine:
    """Takes, one at a time, what was delivered twice without an answer: if it kills its worker, it
    takes no neighbour's delivery count with it."""

    window = 1

    def __init__(self, subscription: "Subscription") -> None:
        self.subscription, self.queue = subscription, subscription.topology.quarantine

    def handle_raw(self, message: kombu.Message) -> None:
        self.subscription.take_alone(message)


class Subscription(Entrypoint):  # type: ignore[misc]
    """A method that is called with each event of one type."""

    queue_consumer = DrainingQueueConsumer()
    publisher = ConfirmedPublisher()
    declarations = Declarations()

    def __init__(
        self,
        event: type[Event],
        *,
        ladder: tuple[float, ...] = LADDER,
        seconds: float = 30.0,
        window: int | None = None,
        batch: int = 1,
        copies: tuple[str, ...] = (),
        history: bool = False,
    ) -> None:
        super().__init__()
        self.event, self.ladder, self.seconds, self.batch = event, ladder, seconds, batch
        self.copies, self.history = copies, history
        # While one batch is handled, the next one gathers.
        self.window = window or (2 * batch if batch > 1 else None)
        self.gatherer = Gatherer(batch, self._handle_together)

    # -- topology -------------------------------------------------------------------------------

    def topology_of(self, service: str, method: str) -> Topology:
        event = self.event
        return Topology.of(event.source, event.wire_name(), service, method, self.ladder)

    def declare(self) -> None:
        """Also before the container is set up; a second time does nothing. Raises QueueDiffers."""
        self.topology = self.topology_of(self.container.service_name, self.method_name)
        self.declarations.declare(self.topology.all)

    def setup(self) -> None:
        (self.database,) = [d for d in self.container.dependencies if isinstance(d, Database)]
        self.declare()
        self.name = self.topology.work.name
        self.consumer = f"{self.container.service_name}.{self.method_name}"
        self.queue, self.quarantine = self.topology.work, Quarantine(self)
        for provider in (self, self.quarantine):
            self.queue_consumer.register_provider(provider)

    def stop(self) -> None:
        alone = eventlet.spawn(self.queue_consumer.unregister_provider, self.quarantine)
        self.queue_consumer.unregister_provider(self)
        alone.wait()

    # -- one message ----------------------------------------------------------------------------

    def handle_at_once(self, message: kombu.Message) -> bool:
        """Not what may have to wait: for a worker, or for the broker to take a copy."""
        if is_suspect(message) or is_given_up(message):
            return False
        if self.batch == 1 and not self.container._worker_pool.free():
            return False
        try:
            envelope = decode(message.body)
        except Undecodable:
            return False
        self._take(message, envelope)
        return True

    def handle_raw(self, message: kombu.Message) -> None:
        """From the work queue."""
        if is_suspect(message):
            metrics.QUARANTINED.labels(self.consumer).inc()
            self._move(message, self.topology.quarantine, {})
        elif is_given_up(message):
            self.take(message, self._bury_unless_handled)
        else:
            self.take(message, self._take)

    def take(
        self, message: kombu.Message, handle: Callable[[kombu.Message, Envelope], None]
    ) -> None:
        try:
            envelope = decode(message.body)
        except Undecodable as exc:
            self._retry_or_bury(message, exc)
        else:
            handle(message, envelope)

    def take_alone(self, message: kombu.Message) -> None:
        self.take(message, self._handle)

    def _handle(self, message: kombu.Message, envelope: Envelope) -> None:
        context = {trace.HEADER: envelope.traceparent}
        result = functools.partial(self._handle_result, message, envelope)
        try:
            self.container.spawn_worker(self, (envelope,), {}, context, handle_result=result)
        except ContainerBeingKilled:
            self.queue_consumer.requeue_message(message)

    def _handle_result(
        self,
        message: kombu.Message,
        envelope: Envelope,
        _context: Any,
        result: Any = None,
        exc_info: Any = None,
    ) -> tuple[Any, Any]:
        if exc_info is None:
            crash_point("after_commit_before_ack")
            self.queue_consumer.ack_message(message)
        elif is_outage(exc_info[1]):
            again = functools.partial(self._wait_out, message, envelope)
            self.container.spawn_managed_thread(again)
        else:
            self._retry_or_bury(message, exc_info[1])
        return result, exc_info

    def _take(self, message: kombu.Message, envelope: Envelope) -> None:
        if self.batch == 1:
            self._handle(message, envelope)
        else:
            self.gatherer.add((message, envelope))

    def _handle_together(self, batch: list[Delivery]) -> None:
        envelopes = tuple(envelope for _, envelope in batch)
        result = functools.partial(self._handle_batch_result, batch)
        try:
            context = {trace.HEADER: envelopes[0].traceparent}
            self.container.spawn_worker(self, envelopes, {}, context, handle_result=result)
        except ContainerBeingKilled:
            for message, _ in batch:
                self.queue_consumer.requeue_message(message)

    def _handle_batch_result(
        self, batch: list[Delivery], _context: Any, result: Any = None, exc_info: Any = None
    ) -> tuple[Any, Any]:
        """A batch fails as a whole; then each goes alone, so that the one at fault is found."""
        if exc_info is None:
            crash_point("after_commit_before_ack")
            self.queue_consumer.ack_messages([message for message, _ in batch])
        else:
            again = functools.partial(self._handle_one_by_one, batch)
            self.container.spawn_managed_thread(again)
        eventlet.spawn_n(self.gatherer.go_on)  # not from within this worker: it holds a place
        return result, exc_info

    def _handle_one_by_one(self, batch: list[Delivery]) -> None:
        for message, envelope in batch:
            self._handle(message, envelope)

    def _wait_out(self, message: kombu.Message, envelope: Envelope) -> None:
        """The database is away: that uses up no attempt. The message waits here unsettled, so that
        a full window stops the consumer, and no worker of the pool waits with it."""
        self.database.wait_until_back(lambda: self.queue_consumer.draining)
        if self.queue_consumer.draining:
            self.queue_consumer.requeue_message(message)
        else:
            self._handle(message, envelope)

    def _retry_or_bury(self, message: kombu.Message, error: BaseException) -> None:
        attempts = int((message.headers or {}).get("attempts", 0))
        reason = describe(error)
        if is_hopeless(error) or attempts >= len(self.topology.delays):
            log.error("%s buried: %s", self.name, reason, exc_info=error)
            self._bury(message, reason)
        else:
            log.warning("%s tries again: %s", self.name, reason, exc_info=error)
            metrics.RETRIES.labels(self.consumer).inc()
            headers = {"attempts": attempts + 1, "error": reason}
            self._move(message, self.topology.delays[attempts], headers)

    def _bury(self, message: kombu.Message, reason: str) -> None:
        metrics.DEAD_LETTERS.labels(self.consumer).inc()
        told = {"error": reason, "died_at": now().isoformat()}
        self._move(message, self.topology.dead_letters, told)

    def _bury_unless_handled(self, message: kombu.Message, envelope: Envelope) -> None:
        """Of an event that killed its process only those have a dead letter who have not handled
        it, or who cannot tell: sent again, the inbox absorbs it."""
        if has_handled(self.database, self.method_name, envelope):
            self.queue_consumer.ack_message(message)
        else:
            log.error("%s buried: the process died of it too often", self.name)
            self._bury(message, "delivery_limit")

    def _move(self, message: kombu.Message, to: kombu.Queue, headers: dict[str, Any]) -> None:
        """Copy, confirmed, then ack; where no copy was made, the broker keeps the message. While it
        takes none, the message waits here unsettled, as where the database is away: given back,
        each try would be a delivery, and after twenty of them a dead letter."""
        kept = {k: v for k, v in (message.headers or {}).items() if k in OURS}
        properties = {k: v for k, v in message.properties.items() if k in CARRIED}
        copy = functools.partial(
            self.publisher.publish,
            message.body,
            exchange=to.exchange,
            routing_key=self.name if to in self.topology.delays else to.name,
            headers=kept | headers,
            serializer=None,
            content_type=message.content_type,
            content_encoding=message.content_encoding,
            **properties,
        )
        if has_copied(self.queue_consumer, message, copy):
            crash_point("after_copy_before_ack")
            self.queue_consumer.ack_message(message)
        else:
            self.queue_consumer.requeue_message(message)


def on(event: type[Event], **options: Any) -> Callable[[Method], Method]:
    """Subscribe `method(self, event, uow)`: inbox row, effects and new events commit together.

    Options: `seconds` time limit of the handler, `ladder` seconds before each retry, `window` the
    most that are handled at once, `batch` the most that share a transaction, `copies` the tables
    of the consumer's copy that the method feeds, and nothing else (see `copies`), with `history` if
    the newest event of an aggregate is not enough to rebuild them. A refusal
    (DomainError, but for NotFound) or Permanent is buried without a retry. The method's name is
    part of its queue's name and of its inbox key: renaming it is a new consumer.
    """

    def decorate(method: Method) -> Method:
        subscription = Subscription(event, **options)
        limit = subscription.seconds

        @functools.wraps(method)
        def handle(service: Any, *envelopes: Envelope) -> None:
            with metrics.handling(f"{getattr(service, 'name', '')}.{method.__name__}"):
                handle_all(service, envelopes)
            if log.isEnabledFor(logging.INFO):
                for envelope in envelopes:
                    enter(envelope, alone=len(envelopes) == 1)
                    log.info("handled %s", envelope.inbox_key)

        def handle_all(service: Any, envelopes: tuple[Envelope, ...]) -> None:
            too_slow = HandlerTooSlow(f"{method.__name__} took over {limit} s")
            with service.database.limited(limit, too_slow) as uow:
                for envelope in new_ones(envelopes, method.__name__, uow):
                    enter(envelope, alone=len(envelopes) == 1)
                    check_remembered(uow, envelope)
                    uow.handling(envelope)
                    method(service, event.from_data(envelope.data), uow)

        register_entrypoint(handle, subscription)
        return handle  # type: ignore[return-value]

    return decorate
