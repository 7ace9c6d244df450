"""Calls between the gateway and the services.

A call has a time limit, and one that nobody took by then is not executed later. Refusals come back
as their own classes.
"""

import functools
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

import eventlet
import kombu
from kombu import Exchange, Queue
from kombu.exceptions import ChannelError
from nameko.exceptions import RpcTimeout as RpcTimeout  # also for whoever calls
from nameko.exceptions import UnknownService as UnknownService
from nameko.extensions import DependencyProvider
from nameko.rpc import ReplyListener, Rpc, RpcConsumer

from shared.errors import DomainError
from shared.messaging import metrics, trace
from shared.messaging.connections import CONNECTION_ERRORS
from shared.messaging.consumer import DrainingQueueConsumer
from shared.messaging.failures import HandlerTooSlow, describe
from shared.messaging.publishing import ConfirmedPublisher, PublishUnconfirmed
from shared.messaging.rpc_wire import (
    SEALED,
    decode,
    encode,
    error_to_wire,
    raise_from_wire,
)

EXCHANGE = Exchange("lantian.rpc", "topic", durable=True)
# A queue without its service is gone after this long, and callers hear at once that it is away;
# until then their calls wait for its restart. Queues of calls are not durable: of a cluster, a
# durable one could not be had again while the node is away that it was made on.
ABSENT_AFTER_MS = 5_000
LONGEST_HANDLER = 60.0  # seconds
log = logging.getLogger(__name__)
Method = TypeVar("Method", bound=Callable[..., Any])


# -- the service's side -------------------------------------------------------------------------


class DrainingRpcConsumer(RpcConsumer):  # type: ignore[misc]
    queue_consumer = DrainingQueueConsumer()
    publisher = ConfirmedPublisher()
    queue: Queue | None

    def setup(self) -> None:
        if self.queue is None:
            name = self.container.service_name
            arguments = {"x-expires": ABSENT_AFTER_MS}
            self.queue = Queue(
                f"rpc-{name}", EXCHANGE, f"{name}.*", durable=False, queue_arguments=arguments
            )
            self.queue_consumer.register_provider(self)

    def handle_raw(self, message: kombu.Message) -> None:
        try:
            body = decode(message)
        except Exception as exc:  # whatever a stranger sent, it must not kill the container
            log.error("undecodable call: %s", type(exc).__name__)
            self.queue_consumer.ack_message(message)
        else:
            self.handle_message(body, message)

    def handle_result(self, message: kombu.Message, result: Any, exc_info: Any) -> tuple[Any, Any]:
        seal = message.content_type == SEALED
        if exc_info and not isinstance(exc_info[1], DomainError):
            call = message.delivery_info["routing_key"]
            log.error("%s failed: %s", call, describe(exc_info[1]), exc_info=exc_info)
        try:
            error = exc_info and error_to_wire(exc_info[1])
            body, content_type = encode({"result": result, "error": error}, seal=seal)
        except TypeError:  # an answer that JSON does not know
            exc_info = sys.exc_info()
            error = {"failure": describe(exc_info[1])}
            body, content_type = encode({"result": None, "error": error}, seal=seal)
        self._answer(message, body, content_type)
        self.queue_consumer.ack_message(message)
        return result, exc_info

    def _answer(self, message: kombu.Message, body: str, content_type: str) -> None:
        try:
            self.publisher.publish(
                body,
                exchange="",
                routing_key=message.properties["reply_to"],
                correlation_id=message.properties.get("correlation_id"),
                content_type=content_type,
                content_encoding="utf-8",
                serializer=None,
                delivery_mode=1,
            )
        except Exception as exc:  # the caller is gone or the broker is: the container lives on
            log.warning("nobody gets this answer: %s", describe(exc))


class DrainingRpc(Rpc):  # type: ignore[misc]
    rpc_consumer = DrainingRpcConsumer()


