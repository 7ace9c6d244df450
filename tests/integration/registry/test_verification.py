"""The quarterly verification: confirm, sign off upward, freeze, chase (DOMAIN section 3)."""

from datetime import date

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import (
    ChildrenNotConfirmed,
    NotInThisVillage,
    PlacesNotSigned,
    QuarterSigned,
    QuarterUnknown,
    SignedElsewhere,
)
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
    XIANGYANG,
    Registry,
)
from tests.integration.registry.quarters import (
    come_to,
    confirm_all,
    fire,
    officer,
    run_jobs,
    sign,
)

Q3 = "2025Q3"
TOWN, OTHER_TOWN = "520330103", "520330104"


@pytest.fixture
def quarter(registry: Registry) -> Registry:
    """Two children in one village, one in another township, and the quarter's round is open."""
    for number, village in enumerate((HONGGANG, HONGGANG, LONGXING)):
        registry.register(name=f"单{number}", id_number=None, area_code=village)
    come_to(registry, TODAY)
    return registry


def progress(registry: Registry, area: str, viewer: Viewer = COUNTY) -> dict:
    return registry.call(viewer, "get_verification", area=area)


def ids(registry: Registry, village: str = HONGGANG) -> list[dict]:
    listed = registry.call(officer(village), "list_to_confirm", area=village)["items"]
    return [{"id": one["id"], "version": one["version"]} for one in listed]


def due(registry: Registry) -> list[tuple[str, bool, int]]:
    told = [data for name, data in registry.published() if name == "verification_due"]
    return [(one["area_code"], one["overdue"], one["waiting"]) for one in told]


def test_a_village_confirms_child_by_child_and_signs_off(quarter: Registry) -> None:
    first, second = ids(quarter)
    found = progress(quarter, HONGGANG, VILLAGE)
    assert (found["quarter"], found["deadline"], found["days_left"]) == (Q3, "2025-09-15", 5)
    assert (found["area"]["listed"], found["area"]["confirmed"]) == (2, 0)
    done = quarter.call(VILLAGE, "confirm_children", area=HONGGANG, children=[first])
    assert done == {"confirmed": 1, "changed_meanwhile": []}
    assert ids(quarter) == [second]
    with pytest.raises(ChildrenNotConfirmed) as refused:
        sign(quarter, HONGGANG)
    assert refused.value.args == ("1",)
    confirm_all(quarter, HONGGANG)
    assert sign(quarter, HONGGANG)["children"] == 2
    assert progress(quarter, HONGGANG)["area"]["signed_on"] == "2025-09-10"
    with pytest.raises(QuarterSigned):
        sign(quarter, HONGGANG, quarter=Q3)


def test_a_child_that_was_changed_meanwhile_is_not_confirmed_and_named(quarter: Registry) -> None:
    first, second = ids(quarter)
    names = ("psychology", "health", "schooling", "guardianship", "living")
    quarter.call(COUNTY, "assess_child", child_id=first["id"], scores=dict.fromkeys(names, 0))
    done = quarter.call(VILLAGE, "confirm_children", area=HONGGANG, children=[first, second])
    assert done == {"confirmed": 1, "changed_meanwhile": [first["id"]]}
    assert [one["id"] for one in ids(quarter)] == [first["id"]]


def test_putting_something_right_confirms_the_child_for_the_quarter(quarter: Registry) -> None:
    first, second = ids(quarter)
    quarter.correct(first["id"], VILLAGE, mother_situation="at_home")
    assert ids(quarter) == [second]
    [kept] = quarter.rows("confirmations")
    assert (kept["child_id"], kept["changed"], kept["quarter"]) == (first["id"], True, Q3)


def test_confirming_twice_counts_once_and_leaves_the_version(quarter: Registry) -> None:
    first, _ = ids(quarter)
    for _ in range(2):
        quarter.call(VILLAGE, "confirm_children", area=HONGGANG, children=[first])
    assert progress(quarter, HONGGANG)["area"]["confirmed"] == 1
    assert quarter.dossier(first["id"])["version"] == first["version"]
    assert len(quarter.rows("confirmations")) == 1


