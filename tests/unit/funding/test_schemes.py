"""The national schemes for pupils: rates by year, by day and by half, boarders and day pupils."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.eligibility import judge
from services.funding.domain.schemes import Scheme, scheme_of
from services.funding.domain.terms import Term, check_months, check_reason, parse_term, seasons_of
from shared.contracts.funding.codes import Reason
from shared.contracts.funding.errors import MonthsNotOfTerm, NobodyNamed, WhyMissing
from shared.packs import load_packs
from tests.unit.funding.examples import AUTUMN, LIVING, SPRING, a_child

PACK = load_packs().get("national", date(2025, 9, 1))
SEASONS = seasons_of(PACK["terms"])
POOR = frozenset({"low_income"})


def scheme(code: str, term: Term = AUTUMN) -> Scheme:
    which = {"pack": PACK.id, "version": PACK.version, "pack_hash": PACK.hash}
    return scheme_of(code, PACK["schemes"], **which, seasons=PACK["terms"], on=term.first)


def yuan(code: str, term: Term = AUTUMN, **facts: object) -> float:
    found = judge(a_child(hardships=POOR, **facts), scheme(code, term), term).amount_fen
    return found / 100


@pytest.mark.parametrize(
    ("stage", "boarder", "code", "of_a_term"),
    [
        ("primary", True, "boarding_living", 625),
        ("junior", True, "boarding_living", 750),
        ("primary", False, "day_living", 312.50),
        ("junior", False, "day_living", 375),
    ],
)
def test_half_of_the_years_rate_is_a_terms(
    stage: str, boarder: bool, code: str, of_a_term: float
) -> None:
    assert yuan(code, stage=stage, boarder=boarder) == of_a_term
    assert yuan(code, SPRING, stage=stage, boarder=boarder) == of_a_term


@pytest.mark.parametrize(("text", "of_a_term"), [("2024-autumn", 500), ("2025-spring", 625)])
def test_the_rate_is_that_of_the_terms_first_day(text: str, of_a_term: float) -> None:
    assert yuan("boarding_living", parse_term(text, SEASONS), boarder=True) == of_a_term


@pytest.mark.parametrize(
    ("text", "of_a_term"), [("2021-spring", 400), ("2021-autumn", 500), ("2025-autumn", 500)]
)
def test_meals_are_a_rate_for_each_school_day(text: str, of_a_term: float) -> None:
    assert yuan("meals", parse_term(text, SEASONS)) == of_a_term


def test_meals_are_every_pupils() -> None:
    verdict = judge(a_child(hardships=frozenset()), scheme("meals"), AUTUMN)
    assert (verdict.eligible, verdict.reasons) == (True, (Reason.EVERY_PUPIL,))


@pytest.mark.parametrize(
    ("boarder", "code", "reason"),
    [
        (None, "boarding_living", Reason.BOARDING_UNKNOWN),
        (False, "boarding_living", Reason.NOT_BOARDER),
        (True, "day_living", Reason.BOARDER),
    ],
)
def test_boarding_decides_which_of_the_two(boarder: bool | None, code: str, reason: Reason) -> None:
    child = a_child(hardships=POOR, boarder=boarder)
    assert judge(child, scheme(code), AUTUMN).reasons == (reason,)


def test_schemes_of_one_benefit_exclude_each_other() -> None:
    assert scheme("boarding_living").excludes == {"day_living"}
    assert scheme("day_living").excludes == {"boarding_living"}
    assert scheme("meals").excludes == frozenset()


def test_a_partial_term_is_the_share_of_its_months() -> None:
    months = ["2025-11", "2025-12"]
    verdict = judge(a_child(), LIVING, AUTUMN, only=months)
    assert (verdict.amount_fen, list(verdict.months)) == (200_00, months)


def test_of_what_is_paid_by_the_month_only_those_named_are() -> None:
    verdict = judge(a_child(stage="college"), LIVING, SPRING, only=["2026-06", "2026-07"])
    assert (verdict.amount_fen, verdict.months) == (400_00, ("2026-06",))


@given(st.integers(1, 10**9), st.sets(st.sampled_from(AUTUMN.month_names), min_size=1))
def test_two_parts_of_a_term_are_the_whole(rate: int, months: set[str]) -> None:
    paid = Scheme("s", "p", "1", "0", frozenset(), {"primary": rate}, frozenset(), ())
    rest = set(AUTUMN.month_names) - months
    parts = [paid.amount_fen("primary", AUTUMN, only) for only in (months, rest) if only]
    assert all(type(part) is int for part in parts)
    assert sum(parts) == rate


@given(st.integers(1, 10**9))
def test_the_terms_of_a_year_are_the_year(rate: int) -> None:
    yearly, rates = frozenset({"primary"}), {"primary": rate}
    paid = Scheme(
        "s", "p", "1", "0", frozenset(), rates, frozenset(), (),
        yearly=yearly, seasons=("autumn", "spring"),
    )  # fmt: skip
    assert sum(paid.amount_fen("primary", term) for term in (AUTUMN, SPRING)) == rate


def test_a_month_of_another_term_is_refused() -> None:
    with pytest.raises(MonthsNotOfTerm):
        check_months(AUTUMN, ["2025-09", "2026-02"])


def test_months_are_paid_to_children_who_are_named() -> None:
    with pytest.raises(NobodyNamed):
        check_reason(AUTUMN, ["2025-09"], date(2025, 9, 9), named=False, why="转入")


@pytest.mark.parametrize(("months", "today"), [(["2025-09"], "2025-09-09"), ([], "2026-02-01")])
def test_back_pay_and_partial_terms_say_why(months: list[str], today: str) -> None:
    day = date.fromisoformat(today)
    with pytest.raises(WhyMissing):
        check_reason(AUTUMN, months, day, named=True, why=None)
    check_reason(AUTUMN, months, day, named=True, why="十一月转入")
    check_reason(AUTUMN, [], date(2026, 1, 31), named=False, why=None)
