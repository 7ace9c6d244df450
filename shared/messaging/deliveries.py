"""What a subscription asks of a message: whether to handle it, and whether its copy was made."""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import eventlet
import kombu
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.messaging import trace
from shared.messaging.cloudevents import Envelope
from shared.messaging.outbox_rows import GIVEN_UP
from shared.messaging.publishing import TAKES_NONE
from shared.messaging.queues import SUSPECT
from shared.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)


def is_suspect(message: kombu.Message) -> bool:
    return int((message.headers or {}).get("x-delivery-count", 0)) >= SUSPECT


def is_given_up(message: kombu.Message) -> bool:
    return bool((message.headers or {}).get(GIVEN_UP))


def has_handled(database: Any, consumer: str, envelope: Envelope) -> bool:
    """False too where the database is away."""
    inbox = database.unit.base.metadata.tables["inbox"]
    its = inbox.c.consumer == consumer, inbox.c.event_id == envelope.inbox_key
    try:
        with database.sessions() as session:
            return session.scalar(select(inbox.c.event_id).where(*its)) is not None
    except (DBAPIError, PoolTimeout):
        return False


def new_ones(
    envelopes: Sequence[Envelope], consumer: str, uow: SqlUnitOfWork
) -> Iterator[Envelope]:
    """Those whose effects are not there yet, in the order of coming, each once."""
    if len(envelopes) == 1:
        first = uow.first_time(consumer, envelopes[0].inbox_key)
        yield from envelopes if first else ()
        return
    by_key = {envelope.inbox_key: envelope for envelope in reversed(envelopes)}
    new = uow.first_times(consumer, by_key)
    yield from (e for e in envelopes if e.inbox_key in new and by_key[e.inbox_key] is e)


def enter(envelope: Envelope, *, alone: bool) -> None:
    """What is done and logged from here on belongs to this event. One that is alone has brought
    the worker into its trace already."""
    if not alone:
        trace.begin(envelope.traceparent)
    trace.now_doing(event=envelope.inbox_key)


def has_copied(consumer: Any, message: kombu.Message, copy: Callable[[], None]) -> bool:
    """False if the broker has the message again, or is to have it."""
    while True:
        try:
            copy()
            return True
        except TAKES_NONE as exc:
            log.warning("no copy made, tried again: %s", type(exc).__name__)
        except Exception as exc:  # whatever it was, the broker must keep the message
            log.warning("no copy made, so given back: %s", type(exc).__name__)
            eventlet.sleep(1)
            return False
        eventlet.sleep(1)
        if consumer.draining or not consumer.is_ours(message):
            return False
