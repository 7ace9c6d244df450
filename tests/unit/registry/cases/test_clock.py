"""The clock of a duty (DOMAIN 5.2), and who is called."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.registry.domain.cases.clock import Clock, by_hand, of_pack
from services.registry.domain.cases.posts import Where, address, chain
from shared.packs import load_packs

RULES = load_packs().get("national", date(2026, 1, 1))["protection"]
SCHOOL, CHILD = "s1", "c1"
VILLAGE = Where("520330103201", SCHOOL, CHILD)
AT = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)


def minutes(kind: str) -> float:
    return (of_pack(kind, RULES, VILLAGE, AT).due_at - AT).total_seconds() / 60


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("tell_guardian", 30),
        ("tell_parents", 60),
        ("tell_education", 120),
        ("tell_township", 120),
        ("tell_police", 60),
        ("file_upward", 24 * 60),
    ],
)
def test_the_hours_of_the_domain_are_the_packs(kind: str, expected: int) -> None:
    assert minutes(kind) == expected


def a_clock(levels: int = 3, remind: int = 10) -> Clock:
    named = tuple((f"role:r{level}@x",) for level in range(levels))
    return Clock(
        due_at=AT,
        remind=timedelta(minutes=remind),
        every=timedelta(minutes=15),
        repeat=timedelta(minutes=60),
        chain=named,
    )


def test_a_reminder_comes_before_and_the_levels_after() -> None:
    clock = a_clock()
    at = [(clock.at(call) - AT).total_seconds() / 60 for call in range(6)]
    assert at == [-10, 0, 15, 75, 135, 195]
    assert [clock.level(call) for call in range(6)] == [0, 1, 2, 2, 2, 2]


def test_a_duty_with_nobody_above_is_called_out_to_its_own() -> None:
    clock = a_clock(levels=1)
    at = [(clock.at(call) - AT).total_seconds() / 60 for call in (1, 2, 3)]
    assert at == [0, 60, 120]
    assert clock.called(3) == clock.owners


def test_everybody_who_was_called_stays_called() -> None:
    clock = a_clock()
    assert clock.called(0) == ("role:r0@x",)
    assert clock.called(1) == ("role:r0@x", "role:r1@x")
    assert clock.called(9) == ("role:r0@x", "role:r1@x", "role:r2@x")


def test_without_time_or_wish_for_a_reminder_the_deadline_is_first() -> None:
    assert a_clock().first_call(AT - timedelta(minutes=11)) == 0
    assert a_clock().first_call(AT - timedelta(minutes=10)) == 1
    assert a_clock(remind=0).first_call(AT - timedelta(days=1)) == 1


def test_levels_are_never_skipped_but_repetitions_are() -> None:
    clock, much_later = a_clock(), AT + timedelta(days=2)
    assert [clock.after(call, much_later) for call in (0, 1)] == [1, 2]
    following = clock.after(2, much_later)
    assert clock.at(following) > much_later
    assert clock.at(following - 1) <= much_later


def test_an_address_is_of_the_cases_own_place_school_or_family() -> None:
    assert address("village_officer", VILLAGE) == "role:village_officer@520330103201"
    assert address("township_officer", VILLAGE) == "role:township_officer@520330103"
    assert address("police", VILLAGE) == "role:police@520330"
    assert address("principal", VILLAGE) == "school:principal@s1"
    assert address("family", VILLAGE) == "family:c1"


def test_a_place_that_is_not_known_is_nobodys_and_the_next_above_takes_it() -> None:
    county = Where("520330")
    assert [address(post, county) for post in ("village_officer", "principal", "family")] == [
        None
    ] * 3
    assert of_pack("see_child", RULES, county, AT).chain == (("role:county_officer@520330",),)


def test_an_address_stands_once_in_a_chain() -> None:
    levels = [["police", "township_officer"], ["township_officer"], ["county_officer"]]
    assert [len(level) for level in chain(levels, VILLAGE)] == [2, 1]


def test_a_duty_set_by_hand_goes_up_from_its_owner() -> None:
    due = AT + timedelta(days=3)
    owner = "role:township_officer@520330103"
    clock = by_hand(RULES, VILLAGE, [owner], due)
    assert clock.due_at == due
    assert clock.chain == ((owner,), ("role:county_officer@520330",))
