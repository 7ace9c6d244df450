"""Return visits: noted by those who answer for the child, listed, counted, struck and kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import VisitDateInvalid, VisitPeriodInvalid, VisitStruck
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    LONGXING,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Registry,
    opened,
)

SAID = {"visitor": "罗德芬", "met": "祖母", "result": "祖母腰腿不好，接送有困难"}


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(database_url, tmp_path)


def visit(registry: Registry, child: str, viewer: Viewer = VILLAGE, **more: Any) -> Any:
    about = {"visited_on": TODAY.isoformat(), "method": "home", "outcome": "fine", **SAID}
    return registry.call(viewer, "record_return_visit", child_id=child, **{**about, **more})


def of(registry: Registry, child: str, viewer: Viewer = VILLAGE) -> list[Any]:
    answer = registry.call(viewer, "list_return_visits", child_id=child)
    return list(answer["items"])


def counts(registry: Registry, viewer: Viewer = COUNTY, **more: Any) -> tuple[int, int]:
    found = registry.call(viewer, "count_return_visits", **more)["area"]
    return found["visits"], found["children"]


def test_a_visit_is_on_the_childs_log_sealed_and_in_the_history(registry: Registry) -> None:
    child = registry.register()["id"]
    visit(registry, child)
    [one] = of(registry, child)
    assert {name: one[name] for name in SAID} == SAID
    assert (one["outcome"], one["by"], one["may_strike"]) == ("fine", "village", True)
    everything = str([registry.rows(t) for t in ("return_visits", "history", "access_log")])
    assert "罗德芬" not in everything
    assert "腰腿" not in everything
    assert "record_return_visit" in {row["operation"] for row in registry.rows("history")}
    assert registry.dossier(child)["version"] == 1  # nobody's correction is stale for it


def test_a_day_that_cannot_be_is_refused(registry: Registry) -> None:
    child = registry.register()["id"]
    for day in (TODAY + timedelta(days=1), date(2015, 3, 15)):
        with pytest.raises(VisitDateInvalid):
            visit(registry, child, visited_on=day.isoformat())
    with pytest.raises(VisitPeriodInvalid):
        registry.call(COUNTY, "list_return_visits", since="2025-09-02", until="2025-09-01")
    assert registry.rows("return_visits") == []


def test_only_those_who_answer_for_the_child_note_and_read_visits(registry: Registry) -> None:
    child = registry.register(area_code=LONGXING)["id"]
    for viewer in (VILLAGE, TOWNSHIP, AUDITOR):
        with pytest.raises(AccessDenied):
            visit(registry, child, viewer)
    visit(registry, child, COUNTY)
    with pytest.raises(AccessDenied):
        of(registry, child)
    helper = Viewer(
        account_id="helper", roles=frozenset({Role.HELPER}), helped_ids=frozenset({child})
    )
    with pytest.raises(AccessDenied):
        of(registry, child, helper)
    assert registry.call(TOWNSHIP, "list_return_visits")["items"] == []
    assert counts(registry, AUDITOR) == (1, 1)


def test_a_village_that_a_child_left_keeps_its_numbers_and_not_its_words(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    visit(registry, child)
    registry.correct(child, area_code=LONGXING)
    [one] = registry.call(VILLAGE, "list_return_visits")["items"]
    assert (one["name"], one["result"], one["may_strike"]) == ("张**", None, False)
    assert counts(registry, VILLAGE) == (1, 1)
    with pytest.raises(AccessDenied):
        registry.call(VILLAGE, "strike_return_visit", visit_id=one["id"], why="记错")


def test_visits_and_children_are_counted_by_place_and_day(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(id_number=None, name="李小红", area_code=LONGXING)["id"]
    for day in (TODAY, TODAY - timedelta(days=30)):
        visit(registry, first, visited_on=day.isoformat())
    visit(registry, second, COUNTY, outcome="not_met")
    assert counts(registry) == (3, 2)
    assert counts(registry, since=TODAY.isoformat()) == (2, 2)
    found = registry.call(COUNTY, "count_return_visits")
    assert [(i["code"], i["visits"]) for i in found["items"]] == [
        ("520330103", 2),
        ("520330104", 1),
    ]
    assert found["area"]["by_outcome"] == {"fine": 2, "not_met": 1}
    listed = registry.call(COUNTY, "list_return_visits", outcome="not_met")["items"]
    assert [one["child_id"] for one in listed] == [second]


def test_a_struck_visit_is_kept_and_not_counted(registry: Registry) -> None:
    child = registry.register()["id"]
    noted = visit(registry, child)["id"]
    clock.travel_to(TODAY)
    struck = registry.call(VILLAGE, "strike_return_visit", visit_id=noted, why="记到别的孩子了")
    assert (struck["why"], struck["may_strike"]) == ("记到别的孩子了", False)
    assert counts(registry) == (0, 0)
    assert [one["id"] for one in of(registry, child)] == [noted]
    with pytest.raises(VisitStruck):
        registry.call(VILLAGE, "strike_return_visit", visit_id=noted, why="再撤一次")


def test_a_merged_file_brings_its_visits_along(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(id_number=None)["id"]
    visit(registry, second)
    registry.call(
        COUNTY,
        "merge_children",
        survivor_id=first,
        absorbed_id=second,
        take=[],
        why="同一个孩子登记了两次",
    )
    assert [one["child_id"] for one in of(registry, first)] == [second]
