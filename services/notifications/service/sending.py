"""Carrying deliveries out: take one, commit, send it, commit what came of it. No transaction is
open while a provider is waited for."""

import time
from typing import Any

from services.notifications.channels import ways
from services.notifications.domain.deliveries import Answer, Channel, Outcome
from services.notifications.handlers import sending
from services.notifications.handlers.sending import Limits, Taken, Wait
from services.notifications.ports import Way
from shared.clock import now
from shared.messaging.crash_points import crash_point
from shared.messaging.jobs import Transaction
from shared.messaging.threads import within

PATIENCE = 5  # seconds beyond an attempt's own limit: a provider may send a byte now and then


def sender(database: Any, name: str, transaction: Transaction) -> None:
    """Everything of a channel that is due."""
    channel, settings = Channel(name), database.settings.channels
    limits = Limits(settings.public_url, settings.seconds, settings.per_minute[name])
    way = ways(settings)[channel]
    if database.settings.embedded:
        with transaction() as uow:
            sending.after_restart(uow, channel, now())
    while True:
        with transaction() as uow:
            found = sending.take(uow, channel, limits, now())
        if found is None:
            return
        if isinstance(found, Wait):
            time.sleep(found.seconds)
            continue
        crash_point("after_delivery_taken", name)
        answer = attempt(way, found, limits.seconds + PATIENCE)
        crash_point("after_delivery_sent", name)
        # Not the job's own transaction: what came of it is true whoever has the job by now.
        with database.transaction() as uow:
            sending.settle(uow, channel, found.delivery_id, found.number, answer, now())
        crash_point("after_delivery_settled", name)


def attempt(way: Way, taken: Taken, seconds: int) -> Answer:
    try:
        return within(seconds, lambda: way.send(taken.address, taken.notice))
    except TimeoutError:
        return Answer(Outcome.UNKNOWN, "timeout")
