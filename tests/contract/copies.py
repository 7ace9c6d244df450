"""What the tests of consumers' copies share: every consuming handler of the code, and facts of one
thing that differ in everything but whose they are."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lantian import launcher
from shared.messaging.cloudevents import Envelope
from shared.messaging.events import Event
from shared.messaging.subscription import Subscription
from tests.event_samples import AREA, a
from tests.service_desk import ServiceDesk, open_desk

BEGAN = datetime(2025, 9, 1, tzinfo=UTC)
OWN = ("inbox", "outbox", "timers")  # messaging's: compared apart
Heard = tuple[str, Subscription]


def all_heard() -> list[tuple[str, str, Subscription]]:
    """(service, method, subscription) of every consumer."""
    return [
        (service, method, subscription)
        for service in launcher.SERVICES
        for method, subscription in launcher.subscriptions(service)
    ]


def keeping(service: str) -> list[Heard]:
    """The handlers of a service that feed copies."""
    return [(m, s) for m, s in launcher.subscriptions(service) if s.copies]


def tables_of(service: str) -> dict[str, list[Heard]]:
    """Each first table of a copy with the handlers that feed it."""
    found: dict[str, list[Heard]] = {}
    for method, subscription in keeping(service):
        found.setdefault(subscription.copies[0], []).append((method, subscription))
    return found


KEEPERS = [service for service in launcher.SERVICES if keeping(service)]


@contextmanager
def desk_of(service: str, folder: Path, name: str = "copy") -> Iterator[ServiceDesk]:
    place = folder / name
    place.mkdir()
    with open_desk(launcher.service_class(service), f"sqlite:///{place}/db", place) as desk:
        desk._self.name = service
        yield desk


def fact(event: type[Event], version: int, **more: Any) -> Event:
    """The version-th fact of one thing: another state each time."""
    return a(event, version=version, **_state(event, version) | more)


def _state(event: type[Event], version: int) -> dict[str, Any]:
    sample = a(event)
    state: dict[str, Any] = {}
    for field in fields(event):
        value = getattr(sample, field.name)
        if field.name in (event.aggregate, "version", "valid_from"):
            continue
        if isinstance(value, bool):
            state[field.name] = bool(version % 2)
        elif isinstance(value, int):
            state[field.name] = version
        elif isinstance(value, list):
            state[field.name] = [f"{field.name}-{version}"]
        elif value is not None and field.name not in ("pairing_id", "helper_id", "child_id"):
            state[field.name] = f"{field.name}-{version}"
    if "area_code" in state:
        state["area_code"] = f"{AREA[:-2]}{version:02}"
    if "on_date" in state:
        state["on_date"] = f"2025-09-{version:02}"
    if "birth_date" in state:
        state["birth_date"] = f"2015-05-{version:02}"
    return state


def handed(service: str, desk: ServiceDesk, method: str, event: Event, event_id: str) -> None:
    at = BEGAN + timedelta(days=event.version)
    envelope = Envelope(event_id, event.wire_name(), asdict(event), at=at, sent=None)
    getattr(launcher.service_class(service), method)(desk._self, envelope)


def state_of(desk: ServiceDesk, but: tuple[str, ...] = OWN) -> dict[str, list[str]]:
    """Every row of every table."""
    tables = desk.database.unit.base.metadata.tables
    with desk.database.transaction() as uow:
        return {
            name: sorted(
                json.dumps(dict(row._mapping), default=str, sort_keys=True)
                for row in uow.session.execute(select(table))
            )
            for name, table in tables.items()
            if name not in but
        }
