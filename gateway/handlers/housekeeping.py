"""What is kept no longer than it must be (LAW, personal data: shortest retention)."""

from datetime import datetime, timedelta

from gateway.ports import UnitOfWork
from shared.clock import SHANGHAI, midnight

KIND = "housekeeping"
ATTEMPTS = timedelta(days=1)
LINKS = timedelta(days=30)
TICKETS = timedelta(days=1)  # of the command line; each is good for a minute
SESSIONS = timedelta(days=3 * 366)  # who was signed in when is an access log: three years


def plan(uow: UnitOfWork, now: datetime) -> None:
    """The next sweep, at the coming midnight; planning it twice is planning it once."""
    day = now.astimezone(SHANGHAI).date() + timedelta(days=1)
    uow.set_timer(KIND, day.isoformat(), midnight(day))


def sweep(uow: UnitOfWork, now: datetime) -> None:
    uow.attempts.sweep(now - ATTEMPTS)
    uow.links.sweep(now - LINKS)
    uow.sessions.sweep(now - SESSIONS)
    uow.tickets.sweep(now - TICKETS)
    plan(uow, now)
