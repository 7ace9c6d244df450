from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from services.pairing.domain import ages, helpers, pairings, persons
from services.pairing.domain.policy import Policy, PolicyNotSupported, Weights
from shared.contracts.pairing.codes import (
    Category,
    Condition,
    Coverage,
    HelperStatus,
    PairingStatus,
    Record,
    Side,
    Tier,
)
from shared.contracts.pairing.errors import PairingNotLive, SlotTaken, WrongIdNumber, WrongPhone
from shared.errors import DomainError
from shared.packs import load_packs

TODAY = date(2025, 9, 10)
POLICY = Policy.from_pack(load_packs().get("national", TODAY))
GOOD, OVER = date(2026, 9, 10), date(2025, 9, 9)


@pytest.mark.parametrize("pack", sorted(load_packs()))
def test_every_shipped_pack_can_be_matched_with(pack: str) -> None:
    policy = Policy.from_pack(load_packs().get(pack, TODAY))
    assert set(policy.loads) == set(Category)
    assert policy.side(Category.CADRE) is Side.CADRE
    assert policy.side(Category.TEACHER) is policy.side(Category.SCHOOL_LEADER) is Side.TEACHER


def test_a_pack_in_which_far_is_cheaper_than_near_is_refused() -> None:
    near = {Tier.VILLAGE: 5, Tier.TOWNSHIP: 0, Tier.COUNTY: 9}
    with pytest.raises(PolicyNotSupported):
        Weights(near=near, kin=0, bond=1, stranger=2, per_child=0, below_least=0)
    with pytest.raises(PolicyNotSupported):
        replace(POLICY.weights, kin=100)


@pytest.mark.parametrize(
    ("born", "years", "reached"),
    [
        (date(2017, 9, 10), 8, date(2025, 9, 11)),
        (date(2012, 2, 29), 14, date(2026, 3, 1)),
        (date(2012, 2, 29), 16, date(2028, 3, 1)),
        (date(2011, 12, 31), 14, date(2026, 1, 1)),
    ],
)
def test_an_age_is_reached_on_the_day_after_the_birthday(
    born: date, years: int, reached: date
) -> None:
    assert ages.reached_on(born, years) == reached


def test_where_the_setting_says_so_it_is_the_birthday_itself() -> None:
    assert ages.reached_on(date(2017, 9, 10), 8, day_after=False) == date(2025, 9, 10)


def test_a_check_is_good_for_twelve_months() -> None:
    assert helpers.good_until(date(2025, 9, 10), POLICY) == date(2026, 9, 10)
    assert helpers.good_until(date(2024, 2, 29), POLICY) == date(2025, 2, 28)


@pytest.mark.parametrize(
    "number", ["520330201503160135", "61092420120901024８", "5203302015 0316 0135"]
)
def test_valid_id_numbers_are_read_however_they_are_typed(number: str) -> None:
    read = persons.read_id_number(number, TODAY)
    assert read.text in ("520330201503160135", "610924201209010248")
    assert read.sex == ("male" if read.text.endswith("35") else "female")


@pytest.mark.parametrize(
    "number", ["", "520330201503160134", "52033020150316013", "520330203503160135", "x" * 18]
)
def test_wrong_id_numbers_are_refused(number: str) -> None:
    with pytest.raises(WrongIdNumber):
        persons.read_id_number(number, TODAY)


def test_phones_are_mobile_or_have_an_area_code() -> None:
    assert persons.read_phone("+86 138-1234-5678") == "13812345678"
    assert persons.read_phone("0851-22521234") == "085122521234"
    for wrong in ("2252123", "12812345678", "phone"):
        with pytest.raises(WrongPhone):
            persons.read_phone(wrong)


def test_nobody_becomes_or_stays_available_against_the_rules() -> None:
    """Every step from every state with every check and every record: whoever ends up available is
    approved, checked for that day, and without a record."""
    states = product(HelperStatus, (True, False), (None, GOOD, OVER))
    for status, disqualified, good_until in states:
        for conditions, undecided in product(((), tuple(Condition)), (True, False)):
            try:
                after = helpers.approve(
                    status,
                    disqualified=disqualified,
                    check_good_until=good_until,
                    conditions=conditions,
                    undecided=undecided,
                    today=TODAY,
                )
            except DomainError:
                continue
            assert (status, disqualified, good_until) == (HelperStatus.APPLIED, False, GOOD)
            assert (conditions, undecided) == (tuple(Condition), False)
            assert after is HelperStatus.APPROVED
        try:
            helpers.check_available(
                status, disqualified=disqualified, check_good_until=good_until, today=TODAY
            )
        except DomainError:
            continue
        assert (status, disqualified, good_until) == (HelperStatus.APPROVED, False, GOOD)


def test_no_answer_of_the_police_makes_a_helper_of_somebody_with_a_record() -> None:
    for status, record in product(HelperStatus, Record):
        try:
            after = helpers.status_after_check(
                status,
                records=[record],
                checked_on=TODAY,
                last=None,
                expires=GOOD,
                today=TODAY,
            )
        except DomainError:
            assert status not in helpers.OPEN
            continue
        assert after in (HelperStatus.REFUSED, HelperStatus.DISMISSED)


def test_a_clear_check_approves_nobody_who_was_not_approved() -> None:
    for status in helpers.OPEN:
        after = helpers.status_after_check(
            status, records=[], checked_on=TODAY, last=None, expires=GOOD, today=TODAY
        )
        expected = HelperStatus.APPROVED if status is HelperStatus.SUSPENDED else status
        assert after is expected


def test_level_4_is_covered_by_a_cadre_and_a_teacher() -> None:
    assert pairings.coverage(4, []) is Coverage.NONE
    assert pairings.coverage(4, [Side.ANY, Side.ANY]) is Coverage.NONE
    assert pairings.coverage(4, [Side.CADRE, Side.CADRE]) is Coverage.HALF
    assert pairings.coverage(4, [Side.TEACHER, Side.CADRE, Side.ANY]) is Coverage.FULL


def test_the_other_levels_are_covered_by_anybody() -> None:
    for level, side in product((1, 2, 3), Side):
        assert pairings.coverage(level, []) is Coverage.NONE
        assert pairings.coverage(level, [side]) is Coverage.FULL


def test_a_place_is_there_as_long_as_the_childs_level_asks_for_it() -> None:
    pairings.check_slot(4, Side.TEACHER, [Side.CADRE])
    pairings.check_slot(2, Side.ANY, [])
    for level, slot, held in (
        (4, Side.CADRE, [Side.CADRE]),
        (4, Side.ANY, []),
        (3, Side.CADRE, []),
        (2, Side.ANY, [Side.TEACHER]),
        (2, Side.ANY, [Side.ANY]),
    ):
        with pytest.raises(SlotTaken):
            pairings.check_slot(level, slot, held)


def test_an_ended_pairing_cannot_be_ended() -> None:
    pairings.check_live(PairingStatus.SUSPENDED)
    with pytest.raises(PairingNotLive):
        pairings.check_live(PairingStatus.ENDED)
