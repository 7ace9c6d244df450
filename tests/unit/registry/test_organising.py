"""Years, terms and logs of the departments that adopt schools."""

from datetime import date

import pytest

from services.registry.domain.groups import check_appointed, check_release, in_post
from services.registry.domain.letters import LetterKind, LetterState, check_signing, kinds_of
from services.registry.domain.organising import (
    check_done_on,
    check_year,
    contact_phone,
    term_start,
)
from shared.contracts.registry.organising.errors import (
    AdoptionYearInvalid,
    ContactPhoneInvalid,
    DoneOnInvalid,
    FromOnInvalid,
    LetterNotOpen,
    SignedOnInvalid,
    ToOnInvalid,
)
from shared.texts.letters import LETTER_TEXTS

TERMS = {
    "autumn": {"first_month": 9, "last_month": 1},
    "spring": {"first_month": 2, "last_month": 7},
}
TODAY = date(2025, 9, 10)


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2025, 9, 1), date(2025, 9, 1)),
        (date(2026, 1, 31), date(2025, 9, 1)),
        (date(2026, 2, 1), date(2026, 2, 1)),
        (date(2025, 8, 31), date(2025, 2, 1)),
    ],
)
def test_a_term_goes_on_through_the_holidays_after_it(today: date, start: date) -> None:
    assert term_start(TERMS, today) == start


@pytest.mark.parametrize("day", [date(2025, 9, 11), date(2024, 12, 31)])
def test_a_deed_lies_in_its_year_and_not_ahead(day: date) -> None:
    with pytest.raises(DoneOnInvalid):
        check_done_on(day, 2025, TODAY)
    check_done_on(TODAY, 2025, TODAY)


@pytest.mark.parametrize("year", [2023, 2027])
def test_a_year_far_away_is_refused(year: int) -> None:
    with pytest.raises(AdoptionYearInvalid) as refused:
        check_year(year, TODAY)
    assert refused.value.args == ("2024", "2026")
    check_year(2026, TODAY)


def test_a_phone_is_kept_plain_or_refused() -> None:
    assert contact_phone("+86 138-0000-1234") == "13800001234"
    for typed in ("12345", "张三", "11111111111"):
        with pytest.raises(ContactPhoneInvalid):
            contact_phone(typed)


@pytest.mark.parametrize(
    ("state", "day", "refusal"),
    [
        (LetterState.SIGNED, date(2025, 9, 1), LetterNotOpen),
        (LetterState.VOID, date(2025, 9, 1), LetterNotOpen),
        (LetterState.OPEN, date(2025, 9, 11), SignedOnInvalid),
        (LetterState.OPEN, date(2023, 12, 31), SignedOnInvalid),
    ],
)
def test_a_letter_is_signed_once_and_in_time(
    state: LetterState, day: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_signing(state, 2025, day, TODAY)
    check_signing(LetterState.OPEN, 2025, date(2024, 12, 1), TODAY)


def test_every_level_issues_its_own_letters() -> None:
    assert kinds_of("520330", None) == ["township", "school"]
    assert kinds_of("520330103", None) == ["village"]
    assert kinds_of("520330103201", None) == ["guardian"]
    assert kinds_of("", "a-school") == ["teacher"]
    assert set(LETTER_TEXTS) == {kind.value for kind in LetterKind}


def test_the_first_and_the_last_day_in_post_count() -> None:
    first, last = date(2025, 1, 5), date(2025, 6, 30)
    assert in_post(first, last, first)
    assert in_post(first, last, last)
    assert not in_post(first, last, date(2025, 7, 1))
    assert not in_post(first, None, date(2025, 1, 4))
    assert in_post(first, None, TODAY)


@pytest.mark.parametrize("day", [date(2025, 1, 4), date(2025, 9, 11)])
def test_nobody_leaves_a_post_before_coming_or_ahead(day: date) -> None:
    with pytest.raises(ToOnInvalid):
        check_release(date(2025, 1, 5), None, day, TODAY)
    with pytest.raises(FromOnInvalid):
        check_appointed(date(2025, 9, 11), TODAY)
