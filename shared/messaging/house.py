"""What every service does for itself, day by day or when an operator asks: clean up, and replay.

Mixed into every service class and the gateway. The clean-up is due once a day by a durable timer,
which starts a job; so of several processes one does it, and one that dies is taken over.
"""

from datetime import datetime, timedelta
from typing import Any

from nameko.extensions import DependencyProvider

from shared.clock import SHANGHAI, midnight, now
from shared.messaging import replays
from shared.messaging.clean_up import Limits, clean_up
from shared.messaging.database import Database
from shared.messaging.gauges import Measured
from shared.messaging.jobs import Transaction, job
from shared.messaging.local_relay import oldest_open
from shared.messaging.timers import when_due
from shared.settings import Settings

DUE, KEEPING, CLEAN_UP = "clean_up", "keeping", "clean_up"
HOUR = timedelta(hours=3)  # of the night, when nobody waits


def plan(uow: Any, at: datetime) -> None:
    """The next clean-up; planning it twice is planning it once."""
    day = (at.astimezone(SHANGHAI) - HOUR).date() + timedelta(days=1)
    uow.set_timer(DUE, day.isoformat(), midnight(day) + HOUR)


def limits(settings: Settings) -> Limits:
    """As of now. In the distributed mode a consumer knows nothing of outboxes; see `clean_up`."""
    return Limits.at(settings.keeping, now(), oldest_open() if settings.embedded else None)


def end_replay(uow: Any, subject: str, _problem: str, _at: datetime) -> None:
    """The job was given up: a replay has stopped, visibly; a clean-up comes again tomorrow."""
    if subject != CLEAN_UP:
        replays.stop(uow, subject)


class FirstCleanUp(DependencyProvider):  # type: ignore[misc]
    """Plans the first one when the service starts."""

    def start(self) -> None:
        (database,) = [d for d in self.container.dependencies if isinstance(d, Database)]
        with database.transaction() as uow:
            plan(uow, now())


class KeepsHouse:
    """Mixin of every service class and of the gateway; they have a `database` and a `name`."""

    name: str
    database: Any
    first_clean_up: Any = FirstCleanUp()
    measured: Any = Measured()

    @when_due(DUE)
    def on_clean_up_due(self, _subject: str, _due_at: datetime, uow: Any) -> None:
        uow.start_job(KEEPING, CLEAN_UP)
        plan(uow, now())

    @job(KEEPING, given_up=end_replay)
    def keep(self, subject: str, transaction: Transaction) -> None:
        """The subject is "clean_up" or the id of a replay."""
        if subject == CLEAN_UP:
            clean_up(transaction, limits(self.database.settings))
        else:
            replays.carry_out(transaction, self.name, subject)
