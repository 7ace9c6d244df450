from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement

import pytest

from services.registry.domain.judgement import Life, judge, months_after
from services.registry.domain.situation import Parent, Situation, Status
from shared.packs import Pack, load_packs
from shared.texts.registry import REASONS

TODAY = date(2025, 9, 10)
AWAY, HOME, DEAD, MISSING, PRISON, ILL, NONE, UNKNOWN = (
    Situation.AWAY,
    Situation.AT_HOME,
    Situation.DECEASED,
    Situation.MISSING,
    Situation.IMPRISONED,
    Situation.ILL_OR_DISABLED,
    Situation.NO_CAPACITY,
    Situation.UNKNOWN,
)
LEFT, NOT, VERIFY, DIFFICULT, FOLLOWED = (
    Status.LEFT_BEHIND,
    Status.NOT_LEFT_BEHIND,
    Status.TO_VERIFY,
    Status.IN_DIFFICULTY,
    Status.FOLLOWED,
)


def pack(name: str = "national") -> Pack:
    return load_packs().get(name, TODAY)


def life(father: Situation | Parent, mother: Situation | Parent, **more: object) -> Life:
    both = [one if isinstance(one, Parent) else Parent(one) for one in (father, mother)]
    plain = Life(date(2015, 3, 16), "primary", *both)
    return replace(plain, **more)  # type: ignore[arg-type]


def expected(one: Situation, other: Situation) -> Status:
    """The table of the domain document, read once more and independently."""
    both = {one, other}
    if UNKNOWN in both:
        return VERIFY
    if HOME in both:
        return NOT
    if both == {AWAY}:
        return LEFT
    if AWAY in both:
        return VERIFY if ILL in both else LEFT
    return DIFFICULT


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(Situation, 2)))
def test_the_whole_table_of_two_parents(one: Situation, other: Situation) -> None:
    for father, mother in ((one, other), (other, one)):
        found = judge(life(father, mother), pack(), TODAY)
        assert found.status is expected(one, other)
        assert all(REASONS[code] for code in found.reasons)


@pytest.mark.parametrize("unable", [DEAD, MISSING, PRISON, NONE])
def test_one_parent_away_and_the_other_unable_is_left_behind(unable: Situation) -> None:
    assert judge(life(AWAY, unable), pack(), TODAY).reasons == ("one_away_other_unable",)


@pytest.mark.parametrize("name", ["lishui", "heishi"])
def test_elsewhere_such_a_child_is_in_difficulty_and_not_lost(name: str) -> None:
    assert judge(life(AWAY, DEAD), pack(name), TODAY).status is DIFFICULT


def test_sixteen_leaves_the_register_on_the_day_after_the_birthday() -> None:
    born = life(AWAY, AWAY, birth_date=date(2009, 9, 10))
    before = judge(born, pack(), TODAY)
    assert (before.status, before.again_on) == (LEFT, date(2025, 9, 11))
    after = judge(born, pack(), date(2025, 9, 11), before=LEFT)
    assert (after.status, after.reasons) == (NOT, ("both_away", "aged_out"))


def test_a_child_born_on_29_february_leaves_on_1_march() -> None:
    born = life(AWAY, AWAY, birth_date=date(2012, 2, 29))
    assert judge(born, pack(), date(2028, 2, 29)).status is LEFT
    assert judge(born, pack(), date(2028, 3, 1)).status is NOT


def test_a_child_in_difficulty_stays_so_until_it_is_of_age() -> None:
    born = life(DEAD, PRISON, birth_date=date(2008, 9, 10))
    assert judge(born, pack(), TODAY).status is DIFFICULT
    assert judge(born, pack(), date(2026, 9, 10)).status is DIFFICULT
    grown = judge(born, pack(), date(2026, 9, 11))
    assert (grown.status, grown.reasons[-1]) == (NOT, "of_age")


def test_to_verify_is_not_closed_by_an_age_below_majority() -> None:
    born = life(AWAY, ILL, birth_date=date(2009, 1, 1))
    assert judge(born, pack(), TODAY).status is VERIFY


@pytest.mark.parametrize(
    ("name", "birth", "status"),
    [
        ("national", date(2009, 9, 1), NOT),
        ("heishi", date(2009, 9, 1), LEFT),
        ("heishi", date(2008, 9, 1), NOT),
        ("xishui", date(2009, 9, 1), NOT),
    ],
)
def test_each_pack_has_its_own_age(name: str, birth: date, status: Status) -> None:
    assert judge(life(AWAY, AWAY, birth_date=birth), pack(name), TODAY).status is status


def test_under_lishui_minors_count() -> None:
    long_away = Parent(AWAY, since=date(2024, 1, 1))
    born = life(long_away, long_away, birth_date=date(2007, 9, 11))
    assert judge(born, pack("lishui"), TODAY).status is LEFT
    assert judge(born, pack("lishui"), date(2025, 9, 12)).status is NOT


def test_heishi_counts_no_senior_pupils() -> None:
    assert judge(life(AWAY, AWAY, stage="senior"), pack("heishi"), TODAY).status is NOT
    assert judge(life(AWAY, AWAY, stage="none"), pack("heishi"), TODAY).status is LEFT


def test_lishui_asks_for_three_months_together() -> None:
    father, mother = Parent(AWAY, since=date(2025, 1, 1)), Parent(AWAY, since=date(2025, 7, 1))
    gone = life(father, mother)
    found = judge(gone, pack("lishui"), TODAY)
    assert (found.status, found.reasons[-1]) == (NOT, "away_not_long_enough")
    assert found.again_on == date(2025, 10, 1)
    assert judge(gone, pack("lishui"), date(2025, 10, 1)).status is LEFT


def test_lishui_also_counts_six_months_within_the_year() -> None:
    often = Parent(AWAY, since=date(2025, 9, 1), months_away=6)
    assert judge(life(often, often), pack("lishui"), TODAY).status is LEFT


def test_an_absence_of_unknown_length_is_to_be_verified_where_length_counts() -> None:
    assert judge(life(AWAY, AWAY), pack("lishui"), TODAY).reasons[-1] == "away_since_unknown"


def test_after_a_return_the_child_is_followed_while_a_pairing_goes_on() -> None:
    found = judge(life(AWAY, HOME, pairing=True), pack(), TODAY, before=LEFT)
    assert (found.status, found.reasons[-1]) == (FOLLOWED, "followed_for_pairing")
    assert judge(life(AWAY, HOME), pack(), TODAY, before=FOLLOWED).status is NOT


def test_a_pairing_follows_to_eighteen_and_a_scheme_to_the_end_of_study() -> None:
    grown = life(AWAY, AWAY, birth_date=date(2007, 9, 1), pairing=True, scheme=True)
    in_college = replace(grown, stage="college")
    assert judge(in_college, pack(), TODAY, before=FOLLOWED).reasons[-1] == "followed_for_scheme"
    done = replace(grown, stage="none")
    assert judge(done, pack(), TODAY, before=FOLLOWED).status is NOT


def test_a_scheme_alone_makes_nobody_followed_who_never_was_left_behind() -> None:
    assert judge(life(AWAY, HOME, scheme=True), pack(), TODAY, before=NOT).status is NOT


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 31), 1, date(2025, 3, 1)),
        (date(2024, 1, 31), 1, date(2024, 3, 1)),
        (date(2025, 8, 31), 1, date(2025, 10, 1)),
        (date(2025, 11, 30), 3, date(2026, 3, 1)),
        (date(2025, 10, 15), 3, date(2026, 1, 15)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_next(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later
