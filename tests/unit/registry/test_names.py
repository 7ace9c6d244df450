import pytest

from services.registry.domain.masks import masked as masked_value
from services.registry.domain.masks import shown
from services.registry.domain.names import masked, spelled


def test_a_place_is_spelled_as_it_is_usually_read() -> None:
    assert spelled("醒民镇") == ("xingminzhen", "xmz")


@pytest.mark.parametrize(("name", "seen"), [("张小明", "张**"), ("张 明", "张*"), ("张", "张*")])
def test_a_masked_name_shows_the_first_character(name: str, seen: str) -> None:
    assert masked(name) == seen


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("520330201503160135", "520330********0135"),
        ("13800005678", "138****5678"),
        ("zhang", "z****"),
    ],
)
def test_a_masked_value_shows_its_ends_only(value: str, seen: str) -> None:
    assert masked_value(value) == seen


def test_only_secret_fields_are_masked_and_each_of_several_numbers() -> None:
    none: frozenset[str] = frozenset()
    assert shown("father_phone", "13800005678 15100001234", none) == "138****5678 151****1234"
    assert shown("father_name", "张三", none) == "张三"
    assert shown("father_phone", "13800005678", frozenset({"father_phone"})) == "13800005678"
