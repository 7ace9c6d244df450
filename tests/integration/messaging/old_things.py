"""A service with history: settled events, handled ones, and what else is kept for a while."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update

from services.pairing.service import PairingService
from shared.clock import now
from shared.contracts.pairing.events import PairingActivated, PairingEnded
from shared.messaging.events import Event
from tests.event_samples import a
from tests.service_desk import ServiceDesk, open_desk

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def pairing(url: str, folder: Path) -> Iterator[ServiceDesk]:
    with open_desk(PairingService, url, folder) as desk:
        yield desk


def began(pairing_id: str, version: int = 1) -> Event:
    return a(PairingActivated, pairing_id=pairing_id, version=version)


def ended(pairing_id: str, version: int = 2) -> Event:
    return a(PairingEnded, pairing_id=pairing_id, version=version)


def emit(desk: ServiceDesk, *events: Event, settled: bool = True) -> None:
    with desk.database.transaction() as uow:
        for event in events:
            uow.emit(event)
    if settled:
        settle(desk)


def settle(desk: ServiceDesk) -> None:
    with desk.database.transaction() as uow:
        outbox = uow.table("outbox")
        is_open = outbox.c.settled_at.is_(None)
        uow.session.execute(update(outbox).where(is_open).values(settled_at=now()))


def count(desk: ServiceDesk, table: str) -> int:
    with desk.database.transaction() as uow:
        return int(uow.session.scalar(select(func.count()).select_from(uow.table(table))))


def put(desk: ServiceDesk, table: str, **values: Any) -> None:
    with desk.database.transaction() as uow:
        uow.session.execute(insert(uow.table(table)).values(**values))


def swept(desk: ServiceDesk) -> dict[tuple[str, str], int]:
    return {(row["what"], row["key"]): row["rows"] for row in desk.rows("swept") if row["key"]}


def events_kept(desk: ServiceDesk) -> Counter[str]:
    """Every event of outbox and archive by its id: none may be there twice, or gone."""
    rows = [*desk.rows("outbox"), *desk.rows("outbox_archive")]
    return Counter(row["event_id"] for row in rows if not row.get("queue"))


def forgotten_before(desk: ServiceDesk) -> datetime | None:
    found = [
        row["before"] for row in desk.rows("swept") if row["what"] == "inbox" and row["before"]
    ]
    return found[0] if found else None


def run_killed(url: str, *words: str, at: str) -> None:
    """In a process of its own, which must die at that point."""
    module = "tests.integration.messaging.keeping_process"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, url, *words],
        cwd=ROOT,
        env=os.environ | {"LANTIAN_CRASH_AT": at},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
