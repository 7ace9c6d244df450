"""What is old goes: settled events to the archive, and from there away; inbox rows, fired timers,
answered commands and ended jobs away. In small transactions, so that nobody waits.

Why no event is handled twice because of it. A consumer knows an event again by its inbox row, so
an event must not come again once that row is gone:

- **Relay, again after a crash or restart**: sends only rows that are not settled, and only settled
  rows ever leave the outbox; they leave it before the inbox forgets (`Keeping.check`), so also
  rows that somebody sends again by hand, by taking away their mark, find their inbox rows.
- **Embedded, at start**: what is not settled is published again to every consumer, also to those
  that handled it long ago while another one's dead letter waited. So there the inbox keeps
  everything from the oldest unsettled event of any service on (`Horizon`).
- **Distributed, late copies**: a message may lie in a queue, or in the dead letters, for longer
  than the inbox remembers, and then be delivered or re-driven, perhaps for the second time. Before
  a row of the inbox goes, the instant is committed before which the inbox forgets (`forget`); an
  event sent before it, and a day for clocks that differ, without an inbox row is not handled but
  buried with that reason (`check_remembered`), for a person to decide. Nothing is lost by it.
- **Replays** are asked for by a person, and have inbox keys of their own (event and replay), under
  the same rules with the instant of their sending.
- **Timers** that have fired are kept longer than the inbox, so that a fact that comes again sets no
  deadline again. A command's answer outlives every retry of a client; the same key after
  LANTIAN_COMMANDS_DAYS is a new command.

Killed anywhere, each batch is there as a whole or not at all, and the next run goes on.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, tuple_, update

from shared.clock import now
from shared.db import insert_or_ignore
from shared.keeping import Keeping
from shared.messaging.cloudevents import Envelope
from shared.messaging.crash_points import crash_point
from shared.messaging.failures import BeyondMemory

BATCH = 500
CLOCKS = timedelta(days=1)  # by which those of producer and consumer may differ
INBOX, ARCHIVE, REPLAYED = "inbox", "archive", "replayed"
Transaction = Callable[[], AbstractContextManager[Any]]
Horizon = Callable[[], datetime | None]


@dataclass(frozen=True)
class Limits:
    """Before when each thing goes."""

    outbox: datetime
    inbox: datetime
    archive: datetime
    timers: datetime
    commands: datetime
    jobs: datetime

    @classmethod
    def at(cls, keeping: Keeping, at: datetime, oldest_open: datetime | None) -> "Limits":
        before = {name: at - timedelta(days=days) for name, days in vars(keeping).items()}
        if oldest_open is not None:
            before["inbox"] = min(before["inbox"], oldest_open - CLOCKS)
        return cls(**before)


def clean_up(transaction: Transaction, limits: Limits) -> dict[str, int]:
    """Rows that went, by table. Safe beside itself, and to run again after a crash."""
    with transaction() as uow:
        forget(uow, limits.inbox)
    return {
        "outbox": _until_none(transaction, lambda uow: archive(uow, limits.outbox)),
        "inbox": _until_none(transaction, lambda uow: sweep_inbox(uow, limits.inbox)),
        "outbox_archive": sum(_purge(transaction, limits.archive)),
        **{
            name: _until_none(transaction, partial(_sweep, name, limits))
            for name in ("timers", "commands", "jobs")
        },
    }


def count(uow: Any, limits: Limits) -> dict[str, int]:
    """What `clean_up` would take; of the archive the most that it might."""
    outbox, inbox = uow.table("outbox"), uow.table("inbox")
    archived = uow.table("outbox_archive")
    conditions = {
        "outbox": (outbox, outbox.c.settled_at < limits.outbox),
        "inbox": (inbox, inbox.c.handled_at < limits.inbox),
        "outbox_archive": (archived, archived.c.written_at < limits.archive),
        **{
            name: (uow.table(name), _old(uow, name, limits))
            for name in ("timers", "commands", "jobs")
        },
    }
    return {
        name: uow.session.scalar(select(func.count()).select_from(table).where(old))
        for name, (table, old) in conditions.items()
    }


def _until_none(transaction: Transaction, step: Callable[[Any], int]) -> int:
    total = 0
    while True:
        with transaction() as uow:
            moved = step(uow)
        total += moved
        if moved < BATCH:
            return total
        crash_point("after_archive_batch")


# -- outbox and archive --------------------------------------------------------------------------


def archive(uow: Any, before: datetime) -> int:
    """Move a batch of settled events to the archive. A replay's rows just go: their events are
    there already."""
    outbox, archived = uow.table("outbox"), uow.table("outbox_archive")
    settled = select(outbox).where(outbox.c.settled_at < before).order_by(outbox.c.seq)
    rows = uow.session.execute(settled.limit(BATCH).with_for_update(skip_locked=True)).all()
    names = [column.name for column in archived.columns if column.name != "archived_at"]
    events = [{name: getattr(row, name) for name in names} for row in rows if not row.queue]
    if events:
        at = now()
        uow.session.execute(insert(archived), [{**event, "archived_at": at} for event in events])
    if rows:
        crash_point("between_archive_and_outbox")
        uow.session.execute(delete(outbox).where(outbox.c.seq.in_([row.seq for row in rows])))
    tally(uow, REPLAYED, [row.queue for row in rows if row.queue])
    return len(rows)


def _purge(transaction: Transaction, before: datetime) -> Iterator[int]:
    """Of each aggregate the last event of each type stays for ever: from it a consumer's copy can
    be rebuilt."""
    seq = 0
    while True:
        with transaction() as uow:
            archived = uow.table("outbox_archive")
            page = select(archived.c.seq, archived.c.routing_key).where(
                archived.c.written_at < before, archived.c.seq > seq
            )
            rows = uow.session.execute(page.order_by(archived.c.seq).limit(BATCH)).all()
            yield _purge_page(uow, [row.seq for row in rows])
        if len(rows) < BATCH:
            return
        seq = rows[-1].seq


def _purge_page(uow: Any, seqs: list[int]) -> int:
    archived, outbox = uow.table("outbox_archive"), uow.table("outbox")
    overtaken = select(archived.c.seq, archived.c.routing_key).where(
        archived.c.seq.in_(seqs),
        or_(*(_later_than(archived, other.alias("later")) for other in (archived, outbox))),
    )
    rows = uow.session.execute(overtaken).all()
    uow.session.execute(delete(archived).where(archived.c.seq.in_([row.seq for row in rows])))
    tally(uow, ARCHIVE, [row.routing_key for row in rows])
    return len(rows)


def _later_than(row: Any, later: Any) -> Any:
    same = (later.c.aggregate_id == row.c.aggregate_id) & (later.c.routing_key == row.c.routing_key)
    return select(later.c.seq).where(same, later.c.seq > row.c.seq).exists()


# -- inbox ---------------------------------------------------------------------------------------


def forget(uow: Any, before: datetime) -> None:
    """Say, in a transaction of its own, what the inbox will no longer know."""
    swept = uow.table("swept")
    insert_or_ignore(uow.session, swept, what=INBOX, key="", rows=0, before=before)
    this = (swept.c.what == INBOX) & (swept.c.key == "") & (swept.c.before < before)
    uow.session.execute(update(swept).where(this).values(before=before))


def sweep_inbox(uow: Any, before: datetime) -> int:
    inbox = uow.table("inbox")
    key = (inbox.c.consumer, inbox.c.event_id)
    old = select(*key).where(inbox.c.handled_at < before).limit(BATCH)
    rows = uow.session.execute(old.with_for_update(skip_locked=True)).all()
    if rows:
        these = tuple_(*key).in_([(row.consumer, row.event_id) for row in rows])
        uow.session.execute(delete(inbox).where(these))
    tally(uow, INBOX, [row.consumer for row in rows if ":" not in row.event_id])
    tally(uow, REPLAYED, [row.consumer for row in rows if ":" in row.event_id])
    return len(rows)


def check_remembered(uow: Any, envelope: Envelope) -> None:
    """Raises BeyondMemory for an event so old that its inbox row may have gone."""
    if envelope.sent is None or envelope.sent > now() - CLOCKS:
        return  # the most frequent case costs nothing: no window is shorter than a day
    swept = uow.table("swept")
    this = (swept.c.what == INBOX) & (swept.c.key == "")
    forgotten = uow.session.scalar(select(swept.c.before).where(this))
    if forgotten is not None and envelope.sent < forgotten + CLOCKS:
        raise BeyondMemory(
            f"sent {envelope.sent:%Y-%m-%d}; what was handled before {forgotten:%Y-%m-%d} is"
            " forgotten, so it may be a repeat: replay it if it was never handled"
        )


# -- the rest ------------------------------------------------------------------------------------


def _old(uow: Any, name: str, limits: Limits) -> Any:
    table = uow.table(name)
    return {
        "timers": lambda: table.c.fired_at < limits.timers,
        "commands": lambda: table.c.at < limits.commands,
        "jobs": lambda: (table.c.state != "open") & (table.c.due_at < limits.jobs),
    }[name]()


def _sweep(name: str, limits: Limits, uow: Any) -> int:
    table = uow.table(name)
    key = list(table.primary_key.columns)
    old = select(*key).where(_old(uow, name, limits)).limit(BATCH)
    rows = uow.session.execute(old.with_for_update(skip_locked=True)).all()
    for row in rows:
        these = [column == value for column, value in zip(key, row, strict=True)]
        uow.session.execute(delete(table).where(*these))
    return len(rows)


def tally(uow: Any, what: str, keys: list[str]) -> None:
    """One row went for each of the keys."""
    swept = uow.table("swept")
    for key, rows in sorted(Counter(keys).items()):
        if not insert_or_ignore(uow.session, swept, what=what, key=key, rows=rows, before=None):
            this = (swept.c.what == what) & (swept.c.key == key)
            uow.session.execute(update(swept).where(this).values(rows=swept.c.rows + rows))
