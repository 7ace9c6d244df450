"""What a measurement can be, and from where on it is looked into."""

import json
from datetime import date
from typing import Any

import pytest

from gateway.pages.growth import lines
from services.registry.domain.health import (
    MEASURED,
    abnormal,
    band_of,
    body_mass_index,
    impossible,
    state_after,
)
from shared.access.groups import FIELD_GROUPS, Group
from shared.access.roles import Role
from shared.access.schooling import RULES
from shared.packs import load_packs

PACK = load_packs().get("national", date(2025, 9, 1))["health_check"]
RANGES, BANDS = PACK["ranges"], PACK["bands"]
SOUND = {"height_cm": 135.0, "weight_kg": 30.0, "vision_left": 5.0, "vision_right": 5.1}


def found(age: int = 10, **values: Any) -> list[str]:
    return abnormal({**SOUND, **values}, band_of(age, BANDS))


@pytest.mark.parametrize("name", MEASURED)
def test_what_lies_outside_its_range_is_refused_and_the_edges_are_not(name: str) -> None:
    low, high = RANGES[name]
    assert impossible({name: low}, RANGES) == impossible({name: high}, RANGES) == {}
    for value in (low - 0.1, high + 0.1):
        assert impossible({name: value}, RANGES) == {name: (low, high)}


def test_the_lower_pressure_is_below_the_upper() -> None:
    assert impossible({"systolic": 100, "diastolic": 60}, RANGES) == {}
    assert impossible({"systolic": 100, "diastolic": 100}, RANGES) == {"diastolic": (30, 99)}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, []),
        ({"vision_right": 4.9}, ["vision"]),
        ({"systolic": 123}, ["pressure"]),
        ({"diastolic": 81}, ["pressure"]),
        ({"weight_kg": 24.0}, ["thin"]),
        ({"weight_kg": 40.0}, ["heavy"]),
        ({"lung_ml": 1099}, ["lung"]),
        ({"ent": "abnormal"}, ["ent"]),
        ({"ent": "normal", "chest_cm": 66.0, "lung_ml": 1100}, []),
        ({"vision_left": None, "vision_right": None, "weight_kg": None}, []),
    ],
)
def test_what_is_beyond_the_limit_of_the_age_is_looked_into(
    values: dict[str, Any], says: list[str]
) -> None:
    assert found(**values) == says


def test_limits_go_by_age() -> None:
    assert (found(5, vision_left=4.9), found(6, vision_left=4.9)) == ([], ["vision"])
    assert body_mass_index(SOUND) == 16.5


def test_what_was_treated_stays_so_until_something_else_is_found() -> None:
    assert state_after([], "follow", False) == "normal"
    assert state_after(["vision"], "treated", True) == "treated"
    assert state_after(["pressure"], "treated", False) == "follow"
    assert state_after(["vision"], None, False) == "follow"


def test_values_of_health_are_for_those_who_may_see_the_group() -> None:
    names = ("record_health_checks", "list_class_checks", "get_growth", "list_health_follow_ups")
    for name in (*names, "follow_health_check"):
        for allowance in RULES[f"registry.{name}"].allowances:
            for role in allowance.roles - {Role.SYSTEM}:
                assert Group.HEALTH in FIELD_GROUPS[role], (name, role)


def test_growth_is_drawn_from_two_checks_on() -> None:
    one, two = (
        {"term": t, "values": {"height_cm": h, "weight_kg": None}}
        for t, h in (("2025-spring", 130.0), ("2025-autumn", 133.5))
    )
    assert lines([one]) == []
    [line] = lines([one, two])
    assert line.points == "12.0,108.0 308.0,12.0"
    assert json.loads(json.dumps(line.dots[1])) == [308.0, 12.0, "133.5", "2025-autumn"]
