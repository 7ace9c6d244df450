from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.eligibility import stage_on
from services.funding.domain.terms import check_open, open_terms, parse_term
from shared.contracts.funding.errors import TermNotValid, TermTooFarAhead
from tests.unit.funding.examples import AUTUMN, SEASONS, SPRING


def test_autumn_runs_from_september_into_january_of_the_next_year() -> None:
    assert (AUTUMN.first, AUTUMN.last) == (date(2025, 9, 1), date(2026, 1, 31))


def test_spring_runs_from_february_to_july() -> None:
    assert (SPRING.first, SPRING.last) == (date(2026, 2, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    "text", ["2025", "2025-winter", "25-autumn", "２０２５-autumn", "autumn-2025", "0001-autumn"]
)
def test_a_text_that_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(TermNotValid):
        parse_term(text, SEASONS)


def test_in_august_the_coming_term_stands_first() -> None:
    assert [t.text for t in open_terms(SEASONS, date(2025, 8, 15))] == [
        "2025-autumn",
        "2025-spring",
    ]


def test_in_january_the_running_term_began_last_year() -> None:
    assert [t.text for t in open_terms(SEASONS, date(2026, 1, 10))] == [
        "2025-autumn",
        "2025-spring",
        "2026-spring",
    ]


@given(st.dates(date(2001, 1, 1), date(2900, 1, 1)))
def test_some_term_is_open_on_every_day_and_the_first_has_not_ended(day: date) -> None:
    terms = open_terms(SEASONS, day)

    assert terms[0].last >= day
    for term in terms:
        check_open(term, day)
        assert parse_term(term.text, SEASONS) == term


def test_a_roll_is_drawn_up_two_months_ahead_at_most() -> None:
    check_open(AUTUMN, date(2025, 7, 1))
    with pytest.raises(TermTooFarAhead) as refused:
        check_open(AUTUMN, date(2025, 6, 30))
    assert refused.value.args == ("2025-autumn", "2025-07-01")


def test_the_stage_a_month_into_the_term_decides_the_rate() -> None:
    promoted = [(date(2024, 9, 10), "primary"), (date(2025, 9, 12), "junior")]
    in_march = date(2026, 3, 1)

    assert stage_on(promoted, AUTUMN.stage_day(in_march)) == "junior"
    assert stage_on(promoted, AUTUMN.stage_day(date(2025, 9, 5))) == "primary"


def test_a_promotion_after_the_first_month_counts_from_the_next_term_on() -> None:
    promoted = [(date(2024, 9, 10), "primary"), (date(2025, 11, 1), "junior")]
    late = AUTUMN.last + timedelta(days=30)

    assert stage_on(promoted, AUTUMN.stage_day(late)) == "primary"
    assert stage_on(promoted, SPRING.stage_day(late)) == "junior"


def test_a_child_registered_late_has_the_stage_it_came_with() -> None:
    assert stage_on([(date(2026, 1, 5), "senior")], AUTUMN.stage_day(date(2026, 1, 6))) == "senior"
