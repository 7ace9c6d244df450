"""Reports and targets: who may ask, what stands behind each number, and what a period says."""

from datetime import date

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import QuarterUnknown, TargetDayInvalid
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    TODAY,
    VILLAGE,
    XIANGYANG,
    Registry,
)
from tests.integration.registry.quarters import balances, come_to, report

EDUCATION = Viewer(account_id="edu", roles=frozenset({Role.EDUCATION_BUREAU}), area="520330")
Q3, Q4 = "2025Q3", "2025Q4"


def child(registry: Registry, name: str, **facts: object) -> str:
    return str(registry.register(name=name, id_number=None, **facts)["id"])


def behind(registry: Registry, part: str, viewer: Viewer = COUNTY, **more: object) -> list[str]:
    asked = {"area": "520330", "status": "left_behind", "part": part, **more}
    return [c["name"] for c in registry.call(viewer, "list_behind", **asked)["items"]]


@pytest.fixture
def year(registry: Registry) -> Registry:
    """Three come in the third quarter; in the fourth one leaves, one moves and one comes."""
    come_to(registry, TODAY)
    first = child(registry, "单一")
    second = child(registry, "单二", sex="female", area_code=LONGXING)
    child(registry, "单三", area_code=XIANGYANG)
    come_to(registry, date(2025, 11, 3))
    registry.correct(first, mother_situation="at_home")
    registry.correct(second, area_code=HONGGANG)
    child(registry, "单四")
    return registry


def test_opening_and_movements_make_the_closing_of_each_quarter(year: Registry) -> None:
    assert balances(report(year, "520330", Q3)["area"]) == (0, 3, 0)
    fourth = report(year, "520330", Q4)["area"]
    assert (fourth["opening"], fourth["closing"]) == (3, 3)
    assert fourth["flows"] == {
        "joined": 1,
        "moved_in": 1,
        "moved_out": -1,
        "left_parent_returned": -1,
    }
    assert balances(report(year, "520330", "2025")["area"]) == (0, 3, 0)


def test_the_places_below_sum_to_the_place(year: Registry) -> None:
    county = report(year, "520330", Q4)
    assert [(i["code"], i["opening"], i["closing"]) for i in county["items"]] == [
        ("520330103", 2, 3),
        ("520330104", 1, 0),
    ]
    assert {f["value"]: f["closing"] for f in county["figures"] if f["breakdown"] == "sex"} == {
        "female": 1,
        "male": 2,
    }


@pytest.mark.parametrize(
    ("period", "part", "names"),
    [
        (Q3, "joined", ["单一", "单二", "单三"]),
        (Q3, "closing", ["单一", "单三", "单二"]),
        (Q3, "opening", []),
        (Q4, "opening", ["单一", "单三", "单二"]),
        (Q4, "closing", ["单二", "单四", "单三"]),
        (Q4, "left", ["单一"]),
        (Q4, "left_parent_returned", ["单一"]),
        (Q4, "moved_in", ["单二"]),
        (Q4, "now", ["单二", "单四", "单三"]),
    ],
)
def test_the_children_behind_each_number_are_found_also_of_a_past_quarter(
    year: Registry, period: str, part: str, names: list[str]
) -> None:
    assert sorted(behind(year, part, period=period)) == sorted(names)


def test_a_long_list_goes_on_where_it_stopped(year: Registry) -> None:
    asked = {"area": "520330", "status": "left_behind", "part": "closing", "limit": 2}
    first = year.call(COUNTY, "list_behind", **asked)
    second = year.call(COUNTY, "list_behind", **asked, after=first["next"])
    assert second["next"] is None
    found = [c["name"] for c in (*first["items"], *second["items"])]
    assert sorted(found) == ["单三", "单二", "单四"]


def test_the_bureau_sees_no_family_behind_a_number_and_an_auditor_nobody(year: Registry) -> None:
    assert len(behind(year, "closing", EDUCATION)) == 3
    with pytest.raises(AccessDenied):
        behind(year, "closing", EDUCATION, figure="hardship=none")
    with pytest.raises(AccessDenied):
        behind(year, "closing", AUDITOR)
    assert year.call(AUDITOR, "get_statistics")["area"]["closing"] == 3


def test_each_place_sees_its_own_numbers_alone(year: Registry) -> None:
    assert year.call(VILLAGE, "get_statistics")["area"]["code"] == HONGGANG
    for operation in ("get_statistics", "get_targets", "get_verification"):
        with pytest.raises(AccessDenied):
            year.call(VILLAGE, operation, area="520330")
    with pytest.raises(AccessDenied):
        behind(year, "closing", VILLAGE)


