"""What came of each event: committed = handled + pending + dead + discarded, by consumer.

Each side counts in its own database; the gateway puts the two together, and reads so that nothing
on its way is missed: what was committed first, then the outbox, then the queues, then what was
handled last. While events flow one may so be counted twice, never not at all, but for those that a
consumer holds at the moment (the broker does not tell how many): these show as a difference that
is gone at the next look. At rest the difference is exactly 0. Where not all dead letters could be
read, nobody can say what is missing.

Replays are counted apart. What clean-up took away is counted by its tally.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, case, func, select
from sqlalchemy.orm import Session

from shared.clock import now
from shared.messaging.clean_up import ARCHIVE, INBOX
from shared.messaging.operations.counter import Counter
from shared.messaging.operations.dead_letters import forgotten_before
from shared.messaging.operations.letters import Letter, reading
from shared.messaging.operations.place import Heard, Place
from shared.pacing import slices

OPEN_TOLD = 5_000  # ids of events still open that are compared one by one
IDS_AT_ONCE = 500
PAGE = 1_000
# Seconds after its publishing for which an event may be with a consumer unseen: RabbitMQ takes back
# what a consumer has not answered for half an hour.
UNCERTAIN = 1800


# -- the producer's side -----------------------------------------------------------------------


def committed(place: Place, asked: Iterable[tuple[str, datetime]]) -> list[dict[str, Any]]:
    """Of each (type, since): how many events of ours a consumer that has its queue since then is
    due. `open` are those that are not settled yet, by id."""
    with place.database.sessions() as session:
        due = Due(place, session)
        return [
            {
                "type": kind,
                "since": since,
                "committed": due.of(kind, since),
                "open": _open_ids(place, session, kind),
            }
            for kind, since in asked
        ]


class Told(NamedTuple):
    """Events of one type in one table: how many, how many of them open, and when the first and the
    last of the others were settled."""

    all: int
    open: int
    first: datetime | None
    last: datetime | None


class Due:
    """How many events of each type a consumer is due: told in one passage through each table for
    all. Only for a consumer that began between the first and the last of them it is counted by
    itself."""

    def __init__(self, place: Place, session: Session) -> None:
        self._session = session
        outbox, archive = place.table("outbox"), place.table("outbox_archive")
        self._tables = (
            (outbox, self._by_type(outbox, outbox.c.queue.is_(None))),
            (archive, self._by_type(archive)),
        )
        swept = place.table("swept")
        gone = select(swept.c.key, func.sum(swept.c.rows)).where(swept.c.what == ARCHIVE)
        self._gone = {kind: int(rows) for kind, rows in session.execute(gone.group_by(swept.c.key))}

    def of(self, kind: str, since: datetime) -> int:
        found = [(table, told[kind]) for table, told in self._tables if kind in told]
        there = sum(self._since(table, told, kind, since) for table, told in found)
        return there + self._gone.get(kind, 0)

    def _by_type(self, table: Table, *ours: Any) -> dict[str, Told]:
        kind, settled = table.c.routing_key, table.c.settled_at
        counted = func.count(), func.count() - func.count(settled)
        query = select(kind, *counted, func.min(settled), func.max(settled)).where(*ours)
        return {kind: Told(*told) for kind, *told in self._session.execute(query.group_by(kind))}

    def _since(self, table: Table, told: Told, kind: str, since: datetime) -> int:
        if told.first is None or told.last is None or told.first >= since:
            return told.all
        if told.last < since:
            return told.open
        late = [table.c.routing_key == kind, table.c.settled_at >= since]
        if "queue" in table.c:
            late.append(table.c.queue.is_(None))
        return told.open + int(self._session.scalar(select(func.count()).where(*late)) or 0)


def _open_ids(place: Place, session: Any, kind: str) -> list[str]:
    outbox = place.table("outbox")
    ours = (outbox.c.routing_key == kind) & outbox.c.queue.is_(None)
    query = select(outbox.c.event_id).where(ours, outbox.c.settled_at.is_(None))
    # The order of the index of open rows: by number alone the whole table would be gone through.
    in_order = query.order_by(outbox.c.shard, outbox.c.seq)
    return list(session.scalars(in_order.limit(OPEN_TOLD)))


def settled_page(
    place: Place, kind: str, since: datetime, after: int, written_since: datetime | None = None
) -> tuple[list[str], int | None]:
    """A page of settled events by number, and where the next one begins; None at the end. Those of
    the last half hour are left out: they may be with a consumer; and those of before
    `written_since`, which the consumer's inbox has forgotten."""
    found: list[Any] = []
    with place.database.sessions() as session:
        for table in (place.table("outbox_archive"), place.table("outbox")):
            mine = [table.c.routing_key == kind, table.c.settled_at >= since, table.c.seq > after]
            if "queue" in table.c:
                mine.append(table.c.queue.is_(None))
            if written_since is not None:
                mine.append(table.c.written_at >= written_since)
            query = select(table.c.seq, table.c.event_id, table.c.settled_at).where(*mine)
            found += session.execute(query.order_by(table.c.seq).limit(PAGE)).all()
    rows = sorted(found, key=lambda row: int(row.seq))[:PAGE]
    items = [row.event_id for row in rows if (now() - row.settled_at).total_seconds() > UNCERTAIN]
    return items, (rows[-1].seq if len(rows) == PAGE else None)


