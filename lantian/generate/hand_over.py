"""What generated facts make of the other services, without a bus between.

Each event goes to the very handlers that a bus would bring it to, in batches, with their inbox
rows. Only the copies of children are written together: what the handlers would keep of each event
is gathered, and the newest of each child is kept, as a rebuild of the copies does it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select, update

from lantian.launcher import service_class, subscriptions
from services.activities.handlers.copies import copy_child as copy_to_activities
from services.funding.handlers.copies import keep_child as copy_to_funding
from services.funding.models import ChildStage
from services.pairing.handlers.copies import copy_child as copy_to_pairing
from shared.clock import day_of, now
from shared.messaging.cloudevents import Envelope, decode
from shared.messaging.copies import keep_all_newest
from shared.messaging.database import Database

AT_ONCE = 1000  # events to a transaction
Gathered = list[Any]  # rows of copies


def _for_pairing(fact: Any, _envelope: Envelope, rows: Gathered) -> None:
    children = SimpleNamespace(merged_into=lambda _id: None, keep=rows.append)
    desk: Any = SimpleNamespace(children=children)
    copy_to_pairing(desk, fact)


def _for_activities(fact: Any, _envelope: Envelope, rows: Gathered) -> None:
    desk: Any = SimpleNamespace(roster=SimpleNamespace(keep=rows.append))
    copy_to_activities(desk, fact)


def _for_funding(fact: Any, envelope: Envelope, rows: Gathered) -> None:
    def keep(child: Any, stage: str, since: Any) -> None:
        day = ChildStage(child_id=child.child_id, since=since, stage=stage, version=child.version)
        rows.extend((child, day))

    desk: Any = SimpleNamespace(children=SimpleNamespace(keep=keep))
    since = day_of(envelope.at or now())
    copy_to_funding(desk, fact, version=fact.version, since=since)


TOGETHER: dict[str, Callable[[Any, Envelope, Gathered], None]] = {
    "pairing": _for_pairing,
    "activities": _for_activities,
    "funding": _for_funding,
}
OF_A_CHILD = ("child_registered", "child_graded")


class HandOver:
    """The events of one service, as far as they were handed over."""

    def __init__(self, source: str, databases: Mapping[str, Database[Any]]) -> None:
        self._own, self._databases = databases[source], databases
        self._outbox = self._own.unit.base.metadata.tables["outbox"]
        self._doors = {name: _door(name, database) for name, database in databases.items()}
        self._consumers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._events: dict[str, Any] = {}
        for service in databases:
            for method, subscription in subscriptions(service):
                if subscription.event.source == source:
                    name = subscription.event.wire_name()
                    self._consumers[name].append((service, method))
                    self._events[name] = subscription.event

    def all(self) -> int:
        """Hand over what is open, in its order; returns how many events."""
        handed = 0
        while rows := self._open():
            by_type: dict[str, list[Envelope]] = defaultdict(list)
            for row in rows:
                by_type[row.routing_key].append(decode(row.body))
            for service in TOGETHER.keys() & self._databases.keys():
                self._copy(service, by_type)
            for event, envelopes in by_type.items():
                for service, method in self._consumers[event]:
                    if not self._together(service, event):
                        getattr(self._doors[service], method)(*envelopes)
            self._settle([row.seq for row in rows])
            handed += len(rows)
        return handed

    def _together(self, service: str, event: str) -> bool:
        return service in TOGETHER and event in OF_A_CHILD

    def _copy(self, service: str, by_type: Mapping[str, Sequence[Envelope]]) -> None:
        told: dict[str, tuple[str, Envelope]] = {}  # child -> the newest fact about it
        with self._databases[service].transaction() as uow:
            for event, method in self._methods(service):
                envelopes = by_type.get(event, ())
                new = uow.first_times(method, [e.inbox_key for e in envelopes]) if envelopes else ()
                told |= {e.data["child_id"]: (event, e) for e in envelopes if e.inbox_key in new}
            rows: dict[type, Gathered] = defaultdict(list)
            for event, envelope in told.values():
                gathered: Gathered = []
                TOGETHER[service](self._events[event].from_data(envelope.data), envelope, gathered)
                for row in gathered:
                    rows[type(row)].append(row)
            for some in rows.values():
                keep_all_newest(uow.session, some)

    def _methods(self, service: str) -> list[tuple[str, str]]:
        return [
            (event, method)
            for event in OF_A_CHILD
            for consumer, method in self._consumers[event]
            if consumer == service
        ]

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
