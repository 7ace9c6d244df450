"""Stretches of a duty, who owes it, and how it stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pairing.domain.duties import (
    Duty,
    Window,
    check_day,
    check_words,
    owed_from,
    rhythm_of,
    state_of,
)
from services.pairing.domain.policy import Policy
from shared.contracts.pairing.codes import ContactKind, ContactOutcome, PromiseState
from shared.contracts.pairing.errors import ContactDateInvalid, ContactNeedsWords
from shared.pack_pairing import RHYTHMS
from shared.packs import load_packs

DAY = date(2025, 9, 10)
PACKS = load_packs()
NATIONAL = rhythm_of(PACKS.get("national", DAY))


def of(kind: str, pack: str = "national") -> Duty:
    duty = rhythm_of(PACKS.get(pack, DAY)).duty(ContactKind(kind))
    assert duty is not None
    return duty


def window(kind: str, day: date, pack: str = "national") -> Window | None:
    return rhythm_of(PACKS.get(pack, day)).window(of(kind, pack), day)


@pytest.mark.parametrize("pack", list(PACKS))
def test_every_shipped_pack_makes_a_policy(pack: str) -> None:
    assert Policy.from_pack(PACKS.get(pack, DAY)).rhythm.duties


@pytest.mark.parametrize(
    ("pack", "kind", "first", "last", "times"),
    [
        ("national", "talk", date(2025, 9, 1), date(2025, 9, 30), 1),
        ("heishi", "talk", date(2025, 9, 8), date(2025, 9, 14), 1),
        ("heishi", "parents_call", date(2025, 9, 8), date(2025, 9, 21), 1),
        ("lishui", "parents_call", date(2025, 7, 1), date(2025, 9, 30), 1),
        ("lishui", "home_visit", date(2025, 7, 1), date(2025, 12, 31), 1),
        ("three_ones", "home_visit", date(2025, 9, 1), date(2026, 1, 31), 1),
        ("home_visits", "home_visit", date(2025, 9, 8), date(2025, 9, 14), 2),
    ],
)
def test_a_place_has_its_own_rhythm(
    pack: str, kind: str, first: date, last: date, times: int
) -> None:
    assert window(kind, DAY, pack) == Window(first, last, times)


def test_home_visits_are_at_the_start_middle_and_end_of_the_term() -> None:
    days = (date(2025, 9, 1), date(2025, 11, 20), date(2026, 1, 31))
    found = [window("home_visit", day) for day in days]
    assert [w and w.wanted for w in found] == [1, 1, 1]
    assert [w and (w.first, w.last) for w in found] == [
        (date(2025, 9, 1), date(2025, 10, 21)),
        (date(2025, 10, 22), date(2025, 12, 11)),
        (date(2025, 12, 12), date(2026, 1, 31)),
    ]


def test_in_the_holidays_no_duty_of_a_term_is_asked() -> None:
    assert window("home_visit", date(2025, 8, 15)) is None
    assert window("talk", date(2025, 8, 15)) == Window(date(2025, 8, 1), date(2025, 8, 31), 1)


def test_a_duty_with_no_times_is_not_asked() -> None:
    kinds = {duty.kind for duty in rhythm_of(PACKS.get("three_ones", DAY)).duties}
    assert kinds == {ContactKind.VISIT, ContactKind.PARENTS_CALL, ContactKind.HOME_VISIT}
    assert ContactKind.VISIT not in {duty.kind for duty in NATIONAL.duties}


@given(
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    every=st.sampled_from(RHYTHMS),
    times=st.integers(1, 5),
    spread=st.booleans(),
)
def test_stretches_follow_each_other_without_gap_or_overlap(
    day: date, every: str, times: int, spread: bool
) -> None:
    duty = Duty(ContactKind.TALK, frozenset({"helper"}), True, every, times, spread)
    found = NATIONAL.window(duty, day)
    if found is None:
        assert every == "term"
        return
    assert found.first <= day <= found.last
    assert found.wanted == (1 if spread else times)
    assert NATIONAL.window(duty, found.first) == NATIONAL.window(duty, found.last) == found
    after = NATIONAL.window(duty, found.last + timedelta(days=1))
    assert after is None or after.first == found.last + timedelta(days=1)


def test_who_begins_late_in_a_stretch_owes_the_next_one() -> None:
    september = Window(date(2025, 9, 1), date(2025, 9, 30), 1)
    assert owed_from(september, date(2025, 8, 1))
    assert owed_from(september, date(2025, 9, 16))
    assert not owed_from(september, date(2025, 9, 17))


def test_done_in_time_is_done_and_afterwards_late() -> None:
    last, later = date(2025, 9, 30), date(2025, 10, 3)
    states = [
        state_of(0, 1, done_on=None, last_day=last, today=last),
        state_of(0, 1, done_on=None, last_day=last, today=later),
        state_of(1, 1, done_on=last, last_day=last, today=later),
        state_of(1, 1, done_on=later, last_day=last, today=later),
        state_of(1, 2, done_on=None, last_day=last, today=last),
    ]
    expected = ("open", "overdue", "done", "late", "open")
    assert states == [PromiseState(name) for name in expected]


def test_a_contact_lies_within_the_pairing_and_not_in_the_future() -> None:
    born, started = date(2015, 5, 1), date(2025, 9, 1)
    check_day(started, started_on=started, birth_date=born, today=DAY)
    for day in (date(2025, 8, 31), date(2025, 9, 11)):
        with pytest.raises(ContactDateInvalid):
            check_day(day, started_on=started, birth_date=born, today=DAY)


def test_what_needs_follow_up_is_said() -> None:
    check_words(ContactOutcome.FINE, None, None)
    check_words(ContactOutcome.FOLLOW_UP, None, "see the doctor")
    with pytest.raises(ContactNeedsWords):
        check_words(ContactOutcome.FOLLOW_UP, "  ", None)
