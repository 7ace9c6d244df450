"""Distributed mode: a service tells its relay's process that there is something to publish.

After the commit and not with it: PostgreSQL lets transactions that notify commit only one after the
other, each of them waiting for the disk. One word for all that were committed meanwhile; a word
that is lost is made good by the relay's slow poll.
"""

import logging
from typing import Any

import eventlet
import psycopg2  # type: ignore[import-untyped]
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.db import unsynced_engine
from shared.messaging.connecting import limit_connecting
from shared.messaging.failures import describe
from shared.messaging.tables import WAKE_CHANNEL
from shared.messaging.traffic import Traffic

WORD = text(f"NOTIFY {WAKE_CHANNEL}")
PATIENCE = 5.0  # seconds
GATHERING = 0.01  # seconds after a word, when much comes: what is committed waits for the next one
log = logging.getLogger(__name__)


class Waker:
    def __init__(self, url: str) -> None:
        # One that only speaks needs neither BEGIN nor COMMIT, nor a disk to keep what it said.
        self._engine = unsynced_engine(
            url, pool_size=1, isolation_level="AUTOCOMMIT", pool_reset_on_return=None
        )
        limit_connecting(self._engine, PATIENCE)
        self._wanted, self._speaking = False, False
        self._traffic = Traffic()

    def notice(self, unit: Any) -> None:
        """Called after each commit."""
        if "outbox" not in unit.notices:
            return
        self._wanted = True
        self._traffic.note(1)
        if not self._speaking:
            self._speaking = True
            eventlet.spawn_n(self._speak)

    def stop(self) -> None:
        self._engine.dispose()

    def _speak(self) -> None:
        try:
            while self._wanted:
                self._wanted = False
                with self._engine.connect() as connection:
                    connection.execute(WORD)
                if self._traffic.busy:
                    eventlet.sleep(GATHERING)
        except (DBAPIError, PoolTimeout, psycopg2.Error) as exc:
            log.warning("the relay is not woken, and will look by itself: %s", describe(exc))
        finally:
            self._speaking = False
