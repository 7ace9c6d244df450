"""Distributed mode: a service tells its relay's process that there is something to publish.

After the commit and not with it: PostgreSQL lets transactions that notify commit only one after the
other, each of them waiting for the disk. One word for all that were committed meanwhile; a word
that is lost is made good by the relay's slow poll.
"""

import logging
from typing import Any

import eventlet
import psycopg2  # type: ignore[import-untyped]
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.messaging.failures import describe
from shared.messaging.tables import WAKE_CHANNEL

# It writes nothing that a disk would have to keep.
WORD = select(func.set_config("synchronous_commit", "off", True), func.pg_notify(WAKE_CHANNEL, ""))
GATHERING = 0.004  # seconds after a word for many, in which what is committed waits for the next
log = logging.getLogger(__name__)


class Waker:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._wanted, self._speaking = 0, False

    def notice(self, unit: Any) -> None:
        """Called after each commit."""
        if "outbox" not in unit.notices:
            return
        self._wanted += 1
        if not self._speaking:
            self._speaking = True
            eventlet.spawn_n(self._speak)

    def _speak(self) -> None:
        try:
            while self._wanted:
                many, self._wanted = self._wanted > 1, 0
                with self._engine.connect() as connection:
                    connection.execute(WORD)
                if many:
                    eventlet.sleep(GATHERING)
        except (DBAPIError, PoolTimeout, psycopg2.Error) as exc:
            log.warning("the relay is not woken, and will look by itself: %s", describe(exc))
        finally:
            self._speaking = False
