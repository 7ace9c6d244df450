"""What becomes of a class a year later, in the ways that schools write its name."""

from datetime import date

import pytest

from services.registry.domain.grades import Outcome, Step, school_year, step
from services.registry.domain.promotion import (
    Pupil,
    check_not_settled,
    digest,
    facts_after,
    first_term,
    placed,
)
from shared.contracts.registry.schooling.errors import PromotionSettled
from shared.terms import running_term, seasons_of

YEARS = {"kindergarten": 3, "primary": 6, "junior": 3, "senior": 3}
SEASONS = seasons_of(
    {
        "autumn": {"first_month": 9, "last_month": 1},
        "spring": {"first_month": 2, "last_month": 7},
    }
)


def after(name: str | None, stage: str, years: dict[str, int] = YEARS) -> tuple[str, str | None]:
    found = step(name, stage, year=2025, years=years)
    return found.outcome.value, found.class_name


@pytest.mark.parametrize(
    ("stage", "name", "following"),
    [
        ("primary", "三（1）班", "四（1）班"),
        ("primary", "三年级 2班", "四年级2班"),
        ("primary", "3年级(2)班", "4年级(2)班"),
        ("primary", "301班", "401班"),
        ("primary", "五年级", "六年级"),
        ("primary", "2023级1班", "2023级1班"),
        ("kindergarten", "小一班", "中一班"),
        ("kindergarten", "托班", None),
        ("junior", "七（2）班", "八（2）班"),
        ("junior", "八年级3班", "九年级3班"),
        ("junior", "初一（2）班", "初二（2）班"),
        ("junior", "一（2）班", "二（2）班"),
        ("senior", "高二3班", "高三3班"),
        ("senior", "十一年级", "十二年级"),
    ],
)
def test_a_class_goes_up_in_the_way_its_name_is_written(
    stage: str, name: str, following: str | None
) -> None:
    kept = following is None
    assert after(name, stage) == (("kept", name) if kept else ("promoted", following))


@pytest.mark.parametrize(
    ("stage", "name", "then"),
    [
        ("kindergarten", "大班", "primary"),
        ("primary", "六（2）班", "junior"),
        ("primary", "2019级1班", "junior"),
        ("junior", "九年级1班", "senior"),
        ("junior", "初三", "senior"),
        ("senior", "高三（1）班", "none"),
    ],
)
def test_the_last_class_of_a_stage_graduates_into_the_next(
    stage: str, name: str, then: str
) -> None:
    assert step(name, stage, year=2025, years=YEARS) == Step(Outcome.GRADUATED, None, then)


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        ("primary", None),
        ("primary", "火箭班"),
        ("primary", "九年级1班"),
        ("none", "三（1）班"),
        ("college", "一班"),
        ("primary", "12345"),
        ("senior", "初三1班"),
    ],
)
def test_a_class_that_names_no_grade_of_its_stage_is_left_to_a_person(
    stage: str, name: str | None
) -> None:
    assert after(name, stage) == ("kept", name)


def test_how_many_years_a_stage_has_is_a_rule_of_the_place() -> None:
    five_and_four = {**YEARS, "primary": 5, "junior": 4}
    assert after("五（1）班", "primary", five_and_four)[0] == "graduated"
    assert after("六（1）班", "junior", five_and_four) == ("promoted", "七（1）班")


def test_who_repeats_or_dropped_out_stays_in_class() -> None:
    pupils = [
        Pupil("a", "三（1）班", "primary", True),
        Pupil("b", "三（1）班", "primary", True),
        Pupil("c", "三（1）班", "primary", False),
    ]
    found = placed(pupils, {"b"}, year=2025, years=YEARS)
    assert [(each.outcome, each.class_name) for each in found.values()] == [
        (Outcome.PROMOTED, "四（1）班"),
        (Outcome.REPEATED, "三（1）班"),
        (Outcome.KEPT, "三（1）班"),
    ]


def test_a_preview_is_void_when_a_class_has_changed() -> None:
    one = [Pupil("a", "三（1）班", "primary", True), Pupil("b", None, "none", True)]
    assert digest(one) == digest(reversed(one))
    assert digest(one) != digest([Pupil("a", "三（2）班", "primary", True), one[1]])


def test_a_graduate_is_no_longer_too_young_for_school_and_a_leaver_enrolled_nowhere() -> None:
    up = Step(Outcome.GRADUATED, None, "primary")
    assert facts_after({"enrolment": "not_of_age"}, up)["enrolment"] is None
    assert facts_after({"enrolment": "enrolled"}, up)["enrolment"] == "enrolled"
    out = Step(Outcome.GRADUATED, None, "none")
    assert facts_after({"enrolment": "enrolled"}, out)["enrolment"] is None


def test_a_school_year_can_be_promoted_into_from_its_day_on() -> None:
    assert school_year(date(2025, 6, 30), "07-01") == 2024
    assert school_year(date(2025, 7, 1), "07-01") == 2025
    assert school_year(date(2026, 3, 1), "07-01") == 2025


def test_the_stage_of_a_term_is_fixed_and_what_it_rests_on_stays() -> None:
    term = first_term(2025, SEASONS)
    assert (term.text, term.settled) == ("2025-autumn", date(2025, 10, 1))
    check_not_settled(term, date(2025, 9, 1), date(2025, 10, 1))
    with pytest.raises(PromotionSettled):
        check_not_settled(term, date(2025, 9, 1), date(2025, 10, 2))
    check_not_settled(term, date(2025, 11, 1), date(2025, 11, 20))


def test_in_the_holidays_the_term_before_them_still_runs() -> None:
    assert running_term(SEASONS, date(2026, 1, 31)).text == "2025-autumn"
    assert running_term(SEASONS, date(2026, 8, 20)).text == "2026-spring"
    assert running_term(SEASONS, date(2026, 9, 1)).text == "2026-autumn"
