"""Mending the queues of a service that is not running: with its settings, in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import uuid4

from lantian.launcher import service_class, subscriptions
from shared.messaging.database import Database
from shared.messaging.operations import topology
from shared.messaging.operations.place import Heard, Place
from shared.messaging.operations.topology import StillInUse
from shared.settings import Settings

__all__ = ["StillInUse", "check", "mend", "place"]


@contextmanager
def place(service: str, settings: Settings) -> Iterator[Place]:
    """As the service itself would have it, with its database for the history."""
    declared: Database[Any] = vars(service_class(service))["database"]
    database: Database[Any] = Database(declared.unit)
    database.connect(settings, service)
    heard = (
        Heard(method, s.event.source, s.event.wire_name(), s.topology_of(service, method))
        for method, s in subscriptions(service)
    )
    try:
        yield Place(service, settings.for_nameko(), tuple(heard), database)
    finally:
        database.stop()


def check(of: Place) -> dict[str, Any]:
    """Raises BrokerAway."""
    return topology.check(of)


def mend(of: Place, account: str, why: str) -> list[str]:
    """The names of the queues that were made anew. Raises StillInUse."""
    operation = f"{of.service}.mend_topology"
    note = partial(of.note, str(uuid4()), operation, by=account, why=why)
    note(changes={"begins": True}, version=1)
    names = topology.mend(of)
    note(changes={"queues": names}, version=2)
    return names
