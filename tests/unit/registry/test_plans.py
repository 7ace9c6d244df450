"""Work plans: phases in order, steps within them, posts that a place has, days that remind."""

from datetime import date

import pytest

from services.registry.domain import plans
from services.registry.domain.plans import Period, Phase, StepState
from shared.contracts.registry.organising.errors import (
    PhaseDatesInvalid,
    PostNotThere,
    StepDatesInvalid,
    StepDoneOnInvalid,
)

SPRING = Period(date(2025, 3, 1), date(2025, 5, 31))


def test_a_phase_comes_once_and_not_before_the_one_that_precedes_it() -> None:
    earlier = Period(date(2025, 1, 1), date(2025, 2, 1))
    plans.check_phases([(Phase.LAUNCH, SPRING), (Phase.SURVEY, earlier)], 2025)
    backwards = Period(date(2025, 5, 1), date(2025, 4, 1))
    for wrong in (
        [(Phase.LAUNCH, SPRING), (Phase.LAUNCH, SPRING)],
        [(Phase.SURVEY, SPRING), (Phase.LAUNCH, earlier)],
        [(Phase.SURVEY, backwards)],
        [(Phase.SURVEY, Period(date(2023, 1, 1), date(2025, 1, 1)))],
    ):
        with pytest.raises(PhaseDatesInvalid):
            plans.check_phases(wrong, 2025)


def test_a_step_lies_within_the_days_of_its_phase() -> None:
    plans.check_step(SPRING, SPRING.from_on, SPRING.to_on)
    for first, last in (("02-28", "04-01"), ("04-01", "06-01"), ("05-01", "04-01")):
        dates = [date.fromisoformat(f"2025-{day}") for day in (first, last)]
        with pytest.raises(StepDatesInvalid):
            plans.check_step(SPRING, *dates)
    with pytest.raises(StepDatesInvalid):
        plans.check_step(None, SPRING.from_on, SPRING.to_on)


def test_only_a_post_that_the_place_has_answers_for_a_step() -> None:
    assert plans.address("township_officer", "520330103", None) == "role:township_officer@520330103"
    assert plans.address("principal", "520330103", "s1") == "school:principal@s1"
    for post, area, school in (
        ("village_officer", "520330103", None),
        ("principal", "520330103", None),
        ("township_officer", "520330103", "s1"),
    ):
        with pytest.raises(PostNotThere):
            plans.address(post, area, school)


def test_an_open_step_is_late_from_the_day_after_its_last_one() -> None:
    due = date(2025, 5, 10)
    for state in (StepState.NOT_BEGUN, StepState.UNDER_WAY):
        assert plans.state_on(state, due, None, due) == (state.value, False)
        assert plans.state_on(state, due, None, date(2025, 5, 11)) == ("late", True)
    assert plans.state_on(StepState.DONE, due, due, date(2025, 6, 1)) == ("done", False)
    assert plans.state_on(StepState.DONE, due, date(2025, 5, 11), due) == ("done", True)
    assert plans.state_on(StepState.DROPPED, due, None, date(2025, 6, 1)) == ("dropped", False)


def test_nothing_is_done_in_the_future() -> None:
    day = date(2025, 5, 2)
    with pytest.raises(StepDoneOnInvalid):
        plans.check_report(StepState.UNDER_WAY, date(2025, 5, 1), day, date(2025, 5, 1))


def test_reminders_come_before_on_and_after_the_last_day() -> None:
    pack = {"remind_days": [7, 3], "chase_days": [1]}
    found = [(day.isoformat(), n) for day, n in plans.reminders(date(2025, 3, 2), pack)]
    assert found == [("2025-02-23", -7), ("2025-02-27", -3), ("2025-03-02", 0), ("2025-03-03", 1)]


def test_a_copied_29th_of_february_becomes_the_last_of_the_month() -> None:
    assert plans.shifted(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert plans.shifted(date(2024, 3, 1), 1) == date(2025, 3, 1)
