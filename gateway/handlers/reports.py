"""How many reports one address may send: a limit against floods, not against people."""

from datetime import datetime

from gateway.credentials import keyed
from gateway.ports import UnitOfWork
from gateway.settings import WebSettings


def count_report(uow: UnitOfWork, address: str, *, settings: WebSettings, now: datetime) -> int:
    return count_by_address(uow, "report", address, settings=settings, now=now)


def count_by_address(
    uow: UnitOfWork, what: str, address: str, *, settings: WebSettings, now: datetime
) -> int:
    """Minutes to wait, 0 for none. The address is kept as a keyed hash."""
    key = f"{what}:{keyed(settings.secret, what, address)}"
    attempts = uow.attempts.get(key, now)
    if not attempts.locked_minutes(now):
        limit = settings.reports_per_address
        attempts = attempts.one_more(now, limit=limit, lock=settings.lock)
        uow.attempts.keep(key, attempts)
    return attempts.locked_minutes(now)
