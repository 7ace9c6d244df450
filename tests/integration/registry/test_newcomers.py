"""Children by the thousand leave behind what one child leaves behind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.registry.domain.course import settled
from services.registry.domain.record import normalised
from services.registry.handlers.dossiers import come_on_file
from services.registry.queries.recount import wrong_cells
from services.registry.store.newcomers import newcomer
from shared.vault import Sealer
from tests.integration.registry.conftest import CHILD, LONGXING, TODAY, Registry, opened

OTHER = {**CHILD, "name": "李小红", "sex": "female", "id_number": None, "area_code": LONGXING}
FEW = {"name": "欧阳锋", "sex": "male", "birth_date": "2012-02-29", "area_code": LONGXING}
CHILDREN = (CHILD, {**OTHER, "hardships": ["single_parent"], "boarder": True}, FEW)


Opened = Iterator[Registry]


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Where many are taken at once."""
    yield from opened(request.getfixturevalue(request.param), tmp_path)


@pytest.fixture
def other(tmp_path: Path) -> Opened:
    """Where each comes alone."""
    folder = tmp_path / "other"
    folder.mkdir()
    yield from opened(f"sqlite:///{folder}/other.db", folder)


def in_bulk(registry: Registry) -> None:
    facts = [settled({}, normalised(child)) for child in CHILDREN]
    with registry.database.transaction() as uow:
        pack = uow.rules.in_force("520330", TODAY)
        made = [newcomer(Sealer(), one, pack, TODAY) for one in facts]
        uow.take_newcomers(made, by="importer", operation="import_child", today=TODAY)


def one_by_one(registry: Registry) -> None:
    with registry.database.transaction() as uow:
        for child in CHILDREN:
            facts = settled({}, normalised(child))
            come_on_file(uow, facts, by="importer", operation="import_child", today=TODAY)


def left_behind(registry: Registry) -> dict[str, Any]:
    """Every table, without ids, instants, and what is sealed anew each time; dossiers opened."""
    children = registry.rows("children")
    ids = {row["id"]: row["birth_date"].isoformat() + row["sex"] for row in children}

    def named(value: Any) -> Any:
        text = json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
        for child_id, name in ids.items():
            text = text.replace(child_id, name)
        return text

    found: dict[str, Any] = {}
    counted = ("area_counts", "report_cells", "contact_counts")
    for table in ("children", "marks", "search_tokens", "contact_watches", *counted, "timers"):
        found[table] = sorted(named(row) for row in registry.rows(table))
    movements = [{k: v for k, v in row.items() if k != "id"} for row in registry.rows("movements")]
    found["movements"] = sorted(named(row) for row in movements)
    found["events"] = sorted(named(event) for event in registry.published())
    kept = ("operation", "subject", "version", "account_id", "changes", "reason")
    found["history"] = sorted(
        named([row[name] for name in kept])
        for row in registry.history()
        if row["subject"].startswith("child/")
    )
    with registry.database.transaction() as uow:
        records = uow.children.read(ids)
        found["dossiers"] = sorted(named(record.facts) for record in records.values())
    return found


def test_many_at_once_leave_behind_what_each_alone_leaves_behind(
    registry: Registry, other: Registry
) -> None:
    in_bulk(registry)
    one_by_one(other)
    many, each = left_behind(registry), left_behind(other)
    assert {name: rows for name, rows in many.items() if rows != each[name]} == {}
    assert [name for name, rows in many.items() if not rows] == []


def test_what_many_leave_behind_holds_together(registry: Registry) -> None:
    in_bulk(registry)
    with registry.database.transaction() as uow:
        assert uow.verify("history") is None
        assert wrong_cells(uow.session) == {}
