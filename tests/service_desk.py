"""One service on a real database, without a bus: calls through its doors, facts through its
subscriptions, and what it would publish."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from shared.messaging.cloudevents import Envelope
from shared.messaging.database import Database, package_of
from shared.messaging.events import Event
from shared.settings import Settings
from shared.viewer import Viewer
from tests import migrated


class ServiceDesk:
    def __init__(self, service: type[Any], database: Database[Any]) -> None:
        self.service, self.database = service, database
        self._self = SimpleNamespace(database=database)

    def call(self, viewer: Viewer, operation: str, **fields: Any) -> Any:
        """As an RPC would: JSON-native fields in, the dumped answer out."""
        return getattr(self.service, operation)(self._self, viewer=viewer.to_wire(), **fields)

    def fact(self, event: Event, event_id: str | None = None, replay: str | None = None) -> str:
        """Hand an event to the service's handler; the same id again is the same event again."""
        name = event.wire_name()
        envelope = Envelope(event_id or str(uuid4()), name, asdict(event), replay=replay)
        getattr(self.service, f"on_{name}")(self._self, envelope)
        return envelope.id

    def published(self) -> list[tuple[str, dict[str, Any]]]:
        """(wire name, data) of every event in the outbox, in order."""
        with self.database.transaction() as uow:
            outbox = uow.table("outbox")
            bodies = uow.session.scalars(select(outbox.c.body).order_by(outbox.c.seq)).all()
        envelopes = [json.loads(body) for body in bodies]
        return [(envelope["type"], envelope["data"]) for envelope in envelopes]

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.database.transaction() as uow:
            found = uow.session.execute(select(uow.table(table))).mappings()
            return [dict(row) for row in found]

    def history(self, subject: str | None = None) -> list[dict[str, Any]]:
        """In order, opened."""
        with self.database.transaction() as uow:
            table = uow.table("history")
            found = uow.session.execute(select(table).order_by(table.c.position)).all()
            opened = [
                {**row._mapping, "reason": uow.reason_of(row), "changes": uow.changes_of(row)}
                for row in found
            ]
        return [row for row in opened if subject in (None, row["subject"])]


@contextmanager
def open_desk(service: type[Any], url: str, folder: Path) -> Iterator[ServiceDesk]:
    """The service's own migrations make the tables."""
    settings = replace(
        Settings.from_environment({"LANTIAN_DATA": str(folder), "LANTIAN_DEMO": "0"}),
        embedded=False,
        postgres=url,
    )
    unit = service.database.unit
    database: Database[Any] = Database(unit)
    database.connect(settings, service.name)
    migrated.bring_up(database.engine, str(package_of(unit)))
    try:
        yield ServiceDesk(service, database)
    finally:
        database.stop()
