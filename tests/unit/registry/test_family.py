"""What sheets say about parents, and which situation it means."""

from typing import Any

import pytest

from services.registry.domain import family
from tests.unit.registry.sheets import words


def written(*remarks: str) -> dict[str, Any]:
    return {f"remarks.{number}": remark for number, remark in enumerate(remarks)}


def father(*remarks: str, **cells: Any) -> dict[str, Any]:
    given = {f"father_{name}": cell for name, cell in cells.items() if name != "both"}
    if "both" in cells:
        given["parents_situation"] = cells["both"]
    said = family.hardships(written(*remarks), words())
    values, _ = family.parent("father", given, said, words())
    return values


@pytest.mark.parametrize(
    ("written", "situation"),
    [
        ("浙江省义乌市北苑街道", "away"),
        ("广东东莞", "away"),
        ("外出务工", "away"),
        ("在家具厂打工", "away"),
        ("东莞市在家居用品厂", "away"),
        ("在家", "at_home"),
        ("在 家", "at_home"),
        ("在家务农", "at_home"),
        ("务农", "at_home"),
        ("未外出", "at_home"),
        ("已故", "deceased"),
        ("已去世", "deceased"),
        ("2019年病故", "deceased"),
        ("失联", "missing"),
        ("离家出走多年", "missing"),
        ("下落不明", "missing"),
        ("服刑", "imprisoned"),
        ("在省第二监狱服刑", "imprisoned"),
        ("刑满释放，现在深圳", "away"),
        ("残疾在家", "ill_or_disabled"),
        ("瘫痪", "ill_or_disabled"),
        ("无监护能力", "no_capacity"),
        ("精神病，无监护能力", "no_capacity"),
        ("不详", "unknown"),
        ("离异", "unknown"),
    ],
)
def test_a_place_of_work_may_say_something_else(written: str, situation: str) -> None:
    values = father(workplace=written)
    assert values["father_situation"] == situation
    assert ("father_workplace" in values) == (situation == "away" and written not in ("外出务工",))


def test_nothing_said_is_no_statement() -> None:
    assert father(name="赵国强") == {"father_name": "赵国强"}


@pytest.mark.parametrize(
    ("cells", "situation"),
    [
        ({"situation": "服刑", "workplace": "浙江"}, "imprisoned"),
        ({"situation": "外出务工", "workplace": "已故"}, "deceased"),
        ({"situation": "是"}, "away"),
        ({"situation": "否"}, "at_home"),
        ({"at_home": "是"}, "at_home"),
        ({"at_home": "否"}, "away"),
        ({"alive": "否", "workplace": "浙江"}, "deceased"),
        ({"alive": "是", "workplace": "浙江"}, "away"),
        ({"workplace": "在家", "health": "重度残疾"}, "ill_or_disabled"),
        ({"workplace": "在家", "health": "健康"}, "at_home"),
        ({"workplace": "浙江", "health": "残疾"}, "away"),
        ({"name": "赵国强（已故）"}, "deceased"),
        ({"name": "赵国强(服刑)"}, "imprisoned"),
        ({"name": "已故"}, "deceased"),
        ({"both": "父母双方外出务工"}, "away"),
        ({"both": "父亲外出"}, "away"),
        ({"both": "母亲外出"}, "at_home"),
    ],
)
def test_the_plainer_statement_counts(cells: dict[str, Any], situation: str) -> None:
    assert father(**cells)["father_situation"] == situation


def test_a_name_is_kept_without_the_word_beside_it() -> None:
    assert father(name="赵国强（已故）")["father_name"] == "赵国强"
    assert "father_name" not in father(name="已故")


@pytest.mark.parametrize(
    ("remark", "workplace", "situation"),
    [
        ("父亲残疾", "在家", "ill_or_disabled"),  # incapacity is not confirmed by that
        ("低保户、父亲重病", "在家", "ill_or_disabled"),
        ("父母残疾", "在家", "ill_or_disabled"),
        ("父亲残疾", "浙江", "away"),
        ("母亲重病", "在家", "at_home"),
        ("父亲去世", None, "deceased"),
        ("父亲服刑", None, "imprisoned"),
        ("父亲失联", "不详", "missing"),
        ("母亲去世", "浙江", "away"),
    ],
)
def test_a_remark_speaks_of_the_parent_it_names(
    remark: str, workplace: str | None, situation: str
) -> None:
    assert father(remark, workplace=workplace)["father_situation"] == situation


def test_a_remark_against_the_parents_own_cell_makes_the_situation_unknown() -> None:
    said = family.hardships(written("父亲去世"), words())
    cells = {"father_workplace": "浙江省义乌市"}
    values, doubts = family.parent("father", cells, said, words())
    assert values["father_situation"] == "unknown"
    assert [doubt.code for doubt in doubts] == ["ParentContradicted"]


@pytest.mark.parametrize(
    ("remark", "codes"),
    [
        ("单亲", {"single_parent"}),
        ("父亲残疾", {"parent_disabled"}),
        ("母亲重病", {"parent_ill"}),
        ("低保户", {"low_income"}),
        ("脱贫户", {"poverty_alleviated"}),
        ("建档立卡贫困户", {"poverty_alleviated"}),
        ("孤儿", {"orphan"}),
        ("残疾儿童", {"child_disabled"}),
        ("单亲、低保户，母亲患癌症", {"single_parent", "low_income", "parent_ill"}),
        ("低保户 脱贫户", {"low_income", "poverty_alleviated"}),
        ("父亲去世，低保", {"single_parent", "low_income"}),
        ("非低保户", set()),
        ("学习优秀", set()),
        ("", set()),
        ("/", set()),
    ],
)
def test_hardships_are_found_in_what_people_write(remark: str, codes: set[str]) -> None:
    assert set(family.hardships({"remarks": remark}, words()).codes) == codes


@pytest.mark.parametrize(
    ("answer", "codes"), [("是", {"low_income"}), ("低保户", {"low_income"}), ("否", set())]
)
def test_a_column_may_ask_for_one_hardship(answer: str, codes: set[str]) -> None:
    assert set(family.hardships({"hardship_low_income": answer}, words()).codes) == codes


def test_two_names_in_one_cell_are_father_and_mother() -> None:
    cells = {"parents_name": "赵国强、钱春燕", "parents_workplace": "浙江义乌"}
    said = family.hardships({}, words())
    father_values, _ = family.parent("father", cells, said, words())
    mother_values, _ = family.parent("mother", cells, said, words())
    assert father_values["father_name"] == "赵国强"
    assert mother_values["mother_name"] == "钱春燕"
    assert father_values["father_situation"] == mother_values["mother_situation"] == "away"
