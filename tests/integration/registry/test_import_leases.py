"""An import whose reader or worker is ended: nothing is lost, nothing is done twice, and whoever
uploaded it hears how it went."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.registry.handlers import given_up, importing
from services.registry.service import RegistryService
from shared.child_process import ChildExhausted, ChildKilled
from shared.clock import now, travel_to
from shared.leases import ATTEMPTS, Held, LeaseLost, claim, settle
from tests.integration.registry.rosters import COUNTY, DATA, Registry, in_this_process, key
from tests.service_desk import open_desk

CLASS = (DATA / "roster_class.xlsx").read_bytes()


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    travel_to(date(2025, 9, 10))
    with open_desk(RegistryService, database_url, tmp_path) as desk:
        yield Registry(desk).with_areas()


def ending_with(failure: Exception) -> Callable[..., bytes]:
    def child(*_task: Any, **_limits: Any) -> bytes:
        raise failure

    return child


def view(registry: Registry, import_id: str) -> dict[str, Any]:
    found: dict[str, Any] = registry.call(COUNTY, "get_import", import_id=import_id)
    return found


def counts(registry: Registry, import_id: str) -> dict[str, int]:
    found = view(registry, import_id)
    return {name: found[name] for name in ("accepted", "merged", "rejected")}


def claimed(registry: Registry, minutes: int = 0) -> Held:
    at = now() + timedelta(minutes=minutes)
    held = claim(registry.desk.database, importing.IMPORT, at)
    assert held is not None
    return held


def test_a_reader_that_was_killed_costs_nothing(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    with pytest.raises(ChildKilled):
        registry.run(import_id, child=ending_with(ChildKilled("-2")))
    assert view(registry, import_id)["status"] == "reading"
    (kept,) = registry.desk.rows("imports")
    assert kept["content"]
    registry.run(import_id)
    assert counts(registry, import_id) == key("roster_class")["counts"]


def test_a_correction_that_was_killed_is_made_at_the_next_try(registry: Registry) -> None:
    import_id, calls = registry.start(CLASS), iter(range(9))

    def second_is_killed(*task: Any, **limits: Any) -> bytes:
        if next(calls) == 1:
            raise ChildKilled("-9")
        return in_this_process(*task, **limits)

    with pytest.raises(ChildKilled):
        registry.run(import_id, child=second_is_killed)
    assert view(registry, import_id)["status"] == "storing"
    registry.run(import_id)
    assert view(registry, import_id)["status"] == "done"
    assert registry.call(COUNTY, "correction_workbook", import_id=import_id)["content"]


def test_a_file_that_takes_too_much_time_or_memory_is_refused_in_plain_words(
    registry: Registry,
) -> None:
    import_id = registry.start(CLASS)
    registry.run(import_id, child=ending_with(ChildExhausted("memory")))
    found = view(registry, import_id)
    assert (found["status"], found["problem"]) == ("failed", "FileTooDemanding")
    assert "时间或内存" in found["message"]
    (kept,) = registry.desk.rows("imports")
    assert kept["content"] is None


def test_an_import_that_is_given_up_says_so_and_keeps_its_file(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    for attempt in range(ATTEMPTS):
        settle(claimed(registry, 10 * attempt), ChildKilled("-9"), given_up.give_up)
    found = view(registry, import_id)
    assert (found["status"], found["problem"]) == ("failed", "ImportGivenUp")
    assert "重新上传" in found["message"]
    assert found["finished_at"]
    (kept,) = registry.desk.rows("imports")
    assert kept["content"]


def test_a_worker_that_lost_its_lease_stores_no_more_rows(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    first = claimed(registry)
    taken: list[tuple[Held, int]] = []

    def takes_over(done: int, _total: int) -> None:
        if not taken:
            taken.append((claimed(registry, minutes=2), done))

    with pytest.raises(LeaseLost):
        importing.run_import(first.transaction, import_id, child=in_this_process, told=takes_over)
    ((second, done),) = taken
    assert len(registry.desk.rows("import_rows")) == done < 100
    importing.run_import(second.transaction, import_id, child=in_this_process)
    assert counts(registry, import_id) == key("roster_class")["counts"]