@pytest.mark.parametrize("role", [Role.HELPER, Role.PARENT, Role.HEAD_TEACHER, Role.FINANCE_CLERK])
def test_numbers_of_a_place_are_for_its_offices(role: Role, registry: Registry) -> None:
    viewer = Viewer(account_id="x", roles=frozenset({role}), area="520330", school_id="s")
    for operation in ("get_statistics", "export_statistics", "get_targets", "get_verification"):
        with pytest.raises(AccessDenied):
            registry.call(viewer, operation)


def test_an_export_is_noted(year: Registry) -> None:
    year.call(COUNTY, "export_statistics")
    row = year.rows("access_log")[-1]
    assert (row["operation"], row["subject"]) == ("registry.export_statistics", "area/520330")


def test_the_book_has_every_place_of_each_level(year: Registry) -> None:
    book = year.call(COUNTY, "export_statistics", period=Q4)
    assert [(level["level"], len(level["rows"])) for level in book["levels"]] == [
        ("county", 1),
        ("township", 2),
        ("village", 3),
    ]
    for level in book["levels"]:
        assert sum(row["closing"] for row in level["rows"]) == 3


def test_a_quarter_that_has_not_begun_has_no_report(registry: Registry) -> None:
    for period in ("2025Q4", "2026"):
        with pytest.raises(QuarterUnknown):
            report(registry, "520330", period)


def test_a_band_is_left_for_the_next_on_the_day_and_nobody_comes_or_goes(
    registry: Registry,
) -> None:
    come_to(registry, TODAY)
    child(registry, "单小雨", birth_date="2019-10-09")
    come_to(registry, date(2025, 10, 10))
    figures = report(registry, "520330", Q4)["figures"]
    bands = {f["value"]: (f["flows"], f["closing"]) for f in figures if f["breakdown"] == "band"}
    assert bands == {"0_5": ({"changed": -1}, 0), "6_13": ({"changed": 1}, 1)}


def vaccinated(registry: Registry, **more: object) -> tuple[int, int]:
    found = registry.call(COUNTY, "get_targets", **more)
    one = next(t for t in found["area"]["targets"] if t["target"] == "vaccination")
    below = [t for item in found["items"] for t in item["targets"] if t["target"] == "vaccination"]
    assert sum(t["met"] for t in below) == one["met"]
    return one["met"], one["missing"]


def test_targets_of_a_past_day_are_those_of_that_days_end(registry: Registry) -> None:
    come_to(registry, TODAY)
    first = child(registry, "单一", vaccination="已接种")
    second = child(registry, "单二")
    come_to(registry, date(2025, 9, 12))
    registry.correct(second, vaccination="已接种")
    come_to(registry, date(2025, 9, 14))
    registry.correct(first, area_code=LONGXING)
    child(registry, "单三")
    registry.correct(second, mother_situation="at_home")
    days = ["2025-09-10", "2025-09-11", "2025-09-12", "2025-09-13", "2025-09-14"]
    found = [vaccinated(registry, on=day) for day in days]
    assert found == [(1, 1), (1, 1), (2, 0), (2, 0), (1, 1)]
    assert vaccinated(registry) == found[-1]
    assert vaccinated(registry, on="2025-09-13", area="520330104") == (0, 0)
    for day in ("2025-09-09", "2025-09-15"):
        with pytest.raises(TargetDayInvalid):
            registry.call(COUNTY, "get_targets", on=day)


def test_targets_are_computed_from_the_dossiers_and_rounded_down(registry: Registry) -> None:
    clock.travel_to(TODAY)
    for number in range(3):
        child(registry, f"单{number}", vaccination="已接种" if number else None)
    found = registry.call(COUNTY, "get_targets")["area"]["targets"]
    targets = {t["target"]: (t["met"], t["missing"], t["percent"], t["reached"]) for t in found}
    assert targets["vaccination"] == (2, 1, 66.6, False)
    assert targets["enrolment"] == (3, 0, 100.0, True)
    assert targets["kindergarten"] == (0, 0, None, None)
    missing = registry.call(
        COUNTY, "list_behind", area="520330", figure="target.vaccination=missing"
    )
    assert [c["name"] for c in missing["items"]] == ["单0"]
    first = missing["items"][0]["id"]
    registry.correct(first, vaccination="全程接种")
    found = registry.call(COUNTY, "get_targets", area=HONGGANG)["area"]["targets"]
    assert next(t for t in found if t["target"] == "vaccination")["reached"]
