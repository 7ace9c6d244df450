from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.timetable import (
    Booking,
    Resource,
    ResourceKind,
    Slot,
    check_free,
    check_slot,
    nearest_weekday,
    resources,
)
from shared.contracts.activities.errors import (
    ClassBooked,
    EndsBeforeItStarts,
    PlaceBooked,
    SessionTooLongAgo,
    TeacherBooked,
    WeekdayDoesNotFit,
)

MONDAY = date(2025, 9, 8)
SLOT = Slot(MONDAY, "14:00", "14:40")
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_a_weekday_that_fits_is_accepted() -> None:
    check_slot(SLOT, 1, MONDAY)
    check_slot(SLOT, None, MONDAY)


def test_a_weekday_that_does_not_fit_is_refused_with_the_nearest_that_does() -> None:
    with pytest.raises(WeekdayDoesNotFit) as refused:
        check_slot(SLOT, 5, MONDAY)
    assert refused.value.args == ("2025-09-08", "1", "5", "2025-09-05")


@given(dates, st.integers(1, 7))
def test_the_nearest_weekday_is_at_most_three_days_off(on_date: date, weekday: int) -> None:
    nearest = nearest_weekday(on_date, weekday)
    assert nearest.isoweekday() == weekday
    assert abs(nearest - on_date) <= timedelta(days=3)


@pytest.mark.parametrize("ends_at", ["14:00", "13:59"])
def test_a_session_ends_after_it_starts(ends_at: str) -> None:
    with pytest.raises(EndsBeforeItStarts):
        check_slot(Slot(MONDAY, "14:00", ends_at), None, MONDAY)


def test_a_session_of_the_last_month_may_still_be_written_up_and_no_older_one() -> None:
    check_slot(SLOT, None, MONDAY + timedelta(days=31))
    with pytest.raises(SessionTooLongAgo):
        check_slot(SLOT, None, MONDAY + timedelta(days=32))


def test_a_session_may_begin_when_the_one_before_ends() -> None:
    assert not SLOT.overlaps(Slot(MONDAY, "14:40", "15:20"))
    assert SLOT.overlaps(Slot(MONDAY, "14:39", "15:20"))
    assert not SLOT.overlaps(Slot(MONDAY + timedelta(days=1), "14:00", "14:40"))


@pytest.mark.parametrize(
    ("kind", "owner", "name", "refusal"),
    [
        (ResourceKind.TEACHER, "", "t1", TeacherBooked),
        (ResourceKind.PLACE, "s1", "Room 2", PlaceBooked),
        (ResourceKind.CLASS, "s1", "4-1", ClassBooked),
    ],
)
def test_a_teacher_a_place_or_a_class_is_not_booked_twice(
    kind: ResourceKind, owner: str, name: str, refusal: type[Exception]
) -> None:
    wanted = resources("s1", ["t1"], "Room 2", "4-1")
    taken = [Booking("other", Resource(kind, owner, name).key, Slot(MONDAY, "14:30", "15:00"))]
    with pytest.raises(refusal) as refused:
        check_free(SLOT, wanted, taken, "mine")
    assert refused.value.args == (name, "2025-09-08", "14:30", "15:00")


def test_a_session_does_not_stand_in_its_own_way() -> None:
    wanted = resources("s1", ["t1"], "Room 2", None)
    check_free(SLOT, wanted, [Booking("mine", wanted[0].key, SLOT)], "mine")


def test_the_place_of_another_school_is_free() -> None:
    other_school = Resource(ResourceKind.PLACE, "s2", "Room 2")
    wanted = resources("s1", ["t1"], "Room 2", None)
    check_free(SLOT, wanted, [Booking("other", other_school.key, SLOT)], "mine")


def test_spaces_and_case_do_not_make_another_place() -> None:
    assert (
        Resource(ResourceKind.PLACE, "s1", "Room 2").key
        == Resource(ResourceKind.PLACE, "s1", " room\u30002 ").key
    )


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1), st.text(min_size=1))
def test_resources_come_sorted_and_once(teachers: list[str], place: str) -> None:
    keys = [resource.key for resource in resources("s1", teachers, place, place)]
    assert keys == sorted(set(keys))
