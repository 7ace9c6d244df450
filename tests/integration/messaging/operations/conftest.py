"""Services with dead letters, and what an operator sees of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from nameko.containers import ServiceContainer

from shared.messaging.operations.dead_letters import Choice, Order
from shared.messaging.operations.place import Place
from tests.integration.messaging.conftest import publish  # noqa: F401 - the same fixture
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import queue_of
from tests.probes import probe

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
EVERYTHING = Choice(everything=True)


def order(choice: Choice = EVERYTHING, **changes: Any) -> Order:
    given = {"account": "yunwei", "operation": "lamps.act", "why": "修好了", "dry_run": False}
    return Order(choice=choice, **(given | changes))


@pytest.fixture
def dead(channel: Any) -> Callable[..., None]:
    """Wait until so many lie in the dead letters of this service."""

    def wait(service: type, letters: int) -> None:
        name = queue_of(service, ".dlq")
        probe(lambda: count(channel, name) == letters)

    return wait


def place_of(container: ServiceContainer) -> Place:
    place = Place.of(container)
    place.note_beginnings(BEGINNING)
    return place
