"""What an operation works on: one service's subscriptions, its broker and its database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventlet.semaphore import Semaphore
from kombu import Connection
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider
from sqlalchemy import Table

from shared.clock import now
from shared.db import insert_or_ignore
from shared.messaging.connections import connect
from shared.messaging.database import Database
from shared.messaging.events import Event
from shared.messaging.queues import Topology
from shared.messaging.subscription import Subscription

Changes = dict[str, Any]
Contract = type[Event]


@dataclass(frozen=True)
class Heard:
    """One subscription: `consumer` is the handling method, `type` the event's name on the wire."""

    consumer: str
    source: str
    type: str
    topology: Topology
    event: Contract | None = None


@dataclass
class Place:
    """One service as its operator meets it."""

    service: str
    config: Mapping[str, Any]
    heard: tuple[Heard, ...]
    database: Database[Any]
    feeding: tuple[tuple[str, Subscription], ...] = ()  # handlers that feed a copy

    def __post_init__(self) -> None:
        # Two who read dead letters at once would each miss what the other holds.
        self.one_at_a_time = Semaphore()

    @classmethod
    def of(cls, container: ServiceContainer) -> "Place":
        """Of a container whose extensions are set up."""
        found = [e for e in container.entrypoints if isinstance(e, Subscription)]
        (database,) = [d for d in container.dependencies if isinstance(d, Database)]
        name = container.service_name
        heard = (
            Heard(
                s.method_name,
                s.event.source,
                s.event.wire_name(),
                s.topology_of(name, s.method_name),
                s.event,
            )
            for s in found
        )
        in_order = tuple(sorted(heard, key=lambda each: each.consumer))
        feeding = tuple((s.method_name, s) for s in found if s.copies)
        return cls(name, container.config, in_order, database, feeding)

    def note_beginnings(self, at: datetime) -> None:
        """Since when each consumer has its queue: conservation counts from there."""
        table = self.table("subscriptions")
        with self.database.transaction() as uow:
            for heard in self.heard:
                insert_or_ignore(uow.session, table, consumer=heard.consumer, began_at=at)

    def table(self, name: str) -> Table:
        found: Table = self.database.unit.base.metadata.tables[name]
        return found

    def note(
        self, action: str, operation: str, *, by: str, why: str, changes: Changes, version: int
    ) -> None:
        """A row of the history, in a transaction of its own: one before an action and one after."""
        with self.database.transaction() as uow:
            uow.record(
                subject=f"bus/{action}",
                version=version,
                operation=operation,
                by=by,
                changes=changes,
                reason=why,
            )

    @property
    def published_up_to(self) -> int:
        """Embedded, a row that is published stays open until all have handled it: the number up to
        which the relay has published. Else 0, since an open row is one that nobody has yet."""
        relay = self.database.relay
        return relay.rows.published_up_to if relay.serving else 0

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Of its own, confirming what is published, and gone afterwards. Raises
        CONNECTION_ERRORS."""
        connection = connect(self.config, confirm_publish=True)
        try:
            yield connection
        finally:
            connection.release()


class Bus(DependencyProvider):  # type: ignore[misc]
    """`bus = Bus()` on a service class: its Place."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        self.made_at = now()  # before any queue is declared

    def start(self) -> None:
        """All is set up: the queues are declared, and the database is there."""
        self.place = Place.of(self.container)
        self.place.note_beginnings(self.made_at)

    def get_dependency(self, worker_ctx: Any) -> Place:  # noqa: ARG002
        return self.place
