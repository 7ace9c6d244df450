"""An import that dies at any moment goes on, and nothing is doubled."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from services.registry.service import RegistryService
from services.registry.store import RegistryUnitOfWork
from shared.child_process import run_in_child
from shared.crypto import key_ring
from tests.integration.registry.rosters import (
    CLASS,
    COUNTY,
    Registry,
    codes,
    key,
    opened,
    sheet,
)
from tests.service_desk import open_desk
from tests.unit.registry.sheets import child


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(sqlite_url, tmp_path)


class Killed(BaseException):
    """Stands for the process's death: nothing catches it."""


def dying(at: int) -> Callable[..., bytes]:
    """A child process call that is the last thing to happen, the `at`-th time."""
    calls = iter(range(at, -1, -1))

    def run(*args: Any, **limits: Any) -> bytes:
        answer = run_in_child(*args, **limits)
        if next(calls) == 0:
            raise Killed
        return answer

    return run


def state(registry: Registry) -> Any:
    """What an import leaves behind, without ids and instants."""
    children = [
        (row["area_code"], row["birth_date"], row["version"], row["status"], row["sex"])
        for row in registry.children().values()
    ]
    events = [name for name, _ in registry.desk.published()]
    history = [row["operation"] for row in registry.desk.rows("history")]
    rows = [(row["position"], row["outcome"]) for row in registry.desk.rows("import_rows")]
    counts = sorted(
        (r["area_code"], r["status"], r["children"]) for r in registry.desk.rows("area_counts")
    )
    return sorted(children, key=str), sorted(events), sorted(history), rows, counts


def test_an_import_killed_anywhere_goes_on_and_nothing_is_doubled(
    registry: Registry, sqlite_url: str, tmp_path: Path
) -> None:
    registry.upload(CLASS)
    unkilled = state(registry)
    other = tmp_path / "other"
    other.mkdir()
    url = f"sqlite:///{other}/killed.db"
    with open_desk(RegistryService, url, other) as desk:
        killed = Registry(desk).with_areas()
        import_id = killed.start(CLASS)
        with pytest.raises(Killed):
            killed.run(import_id, child=dying(0))  # read, nothing stored
        deaths = 0
        while True:

            def told(done: int, _total: int) -> None:
                raise Killed

            try:
                killed.run(import_id, told=told)
            except Killed:
                deaths += 1
            else:
                break
            if deaths == 3:
                with pytest.raises(Killed):
                    killed.run(import_id, child=dying(1))  # all stored, not ended
                killed.run(import_id)
                break
        assert deaths == 3
        killed.run(import_id)  # once more: it has ended
        assert state(killed) == unkilled


def test_two_workers_on_one_import_store_each_row_once(registry: Registry) -> None:
    import_id = registry.start(CLASS)

    def twin(done: int, _total: int) -> None:
        if done <= 10:
            registry.run(import_id)

    registry.run(import_id, told=twin)
    counts = key("roster_class")["counts"]
    view = registry.call(COUNTY, "get_import", import_id=import_id)
    assert {name: view[name] for name in counts} == counts
    assert len(registry.desk.rows("import_rows")) == 100


def test_progress_is_seen_while_an_import_runs(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    seen = [registry.call(COUNTY, "get_import", import_id=import_id)]

    def look(_done: int, _total: int) -> None:
        seen.append(registry.call(COUNTY, "get_import", import_id=import_id))

    registry.run(import_id, told=look)
    assert seen[0]["status"] == "queued"
    assert {view["status"] for view in seen[1:]} == {"storing"}
    done = [view["done"] for view in seen]
    assert done == sorted(done)
    assert len(set(done)) > 3
    assert seen[-1]["total"] == 100


def test_only_once_every_row_has_its_end_the_file_is_let_go(registry: Registry) -> None:
    import_id = registry.start(CLASS)
    (kept,) = registry.desk.rows("imports")
    assert kept["content"]
    registry.run(import_id)
    (kept,) = registry.desk.rows("imports")
    assert kept["content"] is None


def test_a_row_that_nothing_can_be_done_with_does_not_hold_up_the_others(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = key_ring().blind_index("id_number", child(3)["id_number"])
    take_newcomers = RegistryUnitOfWork.take_newcomers

    def breaks(uow: Any, newcomers: Any, **others: Any) -> None:
        if any(one.id_mark == poison for one in newcomers):
            raise LookupError("poison")
        take_newcomers(uow, newcomers, **others)

    monkeypatch.setattr(RegistryUnitOfWork, "take_newcomers", breaks)
    rows = registry.upload(sheet(*[child(number) for number in range(8)])).rows
    assert [codes(row) for row in rows] == [["RowNotStored"] if n == 3 else [] for n in range(8)]
    assert len(registry.children()) == 7
