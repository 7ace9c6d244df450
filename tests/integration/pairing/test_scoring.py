"""A school year's results: computed step by step, confirmed once, awards told to funding."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.pairing.handlers import scoring
from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.scoring_errors import (
    NothingToScore,
    ScoresChanged,
    ScoresConfirmed,
    ScoringYearInvalid,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import SCHOOL, as_teacher
from tests.integration.pairing.township import COUNTY, TODAY, VILLAGE, Township

BUREAU = Viewer(account_id="edu", roles=frozenset({Role.EDUCATION_BUREAU}), area=COUNTY)
AUTUMN, SPRING = "2025-autumn", "2026-spring"
CLASS = "三年级2班"


def enter(town: Township, term: str, ranks: dict[str, int], **more: Any) -> None:
    rows = [{"child_id": c, "rank": rank, "of_pupils": 40, **more} for c, rank in ranks.items()]
    town.call("enter_results", as_teacher(), term=term, class_name=CLASS, rows=rows)


def scores(town: Township, viewer: Viewer | None = None, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = town.call(
        "get_scores", viewer or BUREAU, **{"school_id": SCHOOL, "year": 2025} | more
    )
    return answer


def confirm(town: Township, viewer: Viewer = BUREAU, **more: Any) -> dict[str, Any]:
    about = {"school_id": SCHOOL, "year": 2025, "seen": scores(town)["seen"]} | more
    answer: dict[str, Any] = town.call("confirm_scores", viewer, **about)
    return answer


@pytest.fixture
def two(town: Township) -> tuple[str, str]:
    """One pupil climbed from 12 to 9, the other is the first of the class."""
    climber, first = (town.agreed_child(2, school_id=SCHOOL) for _ in range(2))
    clock.travel_to(date(2026, 7, 10))
    enter(town, AUTUMN, {climber: 12, first: 3})
    enter(town, SPRING, {climber: 9, first: 1})
    return climber, first


def test_each_sum_is_shown_step_by_step(town: Township, two: tuple[str, str]) -> None:
    climber, first = two
    sheet = scores(town, as_teacher())
    found = {one["child_id"]: one for one in sheet["items"]}
    one = found[climber]
    assert [(s["kind"], s["points"]) for s in one["steps"]] == [
        ("ranks", 30),
        ("top", 0),
        ("no_breach", 20),
        ("three_good", 0),
    ]
    assert (one["points"], one["award"]) == (50, None)
    assert one["steps"][0]["text"] == "第 12 名到第 9 名，进步 3 名，每名 10 分"
    assert (found[first]["points"], found[first]["award_title"]) == (50, "班级第一名")
    assert (sheet["awards"], sheet["total_fen"], sheet["state"]) == (1, 100_00, "open")
    assert sheet["classes"] == [{"class_name": CLASS, "average": 500, "children": 2}]


def test_who_has_no_rank_at_the_years_end_yet_is_named(town: Township) -> None:
    child = town.child(2, school_id=SCHOOL)
    clock.travel_to(date(2026, 7, 10))
    enter(town, AUTUMN, {child: 12})
    sheet = scores(town)
    assert (sheet["items"], sheet["waiting"]) == ([], [child])
    with pytest.raises(NothingToScore):
        confirm(town)


def test_a_helpers_points_are_the_sum_over_the_children_of_the_last_day(town: Township) -> None:
    helper, late = town.helper("teacher"), town.helper("teacher")
    children = [town.agreed_child(2, school_id=SCHOOL) for _ in range(2)]
    for child in children:
        town.arrange(child, helper)
    clock.travel_to(date(2026, 7, 10))
    enter(town, AUTUMN, dict(zip(children, (12, 20), strict=True)))
    enter(town, SPRING, dict(zip(children, (9, 25), strict=True)))
    clock.travel_to(date(2026, 8, 3))
    town.arrange(children[0], late)
    assert scores(town)["helpers"] == [{"helper_id": helper, "points": 50 + 20, "children": 2}]


def test_the_county_confirms_once_and_the_awards_are_due(
    town: Township, two: tuple[str, str]
) -> None:
    seen = scores(town)["seen"]
    done = confirm(town)
    assert (done["state"], done["awards"]) == ("confirmed", 1)
    with pytest.raises(ScoresConfirmed):
        confirm(town, seen=seen)
    [told] = town.published("results_scored")
    assert (told["school_id"], told["children"], told["awards"]) == (SCHOOL, 2, 1)
    [due] = town.published("award_due")
    assert (due["child_id"], due["award"], due["amount_fen"]) == (two[1], "first", 100_00)
    assert (due["term"], due["area_code"]) == (SPRING, VILLAGE)
    [row] = town.call("list_scorings", BUREAU, year=2025)["items"]
    assert (row["state"], row["total_fen"]) == ("confirmed", 100_00)


def test_what_was_confirmed_stays_and_is_shown_as_it_was(
    town: Township, two: tuple[str, str]
) -> None:
    before = confirm(town)["items"]
    with pytest.raises(ScoresConfirmed):
        enter(town, SPRING, {two[0]: 5})
    with pytest.raises(ScoresConfirmed):
        enter(town, AUTUMN, {two[0]: 39})
    clock.travel_to(date(2027, 1, 20))
    enter(town, "2026-autumn", {two[0]: 5})
    enter(town, "2025-spring", {two[0]: 40})  # would be the base
    assert scores(town)["items"] == before


def test_nobody_confirms_what_changed_meanwhile(town: Township, two: tuple[str, str]) -> None:
    seen = scores(town)["seen"]
    enter(town, SPRING, {two[0]: 8})
    with pytest.raises(ScoresChanged):
        confirm(town, seen=seen)


def test_nobody_confirms_another_amount_than_was_seen(
    town: Township, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, made = scores(town)["seen"], scoring._score

    def dearer(*told: Any) -> Any:
        score = made(*told)
        score.award_fen += 100
        return score

    monkeypatch.setattr(scoring, "_score", dearer)
    with pytest.raises(ScoresChanged):
        confirm(town, seen=seen)


def test_a_result_is_not_corrected_by_the_next_school_after_the_county_confirmed(
    town: Township, two: tuple[str, str]
) -> None:
    confirm(town)
    other = "3b6b7a34-3a52-4a6e-9d58-000000000010"
    child = next(row for row in town.desk.rows("children") if row["id"] == two[0])
    town.child(2, child_id=two[0], school_id=other, version=child["version"] + 1)
    there = replace(as_teacher(), school_id=other)
    row = {"child_id": two[0], "rank": 1, "of_pupils": 40}
    with pytest.raises(ScoresConfirmed):
        town.call("enter_results", there, term=SPRING, rows=[row])


@pytest.mark.parametrize("viewer", [as_teacher(), replace(BUREAU, area="520331")])
def test_neither_school_nor_another_county_confirms(
    town: Township, two: tuple[str, str], viewer: Viewer
) -> None:
    with pytest.raises(AccessDenied):
        confirm(town, viewer)


def test_a_year_to_come_has_no_scores(town: Township) -> None:
    with pytest.raises(ScoringYearInvalid):
        scores(town, year=TODAY.year + 1)
