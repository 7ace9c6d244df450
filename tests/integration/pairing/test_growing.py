"""A child's plan and diary, and the words that one helper leaves the next."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.errors import ContactDateInvalid, ContactStruck, NotPairedWithChild
from shared.contracts.pairing.growing_errors import (
    HandoverTaken,
    PlanDaysInvalid,
    PlanOver,
    PlanStepNotFound,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import SCHOOL, as_helper, as_teacher, pair
from tests.integration.pairing.test_promises_follow import moved
from tests.integration.pairing.township import TODAY, Township


def plan(town: Township, viewer: Viewer, child: str, **more: Any) -> Any:
    steps = [
        {"text": "商量座位", "due_on": "2025-10-31"},
        {"text": "固定通话", "due_on": "2025-09-30"},
    ]
    days = {"from_day": "2025-09-10", "to_day": "2026-01-31"}
    about = {"situation": "话少", "aims": "愿意一起玩", "steps": steps}
    return town.call("make_plan", viewer, child_id=child, **{**days, **about, **more})


def write(
    town: Township, viewer: Viewer, child: str, text: str = "说起了篮球赛", **more: Any
) -> Any:
    fields = {"child_id": child, "on_date": TODAY.isoformat(), "text": text} | more
    return town.call("write_diary", viewer, **fields)


def end(town: Township, child: str, words: str | None) -> None:
    [pairing] = town.call("list_pairings", child_id=child, status="active")["items"]
    about = {"reason": "helper_moved", "handover": words}
    town.call("end_pairing", pairing_id=pairing["id"], **about)


def test_a_plan_is_made_followed_step_by_step_and_ended(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    made = plan(town, viewer, child, kind="individual")
    assert [step["text"] for step in made["steps"]] == ["固定通话", "商量座位"]
    noted = town.call("note_plan_step", viewer, plan_id=made["id"], number=1, result="每周日")
    assert [step["result"] for step in noted["steps"]] == ["每周日", None]
    assert noted["steps"][0]["done_on"] == TODAY.isoformat()
    with pytest.raises(PlanStepNotFound):
        town.call("note_plan_step", viewer, plan_id=made["id"], number=3, result="?")
    ended = town.call("end_plan", as_teacher(), plan_id=made["id"], outcome="开朗多了")
    assert (ended["state"], ended["outcome"]) == ("ended", "开朗多了")
    with pytest.raises(PlanOver):
        town.call("note_plan_step", viewer, plan_id=made["id"], number=2, result="晚了")
    [listed] = town.call("list_plans", town.villager, child_id=child)["items"]
    assert listed == ended


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_day": "2025-09-09", "steps": [{"text": "x", "due_on": "2025-09-09"}]},
        {"steps": [{"text": "x", "due_on": "2026-02-01"}]},
    ],
)
def test_the_days_of_a_plan_must_fit(town: Township, wrong: dict[str, Any]) -> None:
    child, _, viewer = pair(town)
    with pytest.raises(PlanDaysInvalid):
        plan(town, viewer, child, **wrong)


def test_helper_and_teacher_write_one_diary_and_a_resent_entry_is_one(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    first = write(town, viewer, child, client_key="k")
    assert write(town, viewer, child, client_key="k")["id"] == first["id"]
    write(town, as_teacher(), child, "上课举手了")
    found = town.call("list_diary", viewer, child_id=child)["items"]
    assert {one["as_role"]: one["may_strike"] for one in found} == {
        "helper": True,
        "head_teacher": False,
    }
    with pytest.raises(AccessDenied):
        town.call("strike_diary", as_teacher(), entry_id=first["id"], why="not mine")
    struck = town.call("strike_diary", viewer, entry_id=first["id"], why="another child")
    assert struck["struck_at"]
    with pytest.raises(ContactStruck):
        town.call("strike_diary", viewer, entry_id=first["id"], why="again")
    with pytest.raises(ContactDateInvalid):
        write(town, viewer, child, on_date="2025-09-11")


def test_neither_family_nor_strangers_nor_former_helpers_read_or_write(town: Township) -> None:
    child, helper, viewer = pair(town)
    write(town, viewer, child)
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(child,))
    stranger = as_helper(town.helper())
    auditor = replace(town.county, roles=frozenset({Role.AUDITOR}))
    for other in (mother, stranger, town.other_officer, auditor):
        for operation in ("list_diary", "list_plans", "list_handovers"):
            with pytest.raises(AccessDenied):
                town.call(operation, other, child_id=child)
    town.on(date(2026, 9, 11))  # the check ran out, the pairing rests
    with pytest.raises(NotPairedWithChild):
        write(town, viewer, child)
    assert town.get_helper(helper)["status"] == "suspended"


def test_what_is_written_is_sealed(town: Township) -> None:
    child, _, viewer = pair(town)
    made = plan(town, viewer, child, situation="不可见", aims="不可见", kind="help")
    town.call("note_plan_step", viewer, plan_id=made["id"], number=1, result="不可见")
    write(town, viewer, child, "不可见的话")
    end(town, child, "不可见的交接")
    for table in ("help_plans", "plan_steps", "diary_entries", "handovers", "outbox", "history"):
        assert "不可见" not in str(town.desk.rows(table)), table


def test_the_next_helper_is_told_of_the_handover_and_takes_it_once(town: Township) -> None:
    child, first, viewer = pair(town)
    write(town, viewer, child)
    end(town, child, "先和祖母说好再去")
    assert town.published("handover_waiting") == []
    second = town.helper()
    clock.travel_to(date(2025, 9, 12))
    town.arrange(child, second)
    assert [one["helper_id"] for one in town.published("handover_waiting")] == [second]
    heir = as_helper(second, child)
    [left] = town.call("list_handovers", heir, child_id=child)["items"]
    assert (left["words"], left["helper_id"], left["taken_on"]) == ("先和祖母说好再去", first, None)
    assert len(town.call("list_diary", heir, child_id=child)["items"]) == 1
    with pytest.raises(NotPairedWithChild):
        town.call("take_handover", viewer, pairing_id=left["pairing_id"])
    taken = town.call("take_handover", heir, pairing_id=left["pairing_id"])
    assert (taken["taken_by"], taken["taken_on"]) == (second, "2025-09-12")
    with pytest.raises(HandoverTaken):
        town.call("take_handover", heir, pairing_id=left["pairing_id"])


def test_an_ending_without_words_leaves_nothing(town: Township) -> None:
    child, _, _ = pair(town)
    end(town, child, "  ")
    assert town.desk.rows("handovers") == []


def test_plan_and_diary_follow_a_child_who_moves(town: Township) -> None:
    child, _, viewer = pair(town, school_id=SCHOOL)
    plan(town, viewer, child)
    write(town, viewer, child)
    town.fact(moved(child))
    assert len(town.call("list_plans", town.other_officer, child_id=child)["items"]) == 1
    with pytest.raises(AccessDenied):
        town.call("list_diary", town.villager, child_id=child)


def test_a_step_is_reminded_of_before_and_after_its_day_until_it_is_done(town: Township) -> None:
    """Those who help the child are told, and whoever made the plan."""
    child, helper, viewer = pair(town, school_id=SCHOOL)
    made = plan(town, as_teacher(), child)
    town.call("note_plan_step", viewer, plan_id=made["id"], number=1, result="每周日")
    town.on(date(2025, 10, 27))
    assert town.published("help_step_due") == []
    town.on(date(2025, 10, 28))
    [told] = town.published("help_step_due")
    assert (told["deadline"], told["child_id"]) == ("2025-10-31", child)
    assert (told["helper_ids"], told["as_role"]) == ([helper], "head_teacher")
    town.on(date(2025, 11, 1))
    assert len(town.published("help_step_due")) == 2
    town.call("note_plan_step", viewer, plan_id=made["id"], number=2, result="好")
    town.on(date(2025, 11, 4))
    assert len(town.published("help_step_due")) == 2


def test_nobody_is_reminded_of_a_plan_that_has_ended(town: Township) -> None:
    child, _, viewer = pair(town)
    made = plan(town, viewer, child)
    town.call("end_plan", viewer, plan_id=made["id"], outcome="开朗多了")
    town.on(date(2025, 10, 28))
    assert town.published("help_step_due") == []
