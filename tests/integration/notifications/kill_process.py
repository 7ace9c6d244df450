"""`python -m tests.integration.notifications.kill_process FOLDER PORTS`: notifications, embedded.

At its first start it tells two officers of an emergency and of what is important, ten times each;
it ends by itself when nothing waits any more. Its clock runs fast, so that the pauses between
attempts are short.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.eventlet_first import eventlet  # isort: skip

from nameko.containers import ServiceContainer
from sqlalchemy import func, select

from lantian.launcher import open_relays, stop
from services.notifications import handlers
from services.notifications.domain.contact_points import PointState, key_of
from services.notifications.domain.deliveries import Channel
from services.notifications.models import ContactPoint, Delivery, Job, Message, Recipient
from services.notifications.service import NotificationsService
from shared import clock, crypto
from shared.messaging.database import Database
from shared.settings import Settings
from tests.integration.notifications.reached import (
    EMERGENCY,
    IMPORTANT,
    NOON,
    POST,
    Providers,
)

FACTS = 5
OFFICERS = {"first": "13800000001", "second": "13800000002"}
STRIDE = timedelta(seconds=20)


def main(folder: str, ports: str) -> int:
    crypto.use(crypto.KeyRing.read_or_create(Path(folder) / "keys", "AES-GCM"))
    clock.CLOCK.offset += NOON - clock.now()
    providers = Providers(Path(folder), json.loads(ports))
    plain = Settings.from_environment({"LANTIAN_DATA": folder, "LANTIAN_DEMO": "0"})
    config = replace(plain, port=0, channels=providers.settings).for_nameko()
    container = ServiceContainer(NotificationsService, config)
    (database,) = [d for d in container.dependencies if isinstance(d, Database)]
    container.start()
    open_relays([container])
    begin(database)
    while waits(database):
        eventlet.sleep(0.05)
        clock.CLOCK.offset += STRIDE
    return 0 if stop([container]) else 1


def begin(database: Database[Any]) -> None:
    with database.transaction() as uow:
        for account, number in OFFICERS.items():
            if uow.points.at(account, Channel.SMS) is None:
                sealed = uow.vault.seal(key_of(account), {"address": number})
                point = ContactPoint(
                    id=str(uuid5(NAMESPACE_URL, account)),
                    account_id=account,
                    channel=Channel.SMS,
                    sealed_address=sealed,
                    state=PointState.CONFIRMED,
                    position=1,
                )
                uow.points.add(point)
                uow.session.add(Recipient(address=POST, account_id=account))
    for number in range(FACTS):
        for event in (EMERGENCY, IMPORTANT):
            with database.transaction() as uow:
                uow.cause = f"{event.wire_name()}-{number}"
                handlers.tell(uow, event)


def waits(database: Database[Any]) -> bool:
    """Whether a delivery waits or is under way, or a job is not settled."""
    with database.sessions() as session:
        moving = Delivery.state.in_(("queued", "sending"))
        open_jobs = session.scalar(select(func.count()).where(Job.state == "open"))
        told = session.scalar(select(func.count()).select_from(Message))
        return bool(session.scalar(select(func.count()).where(moving)) or open_jobs or not told)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
