from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.dates import Day, NoSuchDay, read

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    "pattern",
    [
        "{0.year}-{0.month:02}-{0.day:02}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}/{0.month}/{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year} 年 {0.month} 月 {0.day} 号",
        "{0.year}{0.month:02}{0.day:02}",
        "{0.year}-{0.month:02}-{0.day:02} 00:00:00",
        "{0.year}、{0.month}、{0.day}",
        "生于{0.year}．{0.month}．{0.day}",
    ],
)
@given(DAYS)
def test_a_date_is_read_however_it_is_written(pattern: str, day: date) -> None:
    assert read(pattern.format(day)) == Day(day.year, day.month, day.day)


@given(DAYS)
def test_full_width_digits_and_dates_of_the_sheet_are_read(day: date) -> None:
    full = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in day.isoformat())
    assert read(full) == Day(day.year, day.month, day.day)
    assert read(datetime(day.year, day.month, day.day)) == Day(day.year, day.month, day.day)  # noqa: DTZ001


@given(DAYS)
def test_a_serial_number_is_the_day_that_excel_means(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    wanted = Day(day.year, day.month, day.day)
    assert read(serial) == read(float(serial)) == read(str(serial)) == wanted


@given(DAYS)
def test_a_number_of_eight_digits_is_a_date(day: date) -> None:
    assert read(int(f"{day:%Y%m%d}")) == Day(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇一四年三月五日", Day(2014, 3, 5)),
        ("二零一四年十二月二十一日", Day(2014, 12, 21)),
        ("二〇一四年十月三十日", Day(2014, 10, 30)),
        ("14.3.5", Day(2014, 3, 5)),
        ("2014年3月", Day(2014, 3, None)),
        ("201403", Day(2014, 3, None)),
        (2014.3, Day(2014, 3, None)),
        ("3/5/2014", Day(2014, 3, 5)),
        ("25/3/2014", Day(2014, 3, 25)),
    ],
)
def test_other_ways_of_writing(written: object, day: Day) -> None:
    assert read(written) == day  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written", ["2014年13月5日", "2013-02-29", "2014-00-10", "待补", "2014", 0, True, "20141305"]
)
def test_what_is_no_date_is_told_from_a_blank(written: object) -> None:
    assert read(written) == NoSuchDay()  # type: ignore[arg-type]


def test_a_blank_says_nothing() -> None:
    assert read(None) is None
    assert read(" — ") is None


def test_year_and_month_agree_with_any_day_of_the_month() -> None:
    assert Day(2014, 3, None).agrees(date(2014, 3, 5))
    assert not Day(2014, 3, None).agrees(date(2014, 4, 5))
    assert not Day(2014, 3, 5).agrees(date(2014, 3, 6))
