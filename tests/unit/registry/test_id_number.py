from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.id_number import Broken, IdNumber, check_sign, read
from tests.unit.registry.sheets import TODAY, number_for

BOY, GIRL = "520330201503160135", "610924201209010248"  # valid samples of LAW


def broken(cell: object) -> str:
    found = read(cell, today=TODAY)  # type: ignore[arg-type]
    assert isinstance(found, Broken), found
    return found.code


def test_a_sound_number_tells_sex_and_birth_date() -> None:
    boy, girl = read(BOY, today=TODAY), read(GIRL, today=TODAY)
    assert boy == IdNumber(BOY, date(2015, 3, 16), "male")
    assert girl == IdNumber(GIRL, date(2012, 9, 1), "female")


@pytest.mark.parametrize(
    "written",
    [
        "５２０３３０２０１５０３１６０１３５",
        " 520330 20150316 0135 ",
        "'520330201503160135",
        "520330-20150316-0135",
        "身份证号：520330201503160135",
        "\u200b520330201503160135\xa0",
    ],
)
def test_stray_signs_and_full_width_digits_do_no_harm(written: str) -> None:
    found = read(written, today=TODAY)
    assert isinstance(found, IdNumber)
    assert found.text == BOY


@pytest.mark.parametrize("last", ["x", "X", "ｘ", "×", "*", "Х"])
def test_the_last_sign_x_is_written_in_many_ways(last: str) -> None:
    number = "52033020120229085X"
    assert read(number[:-1] + last, today=TODAY) == IdNumber(number, date(2012, 2, 29), "male")


@pytest.mark.parametrize("lost", [5.20330201312104e17, 520330201312104000, "5.20330201312104E+17"])
def test_a_number_that_lost_its_last_digits_is_told_as_such(lost: object) -> None:
    assert broken(lost) == "IdNumberStoredAsNumber"


def test_a_whole_number_with_all_its_digits_counts() -> None:
    assert read(int(BOY), today=TODAY) == read(BOY, today=TODAY)
    assert broken(int(BOY) + 1) == "IdNumberStoredAsNumber"


def test_what_is_wrong_with_a_number_is_named() -> None:
    assert broken(None) == "IdNumberMissing"
    assert broken("待补") == "IdNumberMissing"
    assert broken("5203A0201503160135") == "IdNumberUnreadable"
    assert broken(BOY[:-1]) == "IdNumberLength"
    assert broken(BOY[:-1] + "6") == "IdNumberCheckDigit"
    impossible = "52033020151332013"
    assert broken(impossible + check_sign(impossible)) == "IdNumberDate"
    assert broken(number_for(date(2025, 9, 11))) == "IdNumberDate"  # tomorrow


@given(st.dates(date(2000, 1, 1), TODAY), st.booleans(), st.integers(0, 499))
def test_every_number_made_by_the_rule_is_sound(born: date, male: bool, serial: int) -> None:
    found = read(number_for(born, male=male, serial=serial), today=TODAY)
    assert isinstance(found, IdNumber)
    assert (found.birth_date, found.sex) == (born, "male" if male else "female")


@given(st.dates(date(2005, 1, 1), TODAY), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, at: int, by: int) -> None:
    number = number_for(born)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert broken(wrong) in ("IdNumberCheckDigit", "IdNumberDate")


def test_an_area_that_no_province_has_is_only_a_doubt() -> None:
    found = read(number_for(date(2015, 3, 16), area="990330"), today=TODAY)
    assert isinstance(found, IdNumber)
    assert not found.area_known
