"""Mending the queues of a service that is not running: with its settings, in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import uuid4

from lantian.launcher import service_class, subscriptions
from shared.messaging import replays
from shared.messaging.database import Database
from shared.messaging.operations import topology
from shared.messaging.operations.place import Heard, Place
from shared.messaging.operations.topology import StillInUse
from shared.settings import Settings

__all__ = ["StillInUse", "check", "mend", "place"]


@contextmanager
def place(service: str, settings: Settings) -> Iterator[Place]:
    """As the service itself would have it, with its database for the history."""
    heard = (
        Heard(method, s.event.source, s.event.wire_name(), s.topology_of(service, method))
        for method, s in subscriptions(service)
    )
    with database_of(service, settings) as database:
        yield Place(service, settings.for_nameko(), tuple(heard), database)


@contextmanager
def database_of(service: str, settings: Settings) -> Iterator[Database[Any]]:
    declared: Database[Any] = vars(service_class(service))["database"]
    database: Database[Any] = Database(declared.unit)
    database.connect(settings, service)
    try:
        yield database
    finally:
        database.stop()


def check(of: Place) -> dict[str, Any]:
    """Raises BrokerAway."""
    return topology.check(of)


def replaying(of: Place, heard: Heard) -> int:
    """What its producer, which alone knows of replays, still has on its way to this consumer."""
    with (
        database_of(heard.source, of.database.settings) as database,
        database.transaction() as uow,
    ):
        consumer = f"{of.service}.{heard.consumer}"
        return replays.on_the_way(uow, heard.topology.work.name, consumer)


def mend(of: Place, account: str, why: str) -> dict[str, int]:
    """The names of the queues that were made anew, each with how many messages came in the last
    moment and were lost. Raises StillInUse."""
    operation = f"{of.service}.mend_topology"
    note = partial(of.note, str(uuid4()), operation, by=account, why=why)
    note(changes={"begins": True}, version=1)
    made = topology.mend(of, partial(replaying, of))
    note(changes={"queues": list(made), "lost": made}, version=2)
    return made