def test_a_township_signs_after_its_villages_and_the_county_after_its_townships(
    quarter: Registry,
) -> None:
    with pytest.raises(PlacesNotSigned):
        sign(quarter, TOWN)
    for village in (HONGGANG, LONGXING):
        confirm_all(quarter, village)
        sign(quarter, village)
    with pytest.raises(PlacesNotSigned) as refused:
        sign(quarter, "520330")
    assert refused.value.args == ("2",)
    assert progress(quarter, TOWN)["ready"]
    for area in (TOWN, OTHER_TOWN, "520330"):
        sign(quarter, area)
    told = [data for name, data in quarter.published() if name == "verification_signed"]
    ready = [(one["area_code"], one["above_ready"]) for one in told]
    assert ready == [
        (HONGGANG, True),  # the other village of the township has no children
        (LONGXING, True),
        (TOWN, False),
        (OTHER_TOWN, True),
        ("520330", False),
    ]
    assert [row["operation"] for row in quarter.history("area/520330")][-1] == "sign_off"


def test_what_is_missing_stands_first_with_its_numbers(quarter: Registry) -> None:
    confirm_all(quarter, LONGXING)
    sign(quarter, LONGXING)
    sign(quarter, OTHER_TOWN)
    county = progress(quarter, "520330", AUDITOR)
    assert [(i["code"], i["signed_on"] is None) for i in county["items"]] == [
        (TOWN, True),
        (OTHER_TOWN, False),
    ]
    assert (county["area"]["places"], county["area"]["places_signed"]) == (2, 1)
    assert not county["own"]
    town = progress(quarter, TOWN, TOWNSHIP)
    assert town["own"]
    assert [(i["code"], i["listed"], i["confirmed"]) for i in town["items"]] == [(HONGGANG, 2, 0)]


def test_each_place_is_signed_off_by_its_own_office(quarter: Registry) -> None:
    confirm_all(quarter, HONGGANG)
    with pytest.raises(SignedElsewhere):
        quarter.call(COUNTY, "sign_off", area=HONGGANG)
    with pytest.raises(SignedElsewhere):
        quarter.call(COUNTY, "sign_off", area=TOWN)
    with pytest.raises(AccessDenied):
        quarter.call(VILLAGE, "sign_off", area=TOWN)
    with pytest.raises(AccessDenied):
        quarter.call(VILLAGE, "sign_off", area=XIANGYANG)
    # A township may for a village whose officer cannot.
    assert quarter.call(TOWNSHIP, "sign_off", area=HONGGANG)["area_code"] == HONGGANG


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_only_those_who_answer_for_the_place_confirm_and_sign(
    role: Role, registry: Registry
) -> None:
    viewer = Viewer(account_id="x", roles=frozenset({role}), area=HONGGANG, school_id="s")
    keepers = (Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.VILLAGE_OFFICER)
    come_to(registry, TODAY)
    for operation, fields in (
        ("list_to_confirm", {"area": HONGGANG}),
        ("sign_off", {"area": HONGGANG}),
    ):
        if role in keepers:
            registry.call(viewer, operation, **fields)
        else:
            with pytest.raises(AccessDenied):
                registry.call(viewer, operation, **fields)


def test_children_of_another_village_cannot_be_confirmed(quarter: Registry) -> None:
    elsewhere = ids(quarter, LONGXING)
    with pytest.raises(NotInThisVillage):
        quarter.call(VILLAGE, "confirm_children", area=HONGGANG, children=elsewhere)
    with pytest.raises(AccessDenied):
        quarter.call(VILLAGE, "confirm_children", area=LONGXING, children=elsewhere)


