"""What only the bench can switch: guards off (to show what they are for), a clock that is wrong,
limits that are low. Never a setting of the product.

LANTIAN_FAULTS_OFF=inbox, confirms, drain, quarantine, headers, or several with +
LANTIAN_FAULTS_CLOCK, _DRAIN, _POOL=seconds  LANTIAN_FAULTS_LONGEST=length of a queue
LANTIAN_FAULTS_LIMIT=deliveries  LANTIAN_FAULTS_VERSION=old
"""

import os
import signal
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from shared import clock, db
from shared.messaging import batch_publisher
from tests.faults.bench.facts import BenchUnitOfWork, Placed, PlacedBefore
from tests.faults.bench.tally import folder, tally

HELD = 6.0  # seconds
DELIVERIES = "deliveries"


def setting(name: str) -> str:
    return os.environ.get(f"LANTIAN_FAULTS_{name}", "")


def apply() -> None:
    from shared.messaging import consumer, deliveries, queues, subscription  # noqa: PLC0415 - after the patch

    set_clock()
    note_deliveries(consumer.DrainingQueueConsumer)
    if seconds := setting("DRAIN"):
        consumer.DrainingQueueConsumer.drain_seconds = float(seconds)
    if seconds := setting("POOL"):
        db.POOL_PATIENCE = float(seconds)
    fill_the_disk_when_asked(db)
    if longest := setting("LONGEST"):
        queues.LONGEST = int(longest)
    if limit := setting("LIMIT"):
        queues.DELIVERY_LIMIT = int(limit)
    off = setting("OFF").split("+")
    if "inbox" in off:
        take_the_inbox_out()
    if "drain" in off:
        consumer.DrainingQueueConsumer.drain_seconds = 0.0
    if "quarantine" in off:
        deliveries.SUSPECT = 10**9
    if "headers" in off:
        carry_all_headers(subscription)


def placed_as_known_here() -> type[Placed] | type[PlacedBefore]:
    return PlacedBefore if setting("VERSION") == "old" else Placed


def take_the_pool_when_asked(database: Any) -> None:
    """At SIGUSR1 every connection of the pool is held for a while."""
    import eventlet  # noqa: PLC0415 - after the patch

    def hold() -> None:
        with ExitStack() as held:
            pool = database.engine.pool
            while pool.checkedout() < pool.size():
                held.enter_context(database.engine.connect())
            tally("pool taken")
            eventlet.sleep(HELD)
        tally("pool free")

    signal.signal(signal.SIGUSR1, lambda *_: eventlet.spawn_n(hold))


def apply_to_relay() -> None:
    set_clock()
    if setting("OFF") == "confirms":
        trust_the_broker(batch_publisher.BatchPublisher)


def set_clock() -> None:
    clock.CLOCK.offset += timedelta(seconds=float(setting("CLOCK") or 0))


def fill_the_disk_when_asked(db: Any) -> None:
    """While there is a file `full` in the run's folder, SQLite may not let a database grow, and so
    says SQLITE_FULL as it does on a full disk."""
    original = db._begin_immediate

    def begin(connection: Any) -> None:
        pages = 1 if (folder() / "full").exists() else 2**30
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        original(connection)

    db._begin_immediate = begin


def note_deliveries(consumer: Any) -> None:
    """Each message that comes, with its queue; `again` if the broker says that it came before."""
    original = consumer._on_raw_message

    def counted(self: Any, provider: Any, message: Any) -> None:
        if message_id := message.properties.get("message_id"):
            again = " again" if message.delivery_info.get("redelivered") else ""
            tally(f"{provider.queue.name} {message_id}{again}", DELIVERIES)
        original(self, provider, message)

    consumer._on_raw_message = counted


def take_the_inbox_out() -> None:
    def always(self: Any, consumer: str, event_id: str) -> bool:
        if consumer == "place":  # the command's own idempotency is another guard
            return original(self, consumer, event_id)
        original(self, consumer, event_id)
        return True

    def all_of_them(self: Any, consumer: str, event_ids: Iterable[str]) -> set[str]:
        original_of_many(self, consumer, event_ids)
        return set(event_ids)

    original, original_of_many = BenchUnitOfWork.first_time, BenchUnitOfWork.first_times
    BenchUnitOfWork.first_time = always  # type: ignore[method-assign]
    BenchUnitOfWork.first_times = all_of_them  # type: ignore[method-assign]


def trust_the_broker(publisher: Any) -> None:
    """Written to the socket counts as there."""

    def hope(self: Any) -> None:
        self.unconfirmed.clear()

    publisher._await_confirms = hope


def carry_all_headers(subscription: Any) -> None:
    """A copy with the x-... headers of its original."""

    class Everything(tuple[str, ...]):
        def __contains__(self, name: object) -> bool:
            return True

    subscription.OURS = Everything()
