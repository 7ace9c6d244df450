"""History once more, to one consumer.

The producer's service does it, since it alone has the history: outbox and archive, in order. It
writes each event anew into its outbox, addressed to the consumer's work queue alone, in the
transaction that notes how far the replay has come: so a replay that is killed neither repeats nor
skips, the relay's order per aggregate and its confirms hold for it, and a consumer that is away
loses nothing. The message is the event with the replay's id, which is part of the inbox key: the
consumer handles it once more, and once. Rows of replays are no events: whoever counts those leaves
out rows with a `queue`.

With `only_unhandled` the event goes as itself, without the replay's id: a consumer that has handled
it, or for which it was given up, knows it by its inbox and ignores it. That is how a lost event is
made good, since of those beside it none takes effect twice.

An event that is not settled yet is left to come by itself, unless `with_open`: for copies, which
may have had it already, and which ignore what is older.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import eventlet
from sqlalchemy import func, select, union_all, update

from shared.clock import now
from shared.contracts.bus.errors import NoSuchConsumer
from shared.messaging.consumers import queues_of
from shared.messaging.crash_points import crash_point
from shared.messaging.queues import queue_name
from shared.sealed_text import seal_text

PART = 200
RATE = 200  # events per second
MOST_OPEN = 1000  # of a replay's events under way: live ones must not stand behind them
PATIENCE = 1.0  # seconds until another look whether it is fewer
RUNNING, DONE, STOPPED = "running", "done", "stopped"
WHY = "replays.why"
SENT_AGAIN = ("seq", "event_id", "routing_key", "aggregate_id", "shard", "body")
Transaction = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be replayed. `since` is included, `until` is not."""

    consumer: str  # "pairing.on_child_changed"
    event_type: str  # "child_changed"
    aggregate_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    event_ids: list[str] = field(default_factory=list)  # none: all
    only_unhandled: bool = False
    newest_of: list[str] = field(default_factory=list)
    with_open: bool = False
    rate: int = RATE


def queue_of(source: str, wish: Any) -> str:
    """The consumer's work queue. Raises NoSuchConsumer."""
    service, _, method = wish.consumer.partition(".")
    queue = queue_name(source, wish.event_type, service, method)
    if queue not in queues_of(source):
        raise NoSuchConsumer(wish.consumer, f"{source}.{wish.event_type}")
    return queue


def ask(uow: Any, source: str, wish: Wish, *, by: str, why: str | None) -> str:
    """Begin a replay, with the history as it is now; its id. Raises NoSuchConsumer."""
    queue_of(source, wish)
    outbox, replay = uow.table("outbox"), uuid4().hex[:12]
    values = {
        **vars(wish),
        "id": replay,
        "asked_by": by,
        "why": why and seal_text(why, WHY),
        "asked_at": now(),
        "up_to": last_number(uow, outbox),
        "state": RUNNING,
    }
    uow.session.execute(uow.table("replays").insert().values(**values))
    return replay


def last_number(uow: Any, outbox: Any) -> int:
    archived = uow.table("outbox_archive")
    highest = (uow.session.scalar(select(func.max(table.c.seq))) for table in (outbox, archived))
    return max(number or 0 for number in highest)


def how_many(uow: Any, wish: Wish) -> int:
    """What `ask` would send now."""
    limits = {"done_up_to": 0, "up_to": last_number(uow, uow.table("outbox"))}
    chosen = _history(uow, _Reach(wish, **limits)).subquery()
    return int(uow.session.scalar(select(func.count()).select_from(chosen)))


def stop(uow: Any, replay: str) -> bool:
    """What is sent is sent; False if it had ended."""
    return _end(uow, replay, STOPPED)


def carry_out(transaction: Transaction, source: str, replay: str) -> None:
    """To its end; after a crash, from where it had come to."""
    while True:
        with transaction() as uow:
            wait = _send_part(uow, source, replay)
        if wait is None:
            return
        crash_point("after_replay_batch")
        eventlet.sleep(wait)


