"""What rosters say of the official fields, and where they say nothing."""

from typing import Any

import pytest

from services.registry.domain import official
from services.registry.domain.validity import problems
from tests.unit.registry.sheets import TODAY, words
from tests.unit.registry.test_headings import fields as headings
from tests.unit.registry.test_rows import LIMITS, judged


def said(**cells: Any) -> dict[str, Any]:
    return official.fields(cells, words())


def test_the_columns_are_known_by_what_offices_call_them() -> None:
    row = [
        *("姓名", "身份证号", "所在村", "户口性质", "监护类型", "照护质量", "救助情况"),
        *("残疾类别", "残疾等级", "是否患大病", "医保", "单亲原因", "祖父母情况", "外祖父母情况"),
        *("父亲姓名", "父亲去世日期", "父亲收入来源", "母亲死亡时间"),
    ]
    assert headings(row)[3:] == [
        *("household_class", "guardianship", "care_quality", "relief"),
        *("disability", "disability_degree", "illness", "insurance", "single_parent_reason"),
        *("paternal_grandparents", "maternal_grandparents"),
        *("father_name", "father_death_date", "father_income", "mother_death_date"),
    ]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ({"household_class": "农业家庭户口"}, {"household_class": "rural"}),
        ({"household_class": "非农业"}, {"household_class": "urban"}),
        ({"guardianship": "隔代监护"}, {"guardianship": "relative"}),
        ({"care_quality": "较差"}, {"care_quality": "poor"}),
        ({"care_quality": "不清楚"}, {}),
        (
            {"relief": "低保、医疗救助；事实无人抚养补贴"},
            {"relief": ["medical", "subsistence", "unattended"]},
        ),
        ({"relief": "非低保"}, {}),
        ({"insurance": "是", "vaccination": "否"}, {"insured": True, "vaccinated": False}),
        ({"insurance": "城乡居民医保2025年"}, {}),
        ({"disability": "肢体二级"}, {"health_state": "64", "disability_degree": "2"}),
        ({"disability_degree": "三级"}, {"health_state": "60", "disability_degree": "3"}),
        ({"disability": "无"}, {}),
        ({"disability": "有"}, {"health_state": "60"}),
        ({"health_note": "健康"}, {"health_state": "10"}),
        ({"health_note": "母亲肢体残疾"}, {}),
        ({"illness": "否"}, {"illness": "none"}),
        ({"illness": "先天性心脏病"}, {"illness": "serious", "illness_name": "先天性心脏病"}),
        ({"illness": "是"}, {"illness": "serious"}),
        ({"illness": "腿疼"}, {"illness_name": "腿疼"}),
        ({"single_parent_reason": "父亲病故"}, {"single_parent_reason": "widowed"}),
        ({}, {}),
    ],
)
def test_values_become_codes_and_silence_stays_silence(
    cells: dict[str, Any], values: dict[str, Any]
) -> None:
    assert said(**cells) == values
    assert problems({"birth_date": "2015-03-16", **values}, TODAY, values.keys(), LIMITS) == []


def test_a_day_of_death_says_that_the_parent_is_dead_and_no_day_of_leaving_does() -> None:
    row = judged(father_workplace=None, father_death_date="2020年5月4日", father_since="2019.3.1")
    assert row.values["father_situation"] == "deceased"
    assert row.values["father_death_date"] == "2020-05-04"
    row = judged(father_workplace="已故", father_since="2019.3.1")
    assert row.values["father_situation"] == "deceased"
    assert "father_since" not in row.values


def test_a_parents_day_that_cannot_be_is_left_out_with_a_warning() -> None:
    row = judged(father_since="2099-01-01")
    assert row.problems == []
    assert ("DayImpossible", "father_since") in [(w.code, w.field) for w in row.warnings]
    assert "father_since" not in row.values
    assert judged(father_since="2024-03-01").values["father_since"] == "2024-03-01"
