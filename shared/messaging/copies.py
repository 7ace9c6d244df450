"""A consumer's own copy of what others say, kept in whatever order their events come.

The retry ladder can put an older event behind a newer one, so every copy has its fact's version,
and `keep_newest` is the one place that compares: an older fact changes nothing. A handler that
feeds copies says so: `@on(ChildChanged, copies=("children",))`, and then writes nothing else that
a repeat would double: no event, no message, no money. So such a copy can be rebuilt from the
producers' history (`wishes`) while it is in use: rows that are lost come back, and a replayed fact
of the same version mends what stands wrong. An older state than the one that is there never shows;
what no event speaks of any more is left as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Table, update
from sqlalchemy.orm import Session

from shared.db import data_of, insert_or_ignore
from shared.messaging.cloudevents import REPLAYED
from shared.messaging.replays import RATE, Wish


class Feeds(Protocol):
    """What is needed of a subscription: the event's type, and the tables that it feeds."""

    event: Any
    copies: tuple[str, ...]
    history: bool


@dataclass(frozen=True)
class Asked:
    """What one producer is to send again."""

    source: str
    wish: Wish


def keep_newest(session: Session, row: Any, *, ours: tuple[str, ...] = ()) -> bool:
    """Insert the copy or bring it up to date; False if what is there is as new or newer.

    `row` is an instance of a model with a `version`; `ours` names columns that the event does not
    tell, and that an update leaves alone."""
    table: Table = row.__table__
    values = data_of(row)
    if insert_or_ignore(session, table, **values):
        return True
    told = {name: value for name, value in values.items() if name not in ours}
    held, said = table.c.version, values["version"]
    newer = held <= said if session.info.get(REPLAYED) else held < said
    keys = [column == values[column.name] for column in table.primary_key.columns]
    done = session.connection().execute(update(table).where(*keys, newer).values(**told))
    return bool(done.rowcount)


def wishes(
    service: str, subscriptions: Iterable[tuple[str, Feeds]], rate: int = RATE
) -> Iterator[Asked]:
    """The replays that rebuild a service's copies, one for each of its handlers that feed one.

    Of each aggregate only the newest event is sent, unless the copy needs the whole `history`: so
    a pairing that has ended never shows as active meanwhile."""
    feeding = [(method, s) for method, s in subscriptions if s.copies]
    for method, subscription in feeding:
        event = subscription.event
        beside = [s.event for _, s in feeding if _share(s, subscription)]
        types = sorted({e.wire_name() for e in beside if e.source == event.source})
        yield Asked(
            event.source,
            Wish(
                consumer=f"{service}.{method}",
                event_type=event.wire_name(),
                newest_of=[] if subscription.history else types,
                with_open=True,
                rate=rate,
            ),
        )


def _share(one: Feeds, other: Feeds) -> bool:
    return bool(set(one.copies) & set(other.copies))
