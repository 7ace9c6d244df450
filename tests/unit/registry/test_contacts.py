"""Whose parents are asked to be in touch, and from which day on they are missing."""

from datetime import date, timedelta

import pytest

from services.registry.domain.contacts import (
    Owed,
    check_day,
    in_touch,
    missing_from,
    owing,
    watched,
)
from services.registry.domain.situation import Status
from shared.contracts.registry.contact_errors import ParentContactDateInvalid
from shared.packs import load_packs

DAY = date(2025, 9, 10)
RULES = load_packs().get("national", DAY)["parent_contact"]
AWAY = {"father_situation": "away", "mother_situation": "away"}


def test_only_parents_who_work_away_are_asked() -> None:
    assert owing(AWAY, Status.LEFT_BEHIND, RULES) == ("father", "mother")
    one = {"father_situation": "imprisoned", "mother_situation": "away"}
    assert owing(one, Status.LEFT_BEHIND, RULES) == ("mother",)
    assert owing({}, Status.TO_VERIFY, RULES) == ()
    for status in (Status.EXITED, Status.NOT_LEFT_BEHIND):
        assert owing(AWAY, status, RULES) == ()


def test_a_parent_is_missing_once_seven_full_days_passed_without_contact() -> None:
    owed = Owed(since=DAY - timedelta(days=30), last=DAY)
    assert owed.missing_from(RULES["days"]) == DAY + timedelta(days=8)
    assert [owed.without_days(DAY + timedelta(days=n)) for n in (0, 1, 8)] == [0, 0, 7]


def test_who_is_newly_asked_has_the_days_from_then_on() -> None:
    known = {"father": Owed(DAY - timedelta(days=20), DAY - timedelta(days=20))}
    now = watched(known, ("father", "mother"), DAY)
    assert now == {**known, "mother": Owed(DAY)}
    assert missing_from(now, 7) == DAY - timedelta(days=12)  # of one of the two
    assert watched(known, ("mother",), DAY) == {"mother": Owed(DAY)}


def test_the_last_contact_counts_and_an_earlier_one_does_not_hold_the_day_back() -> None:
    known = {"father": Owed(DAY)}
    assert in_touch(known, "father", DAY + timedelta(days=3))["father"].counted_from == DAY + (
        timedelta(days=3)
    )
    assert in_touch(known, "father", DAY - timedelta(days=90))["father"].counted_from == DAY
    assert in_touch(known, "mother", DAY) == known


def test_a_contact_is_not_still_to_come_nor_before_birth() -> None:
    check_day(DAY, DAY, DAY)
    for wrong in (DAY + timedelta(days=1), date(2015, 1, 1)):
        with pytest.raises(ParentContactDateInvalid):
            check_day(wrong, date(2015, 3, 16), DAY)
