"""A page of a list is one walk along an index, begun where the page begins: so it takes as long in
a county of ten times the children. Asked of SQLite's planner, for the statements that are run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from services.pairing.service import PairingService
from services.registry.service import RegistryService
from shared.access.roles import Role
from shared.viewer import Viewer
from tests.integration.pairing.township import COUNTY, TOWNSHIP, VILLAGE
from tests.service_desk import ServiceDesk, open_desk

OFFICE = Viewer(account_id="office", roles=frozenset({Role.COUNTY_FEDERATION}), area=COUNTY)
SCHOOL = Viewer(account_id="school", roles=frozenset({Role.PRINCIPAL}), school_id=str(uuid4()))


@contextmanager
def statements(desk: ServiceDesk, table: str) -> Iterator[list[str]]:
    """How SQLite carries out what reads pages of the table meanwhile."""
    plans: list[str] = []

    def look(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if f"FROM {table}" in statement and "LIMIT" in statement and "ORDER BY" in statement:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in cursor.fetchall())

    event.listen(desk.database.engine, "before_cursor_execute", look)
    try:
        yield plans
    finally:
        event.remove(desk.database.engine, "before_cursor_execute", look)


def walks(plans: list[str], table: str) -> None:
    assert [plan for plan in plans if "TEMP B-TREE" in plan or f"SCAN {table}" in plan] == []
    assert any(f"SEARCH {table} USING INDEX" in plan for plan in plans)


@pytest.mark.parametrize(
    ("viewer", "filters", "bound"),
    [
        (OFFICE, {}, "area_code>? AND area_code<?"),
        (OFFICE, {"area": VILLAGE}, "area_code>? AND area_code<?"),
        (OFFICE, {"level": 4}, "level=? AND area_code>?"),
        (OFFICE, {"status": "followed"}, "status=? AND area_code>?"),
        (SCHOOL, {}, "school_id=?"),
        (SCHOOL, {"level": 4}, "school_id=?"),
        (SCHOOL, {"status": "followed"}, "school_id=?"),
    ],
)
def test_children(
    sqlite_url: str, tmp_path: Path, viewer: Viewer, filters: dict[str, Any], bound: str
) -> None:
    with open_desk(RegistryService, sqlite_url, tmp_path) as desk:
        with statements(desk, "children") as plans:
            desk.call(viewer, "list_children", **filters)
        walks(plans, "children")
        assert bound in plans[0]


def test_a_later_page_begins_where_the_one_before_ended(sqlite_url: str, tmp_path: Path) -> None:
    with open_desk(RegistryService, sqlite_url, tmp_path) as desk:
        with statements(desk, "children") as plans:
            desk.call(OFFICE, "list_children", area=TOWNSHIP, after=f"{VILLAGE} {uuid4()}")
        walks(plans, "children")
        assert "(area_code,id)>(?,?)" in plans[0]


@pytest.mark.parametrize(
    ("viewer", "operation", "table", "filters"),
    [
        (OFFICE, "list_helpers", "helpers", {}),
        (OFFICE, "list_helpers", "helpers", {"status": "applied"}),
        (OFFICE, "list_helpers", "helpers", {"category": "volunteer"}),
        (OFFICE, "list_helpers", "helpers", {"area": VILLAGE}),
        (OFFICE, "list_pairings", "pairings", {}),
        (OFFICE, "list_pairings", "pairings", {"status": "ended"}),
        (OFFICE, "list_pairings", "pairings", {"area": VILLAGE}),
        (SCHOOL, "list_helpers", "helpers", {}),
        (SCHOOL, "list_helpers", "helpers", {"category": "cadre"}),
        (SCHOOL, "list_pairings", "pairings", {"status": "active"}),
    ],
)
def test_helpers_and_pairs(
    sqlite_url: str,
    tmp_path: Path,
    viewer: Viewer,
    operation: str,
    table: str,
    filters: dict[str, Any],
) -> None:
    with open_desk(PairingService, sqlite_url, tmp_path) as desk:
        with statements(desk, table) as plans:
            desk.call(viewer, operation, **filters)
        walks(plans, table)
        assert viewer is OFFICE or "school_id=?" in plans[0]
