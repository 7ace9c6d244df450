from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.ages import age_on, next_age, reached_on

LEAP = date(2012, 2, 29)


def test_an_age_is_reached_on_the_day_after_the_birthday() -> None:
    birth = date(2010, 5, 5)
    assert reached_on(birth, 16) == date(2026, 5, 6)
    assert age_on(birth, date(2026, 5, 5)) == 15
    assert age_on(birth, date(2026, 5, 6)) == 16


def test_a_place_may_count_the_birthday_itself() -> None:
    assert reached_on(date(2010, 5, 5), 16, day_after=False) == date(2026, 5, 5)
    assert age_on(date(2010, 5, 5), date(2026, 5, 5), day_after=False) == 16


@pytest.mark.parametrize(("years", "day"), [(14, date(2026, 3, 1)), (16, date(2028, 3, 1))])
def test_whoever_is_born_on_29_february_reaches_an_age_on_1_march(years: int, day: date) -> None:
    assert reached_on(LEAP, years) == day
    assert age_on(LEAP, day.replace(month=2, day=28)) == years - 1
    assert age_on(LEAP, day) == years


def test_on_29_february_itself_the_age_is_not_reached_yet() -> None:
    assert age_on(LEAP, date(2028, 2, 29)) == 15
    assert age_on(LEAP, date(2028, 2, 29), day_after=False) == 16


def test_a_birthday_on_the_last_day_of_the_year_counts_from_new_year() -> None:
    assert reached_on(date(2010, 12, 31), 16) == date(2027, 1, 1)


def test_the_day_after_28_february_is_29_february_in_a_leap_year() -> None:
    assert reached_on(date(2011, 2, 28), 17) == date(2028, 2, 29)
    assert reached_on(date(2011, 2, 28), 16) == date(2027, 3, 1)


def test_the_next_age_lies_after_today() -> None:
    birth = date(2010, 5, 5)
    assert next_age(birth, date(2026, 5, 5), (16, 18), day_after=True) == date(2026, 5, 6)
    assert next_age(birth, date(2026, 5, 6), (16, 18), day_after=True) == date(2028, 5, 6)
    assert next_age(birth, date(2028, 5, 6), (16, 18), day_after=True) is None


@given(
    birth=st.dates(date(1980, 1, 1), date(2000, 1, 1)),
    today=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    day_after=st.booleans(),
)
def test_a_person_has_the_last_age_that_was_reached(
    birth: date, today: date, day_after: bool
) -> None:
    age = age_on(birth, today, day_after=day_after)
    if age:
        assert reached_on(birth, age, day_after=day_after) <= today
    assert reached_on(birth, age + 1, day_after=day_after) > today
