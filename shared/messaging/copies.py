"""A consumer's own copy of what others say, kept in whatever order their events come.

The retry ladder can put an older event behind a newer one, so every copy has its fact's version,
and `keep_newest` is the one place that compares: an older fact changes nothing. A handler that
feeds copies says so: `@on(ChildChanged, copies=("children",))`, and then writes nothing else that
a repeat would double: no event, no message, no money. So such a copy can be rebuilt from the
producers' history (`rebuilding.wishes`) while it is in use: rows that are lost come back, and a
replayed fact of the same version mends what stands wrong. An older state than the one that is there
never shows; what no event speaks of any more is left as it is.
"""

from typing import Any

from sqlalchemy import Table, update
from sqlalchemy.orm import Session

from shared.db import data_of, insert_or_ignore
from shared.messaging.cloudevents import REPLAYED


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
