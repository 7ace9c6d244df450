"""Contact between child and parents: logged by whoever knows, missed by the day, told by place."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.registry.handlers.contacting import note_from_register
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import ParentContactDateInvalid, ParentContactStruck
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    Registry,
)
from tests.integration.registry.quarters import fire

SECOND = {"name": "李小红", "id_number": None, "guardian_phone": "13900000001"}


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def come_to(registry: Registry, after: int) -> None:
    """The days go by, each at noon: what is due by then has come."""
    clock.travel_to(day(after))
    for kind in ("rules", "parent_contact", "parent_contact"):
        fire(registry, kind)
    with registry.database.transaction() as uow:
        timers = uow.table("timers")
        soon = timers.update().where(timers.c.kind == "parent_contact", timers.c.fired_at.is_(None))
        uow.session.execute(soon.values(due_at=clock.now()))
    fire(registry, "parent_contact")


def log(registry: Registry, child: str, viewer: Viewer = VILLAGE, **more: Any) -> Any:
    about = {"parents": ["father", "mother"], "method": "call", "contacted_on": clock.today()}
    about["contacted_on"] = about["contacted_on"].isoformat()
    return registry.call(viewer, "log_parent_contact", child_id=child, **{**about, **more})


def without(registry: Registry, viewer: Viewer = COUNTY, **more: Any) -> list[str]:
    found = registry.call(viewer, "list_without_contact", **more)["items"]
    return [one["child_id"] for one in found]


def counts(registry: Registry, viewer: Viewer = COUNTY, **more: Any) -> tuple[int, int]:
    found = registry.call(viewer, "count_without_contact", **more)
    return found["watched"], found["without"]


def missing_told(registry: Registry) -> list[Any]:
    return [said for name, said in registry.published() if name == "contact_missing"]


def test_a_week_without_contact_puts_a_child_on_the_list_and_a_call_takes_it_off(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    come_to(registry, 7)
    assert (without(registry), counts(registry)) == ([], (1, 0))
    come_to(registry, 8)
    assert (without(registry), counts(registry)) == ([child], (1, 1))
    [row] = registry.call(VILLAGE, "list_without_contact")["items"]
    assert [(p["parent"], p["without_days"], p["missing"]) for p in row["parents"]] == [
        ("father", 7, True),
        ("mother", 7, True),
    ]
    log(registry, child, parents=["father"])
    assert without(registry) == [child]  # the mother has still to call
    log(registry, child, parents=["mother"])
    assert (without(registry), counts(registry)) == ([], (1, 0))
    come_to(registry, 16)
    assert without(registry) == [child]


def test_a_village_and_a_school_are_told_once_a_day_however_many_children(
    registry: Registry,
) -> None:
    school = registry.call(COUNTY, "register_school", name="醒民小学", township_code="520330103")[
        "id"
    ]
    for number in range(3):
        registry.register(**{**SECOND, "name": f"李小{'红明芳'[number]}"}, school_id=school)
    registry.register(area_code=LONGXING)
    come_to(registry, 8)
    told = {(said["place_id"], said["newly"], said["children"]) for said in missing_told(registry)}
    assert told == {(HONGGANG, 3, 3), (school, 3, 3), (LONGXING, 1, 1)}
    come_to(registry, 9)
    assert len(missing_told(registry)) == 3  # nobody is new
    head = Viewer(account_id="t", roles=frozenset({Role.HEAD_TEACHER}), school_id=school)
    assert (counts(registry, head), len(without(registry, head))) == ((3, 3), 3)
    assert counts(registry, TOWNSHIP) == (3, 3)
    listed = registry.call(COUNTY, "count_without_contact")["items"]
    assert [(one["code"], one["without"]) for one in listed] == [
        ("520330103", 3),
        ("520330104", 1),
    ]


def test_the_log_is_sealed_and_says_who_noted_it(registry: Registry) -> None:
    child = registry.register()["id"]
    parent = Viewer(account_id="p", roles=frozenset({Role.PARENT}), child_ids=frozenset({child}))
    log(registry, child, parent, parents=["mother"], method="video", note="孩子感冒好了")
    found = registry.call(VILLAGE, "list_parent_contacts", child_id=child)
    [one] = found["items"]
    assert (one["logged_as"], one["note"], one["source"]) == ("parent", "孩子感冒好了", "hand")
    assert [(p["parent"], p["last"]) for p in found["parents"]] == [
        ("father", None),
        ("mother", TODAY.isoformat()),
    ]
    assert "感冒" not in str([registry.rows(t) for t in ("parent_contacts", "history")])
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), helped_ids=frozenset({child}))
    seen = registry.call(helper, "list_parent_contacts", child_id=child)["items"][0]
    assert (seen["note"], seen["may_strike"]) == (None, False)
    with pytest.raises(AccessDenied):
        registry.call(helper, "strike_parent_contact", contact_id=one["id"], why="不是我记的")
    with pytest.raises(AccessDenied):
        log(registry, child, AUDITOR)
    with pytest.raises(AccessDenied):
        registry.call(parent, "list_without_contact")


def test_a_struck_contact_does_not_count_and_is_kept(registry: Registry) -> None:
    child = registry.register()["id"]
    come_to(registry, 8)
    log(registry, child)
    assert without(registry) == []
    [one, _] = registry.call(VILLAGE, "list_parent_contacts", child_id=child)["items"]
    struck = registry.call(VILLAGE, "strike_parent_contact", contact_id=one["id"], why="记错了人")
    assert {item["why"] for item in struck["items"]} == {None, "记错了人"}
    assert without(registry) == []  # found again the next day
    come_to(registry, 9)
    assert (without(registry), counts(registry)) == ([child], (1, 1))
    with pytest.raises(ParentContactStruck):
        registry.call(VILLAGE, "strike_parent_contact", contact_id=one["id"], why="再撤一次")
    with pytest.raises(ParentContactDateInvalid):
        log(registry, child, contacted_on=day(10).isoformat())


def test_the_numbers_follow_moves_returns_and_exits(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(**SECOND)["id"]
    come_to(registry, 8)
    assert counts(registry, area="520330103") == (2, 2)
    registry.correct(first, area_code=LONGXING)
    assert (counts(registry, area="520330103"), counts(registry, area="520330104")) == (
        (1, 1),
        (1, 1),
    )
    registry.correct(first, father_situation="at_home")
    registry.call(
        COUNTY, "exit_child", child_id=second, reason="moved_away", on=str(day(8)), why="全家外迁"
    )
    assert (counts(registry), without(registry)) == ((0, 0), [])
    registry.correct(first, father_situation="away")
    assert (counts(registry), without(registry)) == ((1, 0), [])


def test_a_register_of_another_service_counts_once(registry: Registry) -> None:
    child = registry.register()["id"]
    told: dict[str, Any] = {
        "source": "activities",
        "reference": "call-7",
        "parents": ["father", "mother"],
        "method": "call",
        "by": "system",
    }
    come_to(registry, 8)
    outcomes = []
    for whose in (child, child, "not-on-file"):
        with registry.database.transaction() as uow:
            outcomes.append(
                note_from_register(uow, child_id=whose, contacted_on=day(8), today=day(8), **told)
            )
    assert outcomes == [True, False, False]
    assert without(registry) == []
    listed = registry.call(VILLAGE, "list_parent_contacts", child_id=child)["items"]
    assert {(one["source"], one["logged_as"]) for one in listed} == {("activities", None)}


def test_a_merged_file_brings_its_contacts_along(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(**{**SECOND, "name": "张小明"})["id"]
    come_to(registry, 8)
    log(registry, second)
    assert without(registry) == [first]
    registry.call(
        COUNTY,
        "merge_children",
        survivor_id=first,
        absorbed_id=second,
        take=[],
        why="同一个孩子登记了两次",
    )
    assert (without(registry), counts(registry)) == ([], (1, 0))
