"""Work plans: whoever answers for a step reports on it, is reminded, and sees what is late."""

from datetime import date, timedelta
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.organising.errors import (
    PlaceOutsidePlan,
    PlanChangedMeanwhile,
    PlanThere,
    StepDropped,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import AUDITOR, COUNTY, TODAY, TOWNSHIP, VILLAGE, Registry
from tests.integration.registry.test_adoptions import principal, school, stored

FAR = Viewer(account_id="far", roles=frozenset({Role.TOWNSHIP_OFFICER}), area="520330104")
PHASES = [
    {"phase": "survey", "from_on": "2025-08-01", "to_on": "2025-09-30"},
    {"phase": "review", "from_on": "2025-11-01", "to_on": "2025-12-31"},
]
STEP = {
    "phase": "survey",
    "content": "逐户摸底",
    "post": "township_officer",
    "post_area": "520330103",
    "holder": "罗明",
    "from_on": "2025-08-05",
    "due_on": "2025-09-20",
}


def make(registry: Registry, viewer: Viewer = COUNTY, **more: Any) -> Any:
    about = {"year": 2025, "title": "关爱保护工作方案", "phases": PHASES}
    return registry.call(viewer, "make_plan", **{**about, **more})


def add(registry: Registry, plan: Any, viewer: Viewer = COUNTY, **more: Any) -> Any:
    found = registry.call(viewer, "add_step", plan_id=plan["id"], **{**STEP, **more})
    return found["phases"][0]["steps"][-1]


def fire(registry: Registry) -> None:
    """What is due by now, as the service does it: each timer once."""
    while registry.fire("plan_step_due"):
        pass


def reminded(registry: Registry) -> list[Any]:
    return [data for name, data in registry.published() if name == "plan_step_due"]


def test_whoever_answers_for_a_step_reports_on_it_and_nobody_else_of_their_level(
    registry: Registry,
) -> None:
    plan = make(registry)
    with pytest.raises(PlanThere):
        make(registry)
    step = add(registry, plan)
    with pytest.raises(PlaceOutsidePlan):
        add(registry, plan, post_area="520331", post="county_officer")
    with pytest.raises(AccessDenied):
        registry.call(TOWNSHIP, "add_step", plan_id=plan["id"], **STEP)
    report = {"step_id": step["id"], "note": "已走访三个村"}
    for other in (FAR, VILLAGE, AUDITOR):
        with pytest.raises(AccessDenied):
            registry.call(other, "report_step", **report)
    shown = registry.call(TOWNSHIP, "report_step", **report)
    [seen] = shown["phases"][0]["steps"]
    assert (seen["state"], seen["may_report"], seen["may_change"]) == ("under_way", True, False)
    [mine] = registry.call(TOWNSHIP, "list_my_steps")["items"]
    assert (mine["state"], mine["content"]) == ("under_way", "逐户摸底")
    assert registry.call(FAR, "list_my_steps")["items"] == []
    clock.travel_to(date(2025, 9, 21))
    assert registry.call(TOWNSHIP, "list_my_steps")["items"][0]["state"] == "late"
    [row] = registry.call(COUNTY, "list_plans", year=2025)["items"]
    assert (row["steps"], row["done"], row["late"]) == (1, 0, 1)
    done = registry.call(TOWNSHIP, "report_step", **report, done_on="2025-09-21")
    assert done["phases"][0]["steps"][0]["done_late"] is True
    assert (done["done"], done["late"]) == (1, 0)
    looked = registry.call(AUDITOR, "get_plan", plan_id=plan["id"])
    assert [n["note"] for n in looked["phases"][0]["steps"][0]["notes"]] == [None, None]
    said = stored(registry, "work_plans", "plan_steps", "plan_notes", "history", "commands")
    for secret in ("罗明", "逐户摸底", "已走访三个村", "关爱保护工作方案"):
        assert secret not in said


def test_a_step_is_told_of_before_on_and_after_its_last_day_until_it_is_done(
    registry: Registry,
) -> None:
    plan = make(registry)
    step = add(registry, plan)
    for day in (17, 20, 21):  # three days before, on the day, one day after
        clock.travel_to(date(2025, 9, day) + timedelta(days=1))  # a day late, at whatever hour
        fire(registry)
    told = reminded(registry)
    assert len(told) == 3
    assert told[-1]["posts"] == [
        "role:township_officer@520330103",
        "role:county_officer@520330",
    ]
    assert "罗明" not in str(told)
    registry.call(COUNTY, "report_step", step_id=step["id"], note="完成", done_on="2025-09-22")
    clock.travel_to(date(2025, 12, 30))
    fire(registry)
    assert len(reminded(registry)) == 3


def test_a_step_put_off_is_told_of_at_its_new_day_alone(registry: Registry) -> None:
    step = add(registry, make(registry))
    later = {name: STEP[name] for name in STEP if name not in ("phase", "due_on")}
    changed = {"step_id": step["id"], "why": "雨季", "due_on": "2025-09-30", **later}
    registry.call(COUNTY, "change_step", version=step["version"], **changed)
    with pytest.raises(PlanChangedMeanwhile):
        registry.call(COUNTY, "change_step", version=step["version"], **changed)
    clock.travel_to(date(2025, 10, 1) - timedelta(days=1))
    fire(registry)
    assert {data["deadline"] for data in reminded(registry)} == {"2025-09-30"}
    registry.call(COUNTY, "drop_step", step_id=step["id"], why="并入下一步")
    with pytest.raises(StepDropped):
        registry.call(COUNTY, "report_step", step_id=step["id"], note="x")


def test_last_years_plan_is_copied_to_new_dates_without_what_was_dropped(
    registry: Registry,
) -> None:
    plan = make(registry)
    kept, dropped = add(registry, plan), add(registry, plan, content="不做了")
    registry.call(COUNTY, "report_step", step_id=kept["id"], note="完成", done_on="2025-09-01")
    registry.call(COUNTY, "drop_step", step_id=dropped["id"], why="合并")
    with pytest.raises(AccessDenied):
        registry.call(TOWNSHIP, "copy_plan", plan_id=plan["id"], year=2026)
    copy = registry.call(COUNTY, "copy_plan", plan_id=plan["id"], year=2026)
    [step] = copy["phases"][0]["steps"]
    assert (copy["phases"][0]["from_on"], step["due_on"]) == ("2026-08-01", "2026-09-20")
    assert (step["state"], step["holder"], step["notes"]) == ("not_begun", "罗明", [])
    assert copy["copied_from"] == plan["id"]


def test_a_plan_is_seen_by_its_place_those_below_and_whoever_answers_for_a_step(
    registry: Registry,
) -> None:
    own = school(registry)
    head = principal(own)
    at_school = make(registry, head)
    step = add(registry, at_school, head, post="principal", post_area=None)
    county, town = make(registry), make(registry, TOWNSHIP)

    def seen(viewer: Viewer) -> set[str]:
        return {one["id"] for one in registry.call(viewer, "list_plans", year=2025)["items"]}

    assert seen(VILLAGE) == {county["id"], town["id"]}
    assert seen(FAR) == {county["id"]}
    assert seen(head) == {at_school["id"]}
    assert seen(COUNTY) == {county["id"], town["id"], at_school["id"]}
    with pytest.raises(AccessDenied):
        registry.call(FAR, "get_plan", plan_id=town["id"])
    assert step["post"] == "principal"
    assert TODAY.year == 2025