def test_looking_through_the_list_leaves_a_trace_for_each_child(quarter: Registry) -> None:
    ids(quarter)
    seen = [r["subject"] for r in quarter.rows("access_log") if "to_confirm" in r["operation"]]
    assert len(seen) == 2
    assert "list" not in seen


def test_a_signed_quarter_is_frozen(quarter: Registry) -> None:
    children = ids(quarter)
    confirm_all(quarter, HONGGANG)
    sign(quarter, HONGGANG)
    with pytest.raises(QuarterSigned):
        quarter.call(VILLAGE, "confirm_children", area=HONGGANG, quarter=Q3, children=children)
    quarter.correct(children[0]["id"], VILLAGE, mother_situation="at_home")
    assert len(quarter.rows("confirmations")) == 2
    late = [row for row in quarter.rows("movements") if row["late"]]
    assert [row["flow"] for row in late] == ["left_parent_returned", "joined"]


def test_a_village_that_missed_a_quarter_signs_it_first(quarter: Registry) -> None:
    come_to(quarter, date(2025, 10, 5))
    found = progress(quarter, HONGGANG)
    assert (found["quarter"], found["area"]["late"], found["quarters"]) == (
        Q3,
        True,
        ["2025Q4", Q3],
    )
    confirm_all(quarter, HONGGANG)
    sign(quarter, HONGGANG)
    assert progress(quarter, HONGGANG)["quarter"] == "2025Q4"
    assert progress(quarter, HONGGANG)["area"]["confirmed"] == 0
    with pytest.raises(QuarterUnknown):
        quarter.call(VILLAGE, "list_to_confirm", area=HONGGANG, quarter="2025Q2")


def test_a_closed_file_and_a_child_that_moved_are_not_waited_for(quarter: Registry) -> None:
    first, second = ids(quarter)
    quarter.call(VILLAGE, "confirm_children", area=HONGGANG, children=[first])
    leaving = {"reason": "moved_away", "on": "2025-09-09", "why": "随父母迁往广东"}
    quarter.call(VILLAGE, "exit_child", child_id=second["id"], **leaving)
    quarter.call(COUNTY, "correct_child", child_id=first["id"], changes={"area_code": XIANGYANG},
                 why="搬家")  # fmt: skip
    assert progress(quarter, HONGGANG)["area"]["listed"] == 0
    there = progress(quarter, XIANGYANG)["area"]
    assert (there["listed"], there["confirmed"]) == (1, 1)


# --- chasing


def test_missing_places_are_reminded_before_and_after_the_deadline(quarter: Registry) -> None:
    assert due(quarter) == [
        ("520330", False, 2),
        (TOWN, False, 1),
        (HONGGANG, False, 2),
        (OTHER_TOWN, False, 1),
        (LONGXING, False, 1),
    ]
    confirm_all(quarter, LONGXING)
    sign(quarter, LONGXING)
    come_to(quarter, date(2025, 9, 12))
    assert due(quarter)[5:] == [
        ("520330", False, 2),
        (TOWN, False, 1),
        (HONGGANG, False, 2),
        (OTHER_TOWN, False, 0),
    ]
    come_to(quarter, date(2025, 9, 14))
    before = len(due(quarter))
    come_to(quarter, date(2025, 9, 16))
    assert [one[1] for one in due(quarter)[before:]] == [True] * 4


def test_a_machine_that_stood_still_reminds_once_and_misses_no_quarter(quarter: Registry) -> None:
    before = len(due(quarter))
    come_to(quarter, date(2026, 1, 20))
    assert [row["quarter"] for row in quarter.rows("rounds")] == [Q3, "2025Q4", "2026Q1"]
    # Once for each of the two quarters that went by, three villages and places each.
    told = due(quarter)[before:]
    assert [one for one in told if one[0] == HONGGANG] == [(HONGGANG, True, 2)] * 2
    assert fire(quarter, "quarter") == 0


