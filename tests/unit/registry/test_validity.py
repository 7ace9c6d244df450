from datetime import date
from typing import Any

import pytest

from services.registry.domain.validity import problems
from tests.e2e.story import with_check_digit

TODAY = date(2025, 9, 10)
CHILD = {"birth_date": "2015-03-16"}


def number(born: str, sequence: str) -> str:
    return with_check_digit(f"520330{born}{sequence}")


def found(touched: set[str] | None = None, **facts: Any) -> list[tuple[str, str]]:
    every = {**CHILD, **facts}
    return problems(every, TODAY, touched if touched is not None else every.keys())


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
