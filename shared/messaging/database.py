"""A service's database as a nameko dependency, always called `database`:

class RegistryService:
    database = Database(RegistryUnitOfWork)
    ...
    with self.database.transaction() as uow:
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic

import eventlet
from nameko.extensions import DependencyProvider
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from shared import migrations
from shared.db import POOL_PATIENCE, engine_for
from shared.messaging import trace
from shared.messaging.connecting import limit_connecting
from shared.messaging.local_relay import LocalRelay
from shared.messaging.waker import Waker
from shared.settings import Settings
from shared.unit_of_work import SqlUnitOfWork, Unit, transaction

TURN = POOL_PATIENCE + 5.0  # seconds; also for a server that lets nobody in
PATIENCE = 5.0  # seconds; a frozen server accepts connections and says nothing


class Database(DependencyProvider, Generic[Unit]):  # type: ignore[misc]
    """The service's engine and transactions and, in the embedded mode, its relay."""

    relay = LocalRelay()

    def __init__(self, unit: type[Unit]) -> None:
        self.unit = unit
        # Called after each commit; what has changed is in the unit of work's `notices`.
        self.after_commit: list[Callable[[SqlUnitOfWork], None]] = []
        self.away = False
        self._asking = self._stopped = False
        self.waker: Waker | None = None

    def setup(self) -> None:
        settings: Settings = self.container.config["settings"]
        self.connect(settings, self.container.service_name)
        if package := package_of(self.unit):
            migrations.upgrade(self.engine, package)
        if settings.embedded:
            self.relay.serve(self.engine, self.unit.base.metadata.tables["outbox"])
            self.after_commit.append(self._wake_relay)

    def connect(self, settings: Settings, service: str) -> None:
        """Also for use outside a container: by a command line, or by a test."""
        self.settings = settings
        self.engine: Engine = engine_for(settings.database(service), settings.workers)
        limit_connecting(self.engine, PATIENCE)
        self.sessions: sessionmaker[Session] = sessionmaker(self.engine, expire_on_commit=False)
        if not settings.embedded and self.engine.dialect.name == "postgresql":
            self.waker = Waker(settings.database(service))
            self.after_commit.append(self.waker.notice)

    def stop(self) -> None:
        self._stopped = True
        self.engine.dispose()
        if self.waker is not None:
            self.waker.stop()

    def get_dependency(self, worker_ctx: Any) -> "Database[Unit]":
        trace.adopt(worker_ctx)
        return self

    @contextmanager
    def transaction(self) -> Iterator[Unit]:
        """Commits on a clean exit. On SQLite all of a service's transactions stand in one line:
        never wait for anything inside, and never open a second one."""
        with transaction(self.unit, self.sessions, self.settings) as unit:
            yield unit
        for notice in self.after_commit:  # only now: before the commit there is nothing to see
            notice(unit)

    @contextmanager
    def limited(self, seconds: float, too_slow: BaseException) -> Iterator[Unit]:
        """A transaction that may take so long, the commit included, from when it has its
        connection. Waiting for that is not the handler's doing: behind one that hangs, all others
        of an SQLite database wait, and none of their attempts must be used up."""
        limit = eventlet.Timeout(None, too_slow)
        with limit, self.transaction() as unit:
            with eventlet.Timeout(TURN, PoolTimeout()):
                unit.session.connection()
            limit.seconds = seconds
            limit.start()
            yield unit

    def wait_until_back(self, given_up: Callable[[], bool]) -> None:
        """Return when the database answers, or when the caller has given up."""
        self.away = True
        if not self._asking:
            self._asking = True
            eventlet.spawn_n(self._ask)
        while self.away and not given_up():
            eventlet.sleep(0.1)

    def _ask(self) -> None:
        """One for all who wait: did each of them ask, their connections would take all places of
        the pool, and whoever waits for one there hears of none that was not made."""
        seconds = 0.1
        try:
            while self.away and not self._stopped:
                eventlet.sleep(seconds)
                seconds = min(seconds * 1.5, 1.0)
                self.away = not self.answers()
        finally:
            self._asking = False

    def answers(self) -> bool:
        try:
            with eventlet.Timeout(PATIENCE, PoolTimeout()), self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except (DBAPIError, PoolTimeout):
            return False
        return True

    def _wake_relay(self, unit: SqlUnitOfWork) -> None:
        if "outbox" in unit.notices:
            self.relay.wake()


def package_of(unit: type[SqlUnitOfWork]) -> str | None:
    """The package whose migrations make the tables; None for a test's own unit of work."""
    first, *rest = unit.__module__.split(".")
    if first == "services":
        return f"services.{rest[0]}"
    return "gateway" if first == "gateway" else None