def test_nobody_is_reminded_who_has_signed(quarter: Registry) -> None:
    for village in (HONGGANG, LONGXING):
        confirm_all(quarter, village)
        sign(quarter, village)
    for area in (TOWN, OTHER_TOWN, "520330"):
        sign(quarter, area)
    before = len(due(quarter))
    come_to(quarter, date(2025, 9, 30))
    assert len(due(quarter)) == before


# --- judged again by itself


def test_at_the_quarters_end_everybody_is_judged_again(quarter: Registry) -> None:
    come_to(quarter, date(2025, 10, 1))
    assert {str(row["judged_on"]) for row in quarter.rows("children")} == {"2025-10-01"}
    assert quarter.told().count("child_judged") == 0


def test_another_version_of_the_rules_judges_whom_it_concerns(quarter: Registry) -> None:
    with quarter.database.transaction() as uow:
        children = uow.table("children")
        old = children.update().where(children.c.area_code == LONGXING).values(pack_hash="old")
        uow.session.execute(old)
    come_to(quarter, date(2025, 9, 11))
    judged = {row["area_code"]: str(row["judged_on"]) for row in quarter.rows("children")}
    assert judged == {HONGGANG: "2025-09-10", LONGXING: "2025-09-11"}
    assert all(row["pack_hash"] != "old" for row in quarter.rows("children"))


def test_every_age_that_counts_is_told_once_on_its_day(registry: Registry) -> None:
    child = registry.register(name="单小雨", id_number=None, birth_date="2020-02-29")
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)):
        come_to(registry, day)
        told = [d["age"] for name, d in registry.published() if name == "child_aged"]
        assert told == ([] if day.month == 2 else [6])
    # The machine stands still for nine years.
    come_to(registry, date(2035, 3, 1))
    aged = [d for name, d in registry.published() if name == "child_aged"]
    assert [(d["age"], d["reached_on"]) for d in aged] == [
        (6, "2026-03-01"),
        (8, "2028-03-01"),
        (14, "2034-03-01"),
    ]
    assert aged[0]["child_id"] == child["id"]


def test_a_birth_date_put_right_is_no_birthday(registry: Registry) -> None:
    child = registry.register(name="单小雨", id_number=None, birth_date="2018-09-01")
    registry.correct(child["id"], birth_date="2010-09-01")
    come_to(registry, date(2025, 9, 11))
    assert "child_aged" not in registry.told()


# --- exits


def test_an_exit_keeps_the_file_and_a_return_opens_the_same_one(registry: Registry) -> None:
    child = registry.register()
    gone = registry.call(
        VILLAGE,
        "exit_child",
        child_id=child["id"],
        reason="moved_away",
        on="2025-09-09",
        why="随父母迁往广东",
    )
    assert gone["status"] == "exited"
    dossier = registry.dossier(child["id"])
    assert dossier["reasons"][0]["text"] == "已迁出本县，档案保留。"
    assert registry.call(COUNTY, "count_children")["area"]["children"] == 0
    assert registry.call(COUNTY, "list_children")["items"] == []
    back = registry.call(VILLAGE, "reopen_child", child_id=child["id"], why="返回本村")
    assert (back["id"], back["status"]) == (child["id"], "left_behind")
    operations = [row["operation"] for row in registry.history(f"child/{child['id']}")]
    assert operations == ["register_child", "exit_child", "reopen_child"]
    assert registry.told() == ["child_registered", "child_judged", "child_judged"]


def test_a_dossier_of_a_past_day_shows_the_exit_of_that_day(registry: Registry) -> None:
    child = registry.register()
    clock.travel_to(date(2025, 9, 12))
    fields = {"reason": "other", "on": "2025-09-12", "why": "其他"}
    registry.call(VILLAGE, "exit_child", child_id=child["id"], **fields)
    clock.travel_to(date(2025, 9, 13))
    assert registry.dossier(child["id"], as_of="2025-09-11")["status"] == "left_behind"
    assert registry.dossier(child["id"], as_of="2025-09-12")["status"] == "exited"
    run_jobs(registry)
