import pytest

from services.activities.domain.rooms import (
    Movement,
    check_movement,
    counts,
    lacking_equipment,
    standards,
)
from shared.contracts.activities.errors import StockBelowZero
from shared.contracts.activities.standards import EQUIPMENT_PLANS, ROOM_STANDARDS


def test_the_count_is_the_sum_of_its_movements() -> None:
    held = counts(
        [
            ("book", Movement.ADDITION, 120),
            ("book", Movement.WRITE_OFF, 30),
            ("book", Movement.REPAIR, 5),
            ("television", Movement.ADDITION, 1),
        ]
    )
    assert held == {"book": 90, "television": 1}


def test_a_room_lacks_what_its_plan_asks_for_and_it_does_not_hold() -> None:
    held = dict(EQUIPMENT_PLANS["basic"]) | {"book": 60, "printer": 0}
    assert lacking_equipment("basic", held) == {"book": 40, "printer": 1}


def test_more_than_the_plan_asks_for_is_no_lack() -> None:
    assert lacking_equipment("basic", {item: 999 for item in EQUIPMENT_PLANS["basic"]}) == {}


def test_full_equipment_follows_from_the_inventory_alone() -> None:
    assert standards(ROOM_STANDARDS, "full", {})["full_equipment"] is False
    assert standards([], "full", EQUIPMENT_PLANS["full"])["full_equipment"] is True


def test_all_eight_standards_are_shown_met_or_not() -> None:
    shown = standards(["staff"], "basic", {})
    assert len(shown) == 8
    assert [code for code, met in shown.items() if met] == ["staff"]


@pytest.mark.parametrize("kind", [Movement.WRITE_OFF, Movement.REPAIR])
def test_no_more_leaves_than_is_there(kind: Movement) -> None:
    check_movement(3, kind, 3)
    with pytest.raises(StockBelowZero):
        check_movement(3, kind, 4)