def rpc(method: Method) -> Method:
    """Expose a method. A refusal is an answer, not a crash, so it logs no traceback."""

    @functools.wraps(method)
    def limited(*args: Any, **kwargs: Any) -> Any:
        too_slow = HandlerTooSlow(f"{method.__name__} took over {LONGEST_HANDLER} s")
        name = f"{getattr(args[0], 'name', '')}.{method.__name__}" if args else method.__name__
        with metrics.call(name), eventlet.Timeout(LONGEST_HANDLER, too_slow):
            return method(*args, **kwargs)

    return DrainingRpc.decorator(expected_exceptions=DomainError)(limited)  # type: ignore[no-any-return]


# -- the caller's side --------------------------------------------------------------------------


class DrainingReplyListener(ReplyListener):  # type: ignore[misc]
    queue_consumer = DrainingQueueConsumer()
    publisher = ConfirmedPublisher()

    def setup(self) -> None:
        name = f"rpc.reply-{self.container.service_name}-{uuid4()}"
        self.queue = Queue(name, durable=False, queue_arguments={"x-expires": 60_000})
        self.queue_consumer.register_provider(self)

    def handle_raw(self, message: kombu.Message) -> None:
        self.queue_consumer.ack_message(message)
        waiting = self._reply_events.pop(message.properties.get("correlation_id"), None)
        if waiting is None:
            return  # it came too late
        try:
            waiting.send(decode(message))
        except Exception as exc:  # the caller must hear of it, and the container must live on
            waiting.send({"result": None, "error": {"failure": describe(exc)}})

    def call(self, call: "Call") -> Any:
        """Raises RpcTimeout, UnknownService, ServiceFailed, or the service's refusal."""
        correlation_id = str(uuid4())
        waiting = self.get_reply_event(correlation_id)
        try:
            with eventlet.Timeout(call.seconds, RpcTimeout(f"{call.address}: {call.seconds} s")):
                self._send(call, correlation_id)
                answer = waiting.wait()
        finally:
            self._reply_events.pop(correlation_id, None)  # nameko would keep it for ever
        if answer["error"]:
            raise_from_wire(call.service, answer["error"])
        return answer["result"]

    def _send(self, call: "Call", correlation_id: str) -> None:
        seal = not self.container.config["settings"].embedded
        body, content_type = encode({"args": call.args, "kwargs": call.kwargs}, seal=seal)
        try:
            self.publisher.publish(
                body,
                exchange=EXCHANGE,
                declare=[EXCHANGE],
                routing_key=call.address,
                reply_to=self.queue.name,
                correlation_id=correlation_id,
                headers={trace.HEADER: trace.current()},
                content_type=content_type,
                content_encoding="utf-8",
                serializer=None,
                delivery_mode=1,
                expiration=call.seconds,
            )
        except (*CONNECTION_ERRORS, ChannelError, PublishUnconfirmed):
            raise UnknownService(call.service) from None  # no route to it, or no broker


@dataclass(frozen=True)
class Call:
    service: str
    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    seconds: float

    @property
    def address(self) -> str:
        return f"{self.service}.{self.method}"


class RemoteService:
    """Its methods are those of the service: `pairing.accept_proposal(...)`."""

    def __init__(self, listener: DrainingReplyListener, service: str, seconds: float) -> None:
        self._listener, self._service, self._seconds = listener, service, seconds

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            return self._listener.call(Call(self._service, method, args, kwargs, self._seconds))

        return call


class Remote(DependencyProvider):  # type: ignore[misc]
    """`pairing = Remote("pairing", seconds=5)` on a service class. Without `seconds` the setting
    `rpc_seconds` holds."""

    listener = DrainingReplyListener()

    def __init__(self, service: str, seconds: float | None = None) -> None:
        super().__init__()
        self.service, self.seconds = service, seconds

    def get_dependency(self, worker_ctx: Any) -> RemoteService:
        trace.adopt(worker_ctx)
        seconds = self.seconds or self.container.config["settings"].rpc_seconds
        return RemoteService(self.listener, self.service, seconds)