# -- the consumer's side -----------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Of one consumer: the ids of events that its producer has not settled yet."""

    consumer: str
    open: tuple[str, ...]


def beginnings(place: Place) -> list[dict[str, Any]]:
    """Each consumer with the event that it hears and since when it has its queue."""
    table = place.table("subscriptions")
    with place.database.sessions() as session:
        began = {row.consumer: row.began_at for row in session.execute(select(table))}
    return [
        {
            "consumer": heard.consumer,
            "source": heard.source,
            "type": heard.type,
            "since": began.get(heard.consumer, now()),
        }
        for heard in place.heard
    ]


def handled(place: Place, asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """What became of them here, the queues before the inbox. Raises BrokerAway."""
    wanted = {each.consumer: each for each in asked}
    embedded = place.database.settings.embedded
    with reading(place) as reader:
        counter = Counter(reader.connection)
        mine = [heard for heard in place.heard if heard.consumer in wanted]
        waiting = {heard.consumer: _waiting(counter, heard) for heard in mine}
        retrying = _retrying(place, counter)
        read = {heard.consumer: reader.every_letter(heard) for heard in mine}
    dead = {consumer: letters for consumer, (letters, _) in read.items()}
    remembered_since = forgotten_before(place)
    with place.database.sessions() as session:
        return [
            {
                "consumer": heard.consumer,
                "source": heard.source,
                "type": heard.type,
                **_counted(place, session, heard, dead[heard.consumer]),
                **_open_here(place, session, heard, wanted[heard.consumer], dead[heard.consumer]),
                # Embedded, what lies in a queue is open in its outbox too, and counted there.
                "queued": 0 if embedded else waiting[heard.consumer],
                "retrying": 0 if embedded else retrying,
                "all_read": read[heard.consumer][1],
                "remembered_since": remembered_since,
            }
            for heard in mine
        ]


def _waiting(counter: Counter, heard: Heard) -> int:
    topology = heard.topology
    return counter.ready(topology.work.name) + counter.ready(topology.quarantine.name)


def _retrying(place: Place, counter: Counter) -> int:
    """Of all consumers of the service: they share one ladder."""
    names = {delay.name for heard in place.heard for delay in heard.topology.delays}
    return sum(counter.ready(name) for name in names)


def _counted(place: Place, session: Any, heard: Heard, letters: list[Letter]) -> dict[str, Any]:
    inbox, swept = place.table("inbox"), place.table("swept")
    gone = place.table("discarded_letters")
    is_replay = case((inbox.c.event_id.contains(":"), 1), else_=0)
    counted = select(func.count(), func.coalesce(func.sum(is_replay), 0))
    here, replayed = session.execute(counted.where(inbox.c.consumer == heard.consumer)).one()
    forgotten = select(func.sum(swept.c.rows)).where(
        swept.c.what == INBOX, swept.c.key == heard.consumer
    )
    discarded = select(func.count(gone.c.event_id.distinct())).where(
        gone.c.consumer == heard.consumer, gone.c.event_id.is_not(None), gone.c.replay.is_(None)
    )
    given_up = session.scalar(discarded) or 0
    rows = here - replayed + (session.scalar(forgotten) or 0)
    return {
        "handled": rows - given_up,  # each that was given up has its inbox row
        "discarded": given_up,
        "replayed": replayed,
        "dead": len(dead_ids(place, session, heard, letters)),
        "strangers": len([each for each in letters if each.envelope is None]),
        "dead_replays": len([each for each in letters if each.replay]),
    }


def dead_ids(place: Place, session: Any, heard: Heard, letters: list[Letter]) -> set[str]:
    """Events, once each, that are dead here and nothing else: a second copy may be handled."""
    ids = {each.event_id for each in letters if each.event_id and not each.replay}
    return ids - known_in_inbox(place, session, heard.consumer, ids)


def known_in_inbox(place: Place, session: Any, consumer: str, ids: Iterable[str]) -> set[str]:
    inbox, wanted = place.table("inbox"), sorted(ids)
    found: set[str] = set()
    for some in slices(wanted, IDS_AT_ONCE):
        query = select(inbox.c.event_id).where(
            inbox.c.consumer == consumer, inbox.c.event_id.in_(some)
        )
        found |= set(session.scalars(query))
    return found


def _open_here(
    place: Place, session: Any, heard: Heard, asked: Asked, letters: list[Letter]
) -> dict[str, int]:
    """Of the producer's open events: how many wait for this consumer."""
    done = known_in_inbox(place, session, heard.consumer, asked.open)
    dead = dead_ids(place, session, heard, letters) & set(asked.open)
    return {"open": len(set(asked.open) - done - dead)}


def without_trace(place: Place, consumer: str, ids: list[str]) -> list[str]:
    """Those that this consumer has neither handled, nor given up, nor among its dead letters; none
    while not all of these can be read."""
    heard = next(each for each in place.heard if each.consumer == consumer)
    with reading(place) as reader:
        letters, all_read = reader.every_letter(heard)
    if not all_read:
        return []
    dead = {each.event_id for each in letters if each.event_id}
    with place.database.sessions() as session:
        known = known_in_inbox(place, session, consumer, ids)
    return [each for each in ids if each not in known and each not in dead]
