"""The whole table of DOMAIN section 2 under every pack, and what the day and other facts add."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.ages import age_on, ages_passed, reached_on
from services.registry.domain.judgement import Life, ages_that_count, judge
from services.registry.domain.situation import Parent, Situation, Status
from shared.packs import Pack, load_packs
from shared.texts.registry import REASONS

TODAY = date(2025, 9, 10)
PACKS = ("national", "lishui", "heishi", "xishui")
# One letter a situation: home, away, dead, missing, prison, ill, no capacity, unknown.
LETTERS = dict(zip("HADMPINU", (
    Situation.AT_HOME,
    Situation.AWAY,
    Situation.DECEASED,
    Situation.MISSING,
    Situation.IMPRISONED,
    Situation.ILL_OR_DISABLED,
    Situation.NO_CAPACITY,
    Situation.UNKNOWN,
), strict=True))  # fmt: skip
CODES = {
    "L": Status.LEFT_BEHIND,
    "-": Status.NOT_LEFT_BEHIND,
    "?": Status.TO_VERIFY,
    "D": Status.IN_DIFFICULTY,
}
# Father down, mother across; written from the table by hand, not computed.
TABLE = {
    #     HADMPINU
    "H": "-------?",
    "A": "-LLLL?L?",
    "D": "-LDDDDD?",
    "M": "-LDDDDD?",
    "P": "-LDDDDD?",
    "I": "-?DDDDD?",
    "N": "-LDDDDD?",
    "U": "????????",
}
ELSEWHERE = {"L": "D"}  # one away and the other unable, under lishui and heishi


def pack(name: str) -> Pack:
    return load_packs().get(name, TODAY)


def life(father: Situation, mother: Situation, **more: object) -> Life:
    since = date(2024, 1, 1)
    both = [Parent(s, since if s is Situation.AWAY else None) for s in (father, mother)]
    plain = Life(date(2015, 3, 16), "primary", *both)
    return replace(plain, **more)  # type: ignore[arg-type]


def expected(father: str, mother: str, name: str) -> Status:
    code = TABLE[father]["HADMPINU".index(mother)]
    if name in ("lishui", "heishi") and {father, mother} != {"A"}:
        code = ELSEWHERE.get(code, code)
    return CODES[code]


@pytest.mark.parametrize("name", PACKS)
def test_every_pair_of_situations_has_its_answer_under_each_pack(name: str) -> None:
    for father, mother in product(LETTERS, repeat=2):
        found = judge(life(LETTERS[father], LETTERS[mother]), pack(name), TODAY)
        assert found.status is expected(father, mother, name), (name, father, mother)
        assert all(code in REASONS for code in found.reasons)


@pytest.mark.parametrize("name", PACKS)
def test_the_table_reads_the_same_for_father_and_mother(name: str) -> None:
    for one, other in product(Situation, repeat=2):
        there = judge(life(one, other), pack(name), TODAY)
        back = judge(life(other, one), pack(name), TODAY)
        assert (there.status, there.reasons) == (back.status, back.reasons)


@pytest.mark.parametrize("name", PACKS)
def test_unknown_and_difficulty_stay_open_until_eighteen_and_no_longer(name: str) -> None:
    grown = reached_on(date(2007, 9, 9), 18)
    for father, mother in product(LETTERS, repeat=2):
        wanted = expected(father, mother, name)
        if wanted in (Status.TO_VERIFY, Status.IN_DIFFICULTY):
            born = life(LETTERS[father], LETTERS[mother], birth_date=date(2007, 9, 9))
            if name == "heishi" and wanted is Status.IN_DIFFICULTY:
                born = replace(born, stage="senior")
            assert judge(born, pack(name), grown - timedelta(days=1)).status is wanted
            assert judge(born, pack(name), grown).reasons[-1] == "of_age"


@pytest.mark.parametrize("name", PACKS)
def test_a_pairing_follows_whoever_does_not_count(name: str) -> None:
    for father, mother in product(LETTERS, repeat=2):
        if expected(father, mother, name) is Status.NOT_LEFT_BEHIND:
            found = judge(
                life(LETTERS[father], LETTERS[mother], pairing=True),
                pack(name),
                TODAY,
                before=Status.LEFT_BEHIND,
            )
            assert (found.status, found.reasons[-1]) == (Status.FOLLOWED, "followed_for_pairing")


def test_a_closed_file_is_not_judged_until_it_is_opened() -> None:
    closed = life(Situation.AWAY, Situation.AWAY, exit="moved_away", pairing=True)
    found = judge(closed, pack("national"), TODAY, before=Status.LEFT_BEHIND)
    assert (found.status, found.reasons, found.again_on) == (
        Status.EXITED,
        ("exit_moved_away",),
        None,
    )
    again = judge(replace(closed, exit=None), pack("national"), TODAY, before=Status.EXITED)
    assert again.status is Status.LEFT_BEHIND


@pytest.mark.parametrize("age", [6, 8, 14, 16, 18])
@pytest.mark.parametrize(
    ("birth", "day_after", "month_and_day"),
    [
        (date(2012, 2, 29), True, (3, 1)),
        (date(2012, 2, 28), True, None),
        (date(2011, 3, 16), True, (3, 17)),
        (date(2011, 3, 16), False, (3, 16)),
    ],
)
def test_each_age_is_reached_on_its_day(
    age: int, birth: date, day_after: bool, month_and_day: tuple[int, int] | None
) -> None:
    day = reached_on(birth, age, day_after=day_after)
    if month_and_day:
        assert (day.month, day.day) == month_and_day
    else:  # the day after 28 February
        assert day == date(birth.year + age, 2, 28) + timedelta(days=1)
    assert age_on(birth, day - timedelta(days=1), day_after=day_after) == age - 1
    assert age_on(birth, day, day_after=day_after) == age


def test_the_day_after_is_a_setting_for_29_february_too() -> None:
    assert reached_on(date(2012, 2, 29), 16, day_after=False) == date(2028, 2, 29)
    assert reached_on(date(2012, 2, 29), 14, day_after=False) == date(2026, 3, 1)


BIRTHS = st.dates(date(2005, 1, 1), date(2025, 9, 1))


@given(BIRTHS, st.sampled_from(PACKS), st.sampled_from(list(Situation)))
def test_the_answer_stands_until_the_day_it_names(
    birth: date, name: str, mother: Situation
) -> None:
    """Nothing changes by itself before `again_on`: a deadline there is enough."""
    born = life(Situation.AWAY, mother, birth_date=birth)
    rules, found = (
        pack(name),
        judge(life(Situation.AWAY, mother, birth_date=birth), pack(name), TODAY),
    )
    last = found.again_on or TODAY + timedelta(days=20 * 366)
    for days in (1, 30, (last - TODAY).days - 1):
        day = TODAY + timedelta(days=max(days, 0))
        if day < last:
            then = judge(born, rules, day)
            assert (then.status, then.reasons) == (found.status, found.reasons)


@given(BIRTHS, st.integers(0, 7000), st.booleans())
def test_no_age_is_passed_over_however_long_the_machine_stood(
    birth: date, days: int, day_after: bool
) -> None:
    ages = ages_that_count(pack("national"))
    told = age_on(birth, TODAY, day_after=day_after)
    later = TODAY + timedelta(days=days)
    passed = ages_passed(birth, later, ages, after=told, day_after=day_after)
    now = age_on(birth, later, day_after=day_after)
    assert [age for age, _ in passed] == [age for age in ages if told < age <= now]
    assert all(TODAY < day <= later for _, day in passed)


@given(BIRTHS, st.sampled_from([6, 8, 14, 16, 18]), st.booleans())
def test_an_age_is_passed_on_its_very_day(birth: date, age: int, day_after: bool) -> None:
    day = reached_on(birth, age, day_after=day_after)
    for at, found in ((day, [(age, day)]), (day - timedelta(days=1), [])):
        assert ages_passed(birth, at, [age], after=age - 1, day_after=day_after) == found
