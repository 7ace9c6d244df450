"""Exports of the organising: under each list's own rule, each a row of the access log."""

import pytest

from shared.errors import AccessDenied, InvalidRequest
from tests.integration.registry.conftest import AUDITOR, COUNTY, TOWNSHIP, VILLAGE, Registry
from tests.integration.registry.test_adoptions import adopt, department, principal, school
from tests.integration.registry.test_groups import MEMBER
from tests.integration.registry.test_inspections import found
from tests.integration.registry.test_plans import add, make


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
