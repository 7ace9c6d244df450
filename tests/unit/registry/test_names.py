import pytest

from services.registry.domain.masks import masked as masked_value
from services.registry.domain.masks import shown
from services.registry.domain.names import asked_forms, masked, search_forms, spelled


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("曾乐", "zengle"),
        ("单敏", "shanmin"),
        ("单敏", "sm"),
        ("仇文博", "qiuwenbo"),
        ("任静", "renjing"),
        ("解磊", "xielei"),
        ("查良", "zhaliang"),
        ("盖文", "gewen"),
        ("区洋", "ouyang"),
        ("朴杰", "piaojie"),
        ("尉迟恭", "yuchigong"),
        ("郑  婷", "zhengting"),
        ("张小明", "张小明"),
        ("张小明", "章晓明"),
        ("吕布", "lvbu"),
    ],
)
def test_a_name_is_found_by_pinyin_initials_or_a_homophone(name: str, asked: str) -> None:
    assert asked_forms(asked) & search_forms(name)


def test_initials_are_not_found_by_another_name_in_full() -> None:
    assert not asked_forms("张三") & search_forms("章思")


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
