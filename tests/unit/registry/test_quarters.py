from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.quarters import (
    Quarter,
    Step,
    chasers,
    quarters_of,
    still_of_use,
)
from shared.contracts.registry.errors import QuarterUnknown
from shared.packs import load_packs

DEADLINES = load_packs().get("national", date(2025, 9, 10))["deadlines"]
Q3 = Quarter(2025, 3)


@pytest.mark.parametrize(
    ("number", "day"),
    [(1, (3, 15)), (2, (6, 15)), (3, (9, 15)), (4, (12, 15))],
)
def test_the_deadline_is_the_15th_of_the_last_month(number: int, day: tuple[int, int]) -> None:
    assert Quarter(2025, number).deadline(DEADLINES) == date(2025, *day)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_is_in_one_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.next.previous == quarter
    assert quarter.last_day + timedelta(days=1) == quarter.next.first_day
    assert Quarter.named(str(quarter)) == quarter


def test_who_is_missing_is_reminded_before_and_after_the_deadline() -> None:
    steps = [(step.on.isoformat(), step.name) for step in chasers(Q3, DEADLINES)]
    assert steps == [
        ("2025-09-08", "before"),
        ("2025-09-12", "before"),
        ("2025-09-14", "before"),
        ("2025-09-16", "after"),
        ("2025-09-20", "after"),
        ("2025-09-25", "after"),
    ]


def test_after_a_stop_only_the_last_reminder_is_given() -> None:
    steps = list(chasers(Q3, DEADLINES))
    of_use = [step for step in steps if still_of_use(step, DEADLINES, date(2025, 9, 17))]
    assert of_use == steps[3:]
    assert Step.keyed(steps[3].key) == steps[3]


def test_a_year_is_its_four_quarters() -> None:
    assert quarters_of("2025") == [Quarter(2025, n) for n in (1, 2, 3, 4)]
    assert quarters_of("2025Q3") == [Q3]
    for wrong in ("2025Q5", "0000", "0000Q1", "heute"):
        with pytest.raises(QuarterUnknown):
            quarters_of(wrong)