def _send_part(uow: Any, source: str, replay: str) -> float | None:
    """Seconds to wait before the next part; None at the end."""
    replays = uow.table("replays")
    this = select(replays).where(replays.c.id == replay).with_for_update()
    asked = uow.session.execute(this).one()
    if asked.state != RUNNING:
        return None
    queue = queue_of(source, asked)
    if _under_way(uow, queue) >= MOST_OPEN:
        return PATIENCE
    rows = uow.session.execute(_history(uow, asked, min(PART, asked.rate))).all()
    if not rows:
        _end(uow, replay, DONE)
        return None
    for row in rows:
        uow.send_again(row, queue, replay, as_itself=asked.only_unhandled)
    progress = {"done_up_to": rows[-1].seq, "published": asked.published + len(rows)}
    uow.session.execute(update(replays).where(replays.c.id == replay).values(**progress))
    crash_point("before_replay_commit")
    return len(rows) / float(asked.rate)


def _end(uow: Any, replay: str, state: str) -> bool:
    replays = uow.table("replays")
    this = update(replays).where(replays.c.id == replay, replays.c.state == RUNNING)
    return bool(uow.session.execute(this.values(state=state, ended_at=now())).rowcount)


def on_the_way(uow: Any, queue: str, consumer: str) -> int:
    """Replays to "pairing.on_child_changed" that run, and of all its replays the events that the
    relay still holds."""
    replays = uow.table("replays")
    running = replays.c.state == RUNNING, replays.c.consumer == consumer
    runs = uow.session.scalar(select(func.count()).select_from(replays).where(*running))
    return int(runs) + _under_way(uow, queue)


def _under_way(uow: Any, queue: str) -> int:
    outbox = uow.table("outbox")
    is_open = outbox.c.settled_at.is_(None), outbox.c.queue == queue
    return int(uow.session.scalar(select(func.count()).select_from(outbox).where(*is_open)))


class _Reach:
    """A wish with its numbers, as a row of `replays` has them."""

    def __init__(self, wish: Wish, done_up_to: int, up_to: int) -> None:
        self.__dict__ |= vars(wish)
        self.done_up_to, self.up_to = done_up_to, up_to


def _history(uow: Any, asked: Any, most: int | None = None) -> Any:
    """In order. One statement over both tables: an event that moves from one to the other
    meanwhile is seen in one of them."""
    both = (uow.table("outbox"), uow.table("outbox_archive"))
    parts = []
    for table in both:
        columns = [table.c[name] for name in SENT_AGAIN]
        wanted = select(*columns).where(*_wanted(table, asked), *_not_overtaken(table, both, asked))
        # Each limited by itself, or a long history would be read whole for each part.
        parts.append(select(wanted.order_by(table.c.seq).limit(most).subquery()))
    history = union_all(*parts).subquery()
    return select(history).order_by(history.c.seq).limit(most)


def _wanted(table: Any, asked: Any) -> list[Any]:
    conditions = [
        table.c.routing_key == asked.event_type,
        table.c.seq > asked.done_up_to,
        table.c.seq <= asked.up_to,
    ]
    if "queue" in table.c:
        conditions.append(table.c.queue.is_(None))
        conditions += [] if asked.with_open else [table.c.settled_at.is_not(None)]
    if asked.aggregate_id is not None:
        conditions.append(table.c.aggregate_id == asked.aggregate_id)
    if asked.event_ids:
        conditions.append(table.c.event_id.in_(asked.event_ids))
    if asked.since is not None:
        conditions.append(table.c.written_at >= asked.since)
    if asked.until is not None:
        conditions.append(table.c.written_at < asked.until)
    return conditions


def _not_overtaken(table: Any, both: tuple[Any, ...], asked: Any) -> list[Any]:
    """Left out is what a later event of these types says anew of the same aggregate."""
    if not asked.newest_of:
        return []
    return [~_later(table, other.alias(f"later_{other.name}"), asked).exists() for other in both]


def _later(table: Any, later: Any, asked: Any) -> Any:
    query = select(later.c.seq).where(
        later.c.aggregate_id == table.c.aggregate_id,
        later.c.routing_key.in_(asked.newest_of),
        later.c.seq > table.c.seq,
        later.c.seq <= asked.up_to,
    )
    return query.where(later.c.queue.is_(None)) if "queue" in later.c else query
