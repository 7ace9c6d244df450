"""An import that our own failures stopped waits a week for a person, and no longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.registry.handlers import given_up, importing
from services.registry.service import RegistryService
from shared.child_process import ChildKilled
from shared.clock import now
from shared.contracts.registry.errors import ImportNotGivenUp
from shared.errors import AccessDenied
from shared.leases import ATTEMPTS, Held, claim, settle
from shared.messaging import timers
from tests.integration.registry.rosters import COUNTY, DATA, Registry, in_this_process, key, officer
from tests.service_desk import open_desk

CLASS = (DATA / "roster_class.xlsx").read_bytes()
TAO_LIN = "520330112"


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    with open_desk(RegistryService, database_url, tmp_path) as desk:
        yield Registry(desk).with_areas()


def claimed(registry: Registry, at: datetime) -> Held:
    held = claim(registry.desk.database, importing.IMPORT, at)
    assert held is not None
    return held


def stopped(registry: Registry) -> str:
    import_id = registry.start(CLASS)
    give_up(registry)
    return import_id


def give_up(registry: Registry) -> None:
    began = now()
    for attempt in range(ATTEMPTS):
        held = claimed(registry, began + timedelta(minutes=10 * attempt))
        settle(held, ChildKilled("-9"), given_up.give_up)


def view(registry: Registry, import_id: str) -> dict[str, Any]:
    found: dict[str, Any] = registry.call(COUNTY, "get_import", import_id=import_id)
    return found


def content(registry: Registry) -> Any:
    (row,) = registry.desk.rows("imports")
    return row["content"]


def fire(registry: Registry, after: timedelta) -> bool:
    """Whether a deadline was due so long from now."""
    with registry.desk.database.transaction() as uow:
        row = timers.claim(uow, given_up.EXPIRY, now() + after)
        if row is not None:
            given_up.expire(uow, subject=row.subject)
        return row is not None


def test_an_import_that_was_given_up_goes_on_when_somebody_asks(registry: Registry) -> None:
    import_id = stopped(registry)
    assert view(registry, import_id)["kept_until"]
    again = registry.call(COUNTY, "restart_import", import_id=import_id)
    assert (again["status"], again["problem"], again["kept_until"]) == ("queued", None, None)
    held = claimed(registry, now())
    importing.run_import(held.transaction, import_id, child=in_this_process)
    settle(held, None, given_up.give_up)
    found = view(registry, import_id)
    counts = {name: found[name] for name in ("accepted", "merged", "rejected")}
    assert counts == key("roster_class")["counts"]


def test_an_import_that_was_dropped_keeps_nothing_of_its_file(registry: Registry) -> None:
    import_id = stopped(registry)
    dropped = registry.call(COUNTY, "drop_import", import_id=import_id)
    assert (dropped["status"], dropped["problem"]) == ("failed", "ImportDropped")
    assert "已放弃" in dropped["message"]
    assert content(registry) is None
    with pytest.raises(ImportNotGivenUp):
        registry.call(COUNTY, "restart_import", import_id=import_id)


def test_the_file_of_a_given_up_import_is_forgotten_after_a_week(registry: Registry) -> None:
    import_id = stopped(registry)
    assert not fire(registry, timedelta(days=6, hours=23))
    assert fire(registry, timedelta(days=7, minutes=1))
    assert view(registry, import_id)["problem"] == "ImportExpired"
    assert content(registry) is None


def test_a_deadline_of_an_earlier_failure_does_not_end_a_later_try(registry: Registry) -> None:
    import_id = stopped(registry)
    registry.call(COUNTY, "restart_import", import_id=import_id)
    assert fire(registry, timedelta(days=8))
    assert view(registry, import_id)["status"] == "queued"
    assert content(registry)
    give_up(registry)
    assert view(registry, import_id)["problem"] == "ImportGivenUp"
    assert fire(registry, timedelta(days=8))
    assert content(registry) is None


@pytest.mark.parametrize("operation", ["restart_import", "drop_import"])
def test_only_those_who_see_an_import_decide_about_it(registry: Registry, operation: str) -> None:
    import_id = stopped(registry)
    with pytest.raises(AccessDenied):
        registry.call(officer(TAO_LIN), operation, import_id=import_id)
    assert content(registry)


@pytest.mark.parametrize("operation", ["restart_import", "drop_import"])
def test_an_import_that_goes_on_or_has_ended_is_not_decided_about(
    registry: Registry, operation: str
) -> None:
    import_id = registry.start(CLASS)
    with pytest.raises(ImportNotGivenUp):
        registry.call(COUNTY, operation, import_id=import_id)
    registry.run(import_id)
    with pytest.raises(ImportNotGivenUp):
        registry.call(COUNTY, operation, import_id=import_id)
