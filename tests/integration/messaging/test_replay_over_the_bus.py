"""A replay from the asking to the consumer, with the real services and their relays."""

from typing import Any

import pytest
from sqlalchemy import select

from services.notifications.service import NotificationsService
from services.pairing.service import PairingService
from services.registry.service import RegistryService
from shared.contracts.pairing.events import PairingActivated
from shared.messaging import replays
from shared.messaging.database import Database
from shared.messaging.house import KEEPING
from shared.messaging.replays import Wish
from tests.conftest import Run
from tests.event_samples import a
from tests.probes import holds_for, probe

CONSUMER = "on_pairing_activated"


def rows(container: Any, table: str) -> list[Any]:
    (database,) = [d for d in container.dependencies if isinstance(d, Database)]
    with database.transaction() as uow:
        return list(uow.session.execute(select(uow.table(table))).all())


def keys(container: Any) -> list[str]:
    return sorted(row.event_id for row in rows(container, "inbox") if row.consumer == CONSUMER)


@pytest.mark.parametrize("bus", ["inproc"], indirect=True)
def test_a_replay_reaches_one_consumer_alone_and_takes_effect_once(run: Run) -> None:
    pairing, registry, notifications = run(PairingService, RegistryService, NotificationsService)
    (database,) = [d for d in pairing.dependencies if isinstance(d, Database)]
    with database.transaction() as uow:
        uow.emit(a(PairingActivated))
    probe(lambda: keys(registry) and keys(notifications))
    probe(lambda: all(row.settled_at for row in rows(pairing, "outbox")))
    [event_id], told = keys(registry), len(rows(notifications, "messages"))

    with database.transaction() as uow:
        wish = Wish(consumer=f"notifications.{CONSUMER}", event_type="pairing_activated")
        replay = replays.ask(uow, "pairing", wish, by="operator", why=None)
        uow.start_job(KEEPING, replay)

    again = [event_id, f"{event_id}:{replay}"]
    probe(lambda: keys(notifications) == again)
    probe(lambda: rows(pairing, "replays")[0].state == "done")
    assert holds_for(lambda: keys(registry) == [event_id])
    assert told
    assert len(rows(notifications, "messages")) == told  # whom it told, it does not tell again


@pytest.mark.parametrize("bus", ["inproc"], indirect=True)
def test_a_repair_reaches_only_what_was_lost(run: Run) -> None:
    pairing, notifications = run(PairingService, NotificationsService)
    (database,) = [d for d in pairing.dependencies if isinstance(d, Database)]
    with database.transaction() as uow:
        for pairing_id in ("p1", "p2"):
            uow.emit(a(PairingActivated, pairing_id=pairing_id))
    probe(lambda: len(keys(notifications)) == 2)
    probe(lambda: all(row.settled_at for row in rows(pairing, "outbox")))
    lost, kept = handled = rows_of_consumer(notifications)
    with consumers_database(notifications).transaction() as uow:
        inbox = uow.table("inbox")
        uow.session.execute(inbox.delete().where(inbox.c.event_id == lost.event_id))

    with database.transaction() as uow:
        wish = Wish(
            consumer=f"notifications.{CONSUMER}",
            event_type="pairing_activated",
            only_unhandled=True,
        )
        replay = replays.ask(uow, "pairing", wish, by="operator", why=None)
        uow.start_job(KEEPING, replay)

    probe(lambda: rows(pairing, "replays")[0].state == "done")
    probe(lambda: all(row.settled_at for row in rows(pairing, "outbox")))
    assert len(rows(pairing, "outbox")) == 4
    again = rows_of_consumer(notifications)
    assert [row.event_id for row in again] == sorted(row.event_id for row in handled)
    assert [row.handled_at for row in again if row.event_id == kept.event_id] == [kept.handled_at]


def rows_of_consumer(container: Any) -> list[Any]:
    mine = [row for row in rows(container, "inbox") if row.consumer == CONSUMER]
    return sorted(mine, key=lambda row: str(row.event_id))


def consumers_database(container: Any) -> Database[Any]:
    (database,) = [d for d in container.dependencies if isinstance(d, Database)]
    return database
