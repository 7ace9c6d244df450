from datetime import date
from typing import Any

import pytest

from services.registry.domain.validity import Limits, problems
from shared.texts.registry import FIELD_PROBLEMS
from tests.e2e.story import with_check_digit
from tests.unit.registry.sheets import VALIDITY

TODAY = date(2025, 9, 10)
CHILD = {"birth_date": "2015-03-16"}
LIMITS = Limits.of(VALIDITY)


def number(born: str, sequence: str) -> str:
    return with_check_digit(f"520330{born}{sequence}")


def found(touched: set[str] | None = None, **facts: Any) -> list[tuple[str, str]]:
    every = {**CHILD, **facts}
    return problems(every, TODAY, touched if touched is not None else every.keys(), LIMITS)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("father_since", "2025-09-11", "in_future"),
        ("mother_since", "1899-01-01", "too_early"),
        ("father_id_number", number("20100101", "001"), "younger_than_child"),
        ("mother_id_number", number("20160101", "002"), "younger_than_child"),
        ("father_id_number", number("19850101", "002"), "other_sex"),
        ("mother_id_number", number("19850101", "001"), "other_sex"),
        ("father_id_number", "520330198501010010", "id_number"),
        ("guardian_id_number", "52033019850101001", "id_number"),
        ("guardian_id_number", number("20080101", "001"), "guardian_minor"),
        ("guardian_age", 17, "guardian_minor"),
    ],
)
def test_what_cannot_be_true_is_named_with_its_field(field: str, value: Any, code: str) -> None:
    assert (field, code) in found(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("father_since", "2025-09-10"),
        ("father_id_number", number("19850101", "001")),
        ("mother_id_number", number("20020101", "002")),
        ("guardian_id_number", number("20070909", "001")),
        ("guardian_age", 18),
    ],
)
def test_what_can_be_true_is_not(field: str, value: Any) -> None:
    assert found(**{field: value}) == []


def test_an_old_mistake_does_not_stand_in_the_way_of_another_correction() -> None:
    assert found({"hobbies"}, guardian_age=10, hobbies="画画") == []
    assert found({"birth_date"}, father_id_number=number("20100101", "001")) != []


@pytest.mark.parametrize(
    ("facts", "field", "code"),
    [
        ({"father_death_date": "2025-09-11"}, "father_death_date", "in_future"),
        (
            {"father_since": "1980-01-01", "father_id_number": number("19850101", "001")},
            "father_since",
            "before_own_birth",
        ),
        (
            {"father_situation": "away", "father_death_date": "2024-01-01"},
            "father_death_date",
            "death_but_otherwise",
        ),
        (
            {"father_since": "2024-02-01", "father_death_date": "2024-01-01"},
            "father_death_date",
            "death_not_since",
        ),
        ({"mother_death_date": "2015-03-15"}, "mother_death_date", "death_before_birth"),
        ({"father_death_date": "2014-01-01"}, "father_death_date", "death_before_birth"),
        (
            {
                "father_situation": "deceased",
                "father_since": "2023-05-04",
                "father_death_date": "2023-05-04",
                "father_earlier": ["2024-03-01 away"],
            },
            "father_death_date",
            "after_death",
        ),
        (
            {"father_since": "2024-01-01", "father_earlier": ["2024-03-01 at_home"]},
            "father_since",
            "earlier_not_before",
        ),
        ({"father_earlier": ["2024-02-31 away"]}, "father_earlier", "earlier_no_day"),
        ({"father_earlier": ["2025-09-11 away"]}, "father_earlier", "in_future"),
        ({"father_earlier": ["2024-03-01 deceased"]}, "father_earlier", "earlier_deceased"),
        (
            {"father_earlier": ["2024-03-01 at_home", "2024-03-01 away"]},
            "father_earlier",
            "earlier_twice",
        ),
        (
            {"guardian_age": 60, "guardian_id_number": number("19850101", "001")},
            "guardian_age",
            "age_against_number",
        ),
        (
            {"care_quality": "good", "improper_care": ["neglect"]},
            "care_quality",
            "good_but_improper",
        ),
        (
            {"disability_degree": "2", "health_state": "10"},
            "disability_degree",
            "degree_without_disability",
        ),
        ({"illness": "none", "illness_name": "哮喘"}, "illness_name", "named_but_none"),
        (
            {
                "single_parent_reason": "widowed",
                "father_situation": "away",
                "mother_situation": "at_home",
            },
            "single_parent_reason",
            "nobody_deceased",
        ),
    ],
)
def test_official_fields_that_cannot_be_true_together_are_named(
    facts: dict[str, Any], field: str, code: str
) -> None:
    assert (field, code) in found(**facts)
    assert FIELD_PROBLEMS[code]


@pytest.mark.parametrize(
    "facts",
    [
        {"father_death_date": "2014-09-01"},  # six months before the birth
        {"father_situation": "deceased", "father_since": "2024-01-01"}
        | {"father_death_date": "2024-01-01", "father_earlier": ["2023-03-01 away"]},
        {"father_id_kind": "passport", "father_id_number": "E12345678"},
        {"guardian_age": 40, "guardian_id_number": number("19850101", "001")},
        {"disability_degree": "2", "health_state": "64"},
        {"single_parent_reason": "widowed", "father_situation": "deceased"},
        {"care_quality": "fair", "improper_care": ["neglect"]},
    ],
)
def test_official_fields_that_can_be_true_together_are_not(facts: dict[str, Any]) -> None:
    assert found(**facts) == []


def test_one_section_does_not_stand_in_the_way_of_another() -> None:
    facts = {"single_parent_reason": "widowed", "father_situation": "away"}
    assert found({"father_situation"}, mother_situation="away", **facts) == []


def test_a_place_may_set_its_own_limits() -> None:
    stricter = Limits.of({**VALIDITY, "youngest_parent": 16, "guardian_from": 20})
    facts = {
        **CHILD,
        "mother_id_number": number("20000101", "002"),
        "guardian_age": 19,
    }
    assert found(**{n: facts[n] for n in ("mother_id_number", "guardian_age")}) == []
    assert problems(facts, TODAY, facts.keys(), stricter) == [
        ("mother_id_number", "younger_than_child"),
        ("guardian_age", "guardian_minor"),
    ]
