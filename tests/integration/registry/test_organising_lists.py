"""Exports of the organising: under each list's own rule, each a row of the access log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from services.registry.queries import organising_lists
from shared.errors import AccessDenied, InvalidRequest
from tests.integration.registry.conftest import AUDITOR, COUNTY, TOWNSHIP, VILLAGE, Registry
from tests.integration.registry.test_adoptions import adopt, department, principal, school
from tests.integration.registry.test_groups import MEMBER
from tests.integration.registry.test_inspections import found
from tests.integration.registry.test_plans import add, make


@contextmanager
def reads(registry: Registry) -> Iterator[list[str]]:
    """Every query that goes to the database."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.startswith("SELECT"):
            seen.append(sql)

    event.listen(registry.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(registry.database.engine, "before_cursor_execute", note)


def test_each_list_goes_out_as_its_viewer_sees_it_and_leaves_a_row(registry: Registry) -> None:
    own = school(registry)
    adopt(registry, department(registry), own)
    registry.call(TOWNSHIP, "appoint_member", **MEMBER)
    registry.call(TOWNSHIP, "prepare_letters", year=2025)
    add(registry, make(registry))
    found(registry, COUNTY)
    rows = {}
    for what in ("departments", "adoptions", "groups", "letters", "plans", "findings"):
        book = registry.call(COUNTY, "export_organising", what=what)
        rows[what] = len(book["rows"])
        assert (book["year"], book["place"], book["more"]) == (2025, "习水县", False)
    assert rows == dict.fromkeys(rows, 1) | {"letters": 2}
    [member] = registry.call(COUNTY, "export_organising", what="groups")["rows"]
    assert (member["name"], member["place"]) == ("罗明", "醒民镇")
    log = [r["operation"] for r in registry.rows("access_log")]
    assert log.count("registry.export_organising") >= 7
    points = registry.call(COUNTY, "export_organising", what="evaluations", evaluated="school")
    assert [row["name"] for row in points["rows"]] == ["醒民小学"]


def test_who_may_not_see_a_list_does_not_export_it(registry: Registry) -> None:
    for viewer, what in (
        (VILLAGE, "departments"),
        (AUDITOR, "letters"),
        (principal(school(registry)), "departments"),
    ):
        with pytest.raises(AccessDenied):
            registry.call(viewer, "export_organising", what=what)


def test_an_evaluation_of_nothing_is_not_exported(registry: Registry) -> None:
    with pytest.raises(InvalidRequest):
        registry.call(COUNTY, "export_organising", what="evaluations", evaluated=None)


def test_findings_of_other_years_take_no_place_in_the_list(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(organising_lists, "MOST", 1)
    for due in ("2025-09-20", "2025-09-21", "2026-01-10"):
        found(registry, COUNTY, due)
    book = registry.call(COUNTY, "export_organising", what="findings", year=2026)
    assert ([row["due_on"] for row in book["rows"]], book["more"]) == (["2026-01-10"], False)


def test_the_plans_go_out_in_as_many_reads_whatever_their_number(registry: Registry) -> None:
    add(registry, make(registry))
    with reads(registry) as one:
        registry.call(COUNTY, "export_organising", what="plans")
    plan = make(registry, TOWNSHIP)
    for _ in range(3):
        add(registry, plan, TOWNSHIP)
    make(registry, VILLAGE)
    with reads(registry) as more:
        rows = registry.call(COUNTY, "export_organising", what="plans")["rows"]
    assert (len(rows), len(more)) == (4, len(one))


def test_a_plan_is_copied_with_one_read_of_its_keys(registry: Registry) -> None:
    plan = make(registry)
    for _ in range(3):
        add(registry, plan)
    with reads(registry) as read:
        registry.call(COUNTY, "copy_plan", plan_id=plan["id"], year=2026)
    # One for the old steps' keys, and one for each new step's.
    assert sum("data_keys" in sql for sql in read) <= 1 + 3
