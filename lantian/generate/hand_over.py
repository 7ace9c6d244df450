"""What generated facts make of the other services, without a bus between.

Each event goes to the very handlers that a bus would bring it to, in batches, with their inbox
rows, and keeps of it what it would keep.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from lantian.launcher import service_class, subscriptions
from shared.clock import now
from shared.messaging.cloudevents import Envelope, decode
from shared.messaging.database import Database

AT_ONCE = 500  # events to a transaction


class HandOver:
    """The events of one service, as far as they were handed over."""

    def __init__(self, source: str, databases: Mapping[str, Database[Any]]) -> None:
        self._own, self._databases = databases[source], databases
        self._outbox = self._own.unit.base.metadata.tables["outbox"]
        self._doors = {name: _door(name, database) for name, database in databases.items()}
        self._consumers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for service in databases:
            for method, subscription in subscriptions(service):
                if subscription.event.source == source:
                    name = subscription.event.wire_name()
                    self._consumers[name].append((service, method))

    def all(self) -> int:
        """Hand over what is open, in its order; returns how many events."""
        handed = 0
        while rows := self._open():
            by_type: dict[str, list[Envelope]] = defaultdict(list)
            for row in rows:
                by_type[row.routing_key].append(decode(row.body))
            for event, envelopes in by_type.items():
                for service, method in self._consumers[event]:
                    getattr(self._doors[service], method)(*envelopes)
            self._settle([row.seq for row in rows])
            handed += len(rows)
        return handed

    def _open(self) -> Sequence[Any]:
        outbox = self._outbox
        query = select(outbox).where(outbox.c.settled_at.is_(None)).order_by(outbox.c.seq)
        with self._own.engine.connect() as connection:
            return connection.execute(query.limit(AT_ONCE)).all()

    def _settle(self, numbers: list[int]) -> None:
        """As the relay of the embedded mode marks a row when all who want its event have it."""
        outbox = self._outbox
        with self._own.engine.begin() as connection:
            settled = update(outbox).where(outbox.c.seq.in_(numbers))
            connection.execute(settled.values(settled_at=now(), problem=None))


def _door(name: str, database: Database[Any]) -> Any:
    """The service's own handlers of events, on this database, in no container."""
    kind: Any = service_class(name)
    door = kind()
    door.database = database
    return door
