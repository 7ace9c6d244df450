"""The operator's doors to replays, copies and the clean-up: said first, done with a reason."""

from pathlib import Path
from typing import Any

import pytest
from nameko.testing.services import entrypoint_hook
from sqlalchemy import select

from services.notifications.service import NotificationsService
from services.pairing.service import PairingService
from shared.access.roles import Role
from shared.contracts.bus.errors import NoSuchConsumer
from shared.contracts.pairing.events import PairingActivated
from shared.errors import AccessDenied, InvalidRequest
from shared.messaging.database import Database
from shared.viewer import Viewer
from tests.conftest import Run
from tests.event_samples import a
from tests.probes import probe

OPERATOR = Viewer(account_id="console:op", roles=frozenset({Role.OPERATOR}))
AUDITOR = Viewer(account_id="auditor", roles=frozenset({Role.AUDITOR}))
CONSUMER = "notifications.on_pairing_activated"
WISH = {"consumer": CONSUMER, "event_type": "pairing_activated"}
WHY = {"why": "a table was lost", "dry_run": False}


class Office:
    def __init__(self, pairing: Any, notifications: Any) -> None:
        self.pairing, self.notifications = pairing, notifications

    def ask(self, operation: str, viewer: Viewer = OPERATOR, **fields: Any) -> Any:
        with entrypoint_hook(self.pairing, operation) as hook:
            return hook(viewer=viewer.to_wire(), **fields)

    def rows(self, table: str, container: Any = None) -> list[Any]:
        with self.database(container).transaction() as uow:
            return list(uow.session.execute(select(uow.table(table))).all())

    def database(self, container: Any = None) -> Database[Any]:
        found = (container or self.pairing).dependencies
        (database,) = [d for d in found if isinstance(d, Database)]
        return database


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Office:
    pairing, notifications = run(PairingService, NotificationsService)
    office = Office(pairing, notifications)
    with office.database().transaction() as uow:
        uow.emit(a(PairingActivated))
    probe(lambda: office.rows("inbox", notifications))
    probe(lambda: all(row.settled_at for row in office.rows("outbox")))
    return office


pytestmark = pytest.mark.parametrize("bus", ["inproc"], indirect=True)


def test_a_replay_is_said_first_and_then_done_with_a_row_of_history(office: Office) -> None:
    said = office.ask("start_replay", **WISH)
    assert said == {"id": None, "events": 1, "dry_run": True}
    assert office.rows("replays") == []

    begun = office.ask("start_replay", **WISH, **WHY)

    probe(lambda: len(office.rows("inbox", office.notifications)) == 2)
    probe(lambda: office.ask("list_replays")["items"][0]["state"] == "done")
    [shown] = office.ask("list_replays")["items"]
    assert (shown["id"], shown["published"]) == (begun["id"], 1)
    assert shown["asked_by"] == OPERATOR.account_id
    noted = [row for row in office.rows("history") if row.subject == f"bus/{begun['id']}"]
    assert [(row.operation, row.account_id) for row in noted] == [
        ("start_replay", OPERATOR.account_id)
    ]
    assert "lost" not in noted[0].reason


def test_without_a_reason_nothing_is_done(office: Office) -> None:
    for operation, fields in (("start_replay", WISH), ("clean_up", {})):
        with pytest.raises(InvalidRequest):
            office.ask(operation, **fields, dry_run=False)
    assert office.rows("replays") == []


def test_the_same_key_again_begins_no_second_replay(office: Office) -> None:
    first = office.ask("start_replay", **WISH, **WHY, idempotency_key="k")
    assert office.ask("start_replay", **WISH, **WHY, idempotency_key="k") == first
    assert len(office.rows("replays")) == 1


def test_a_consumer_that_is_not_there_is_refused(office: Office) -> None:
    with pytest.raises(NoSuchConsumer):
        office.ask("start_replay", **WISH | {"consumer": "notifications.on_nothing"})


def test_an_auditor_sees_replays_and_starts_none(office: Office) -> None:
    assert office.ask("list_replays", AUDITOR) == {"items": []}
    with pytest.raises(AccessDenied):
        office.ask("start_replay", AUDITOR, **WISH)


def test_a_replay_that_has_ended_cannot_be_stopped(office: Office) -> None:
    begun = office.ask("start_replay", **WISH, **WHY)
    probe(lambda: office.ask("list_replays")["items"][0]["state"] == "done")
    stopped = office.ask("stop_replay", replay_id=begun["id"], why="enough")
    assert stopped == {"id": begun["id"], "stopped": False}


OF_REGISTRY = ("child_registered", "child_changed", "child_judged", "child_graded", "pack_adopted")
OF_ACTIVITIES = ("attendance_marked", "session_held")


def test_what_rebuilds_a_copy_names_its_producers_and_handlers(office: Office) -> None:
    found = office.ask("list_copies")["items"]
    assert {(each["source"], each["consumer"]) for each in found} == {
        *(("registry", f"pairing.on_{name}") for name in OF_REGISTRY),
        *(("activities", f"pairing.on_{name}") for name in OF_ACTIVITIES),
    }


def test_the_clean_up_is_said_first_and_then_done_by_a_job(office: Office) -> None:
    said = office.ask("clean_up")
    assert {each["table"] for each in said["tables"]} == {
        "outbox", "inbox", "outbox_archive", "timers", "commands", "jobs",
    }  # fmt: skip
    assert office.rows("jobs") == []
    office.ask("clean_up", **WHY)
    probe(lambda: [job.state for job in office.rows("jobs")] == ["done"])
