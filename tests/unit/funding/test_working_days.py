"""Working days of a Chinese calendar (LAW "Money": five of them for a public notice)."""

from datetime import date

from shared.packs import load_packs
from shared.working_days import Calendar

CALENDAR = Calendar.of(load_packs().get("national", date(2025, 9, 1))["calendar"])


def test_a_weekend_is_left_out() -> None:
    assert CALENDAR.after(date(2025, 9, 10), 5) == date(2025, 9, 17)


def test_the_national_day_is_left_out_and_the_days_made_up_for_it_count() -> None:
    # Friday 26 September; Sunday the 28th is worked, 1 to 8 October are not, Saturday 11 is.
    assert CALENDAR.after(date(2025, 9, 26), 5) == date(2025, 10, 10)
    assert CALENDAR.after(date(2025, 9, 26), 6) == date(2025, 10, 11)


def test_the_spring_festival_of_2026() -> None:
    assert CALENDAR.after(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_a_year_that_the_pack_does_not_know_has_weekdays_alone() -> None:
    assert CALENDAR.after(date(2031, 9, 30), 2) == date(2031, 10, 2)


def test_no_day_at_all_is_the_day_itself() -> None:
    assert CALENDAR.after(date(2025, 10, 4), 0) == date(2025, 10, 4)
