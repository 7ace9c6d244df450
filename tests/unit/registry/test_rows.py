"""One row of a roster on its own: the table of DOMAIN section 3."""

from typing import Any

import pytest

from services.registry.domain.places import School
from services.registry.domain.rows import Judged, Setting, judge
from services.registry.domain.validity import Limits
from tests.unit.registry.sheets import TODAY, VALIDITY, child, code_of, gazetteer, number_for, words

LIMITS = Limits.of(VALIDITY)
LONGDENG = code_of("大坡镇", "龙灯村村民委员会")


def judged(serial: int = 1, *, setting: dict[str, Any] | None = None, **cells: Any) -> Judged:
    given = {
        "places": gazetteer(),
        "words": words(),
        "today": TODAY,
        "limits": LIMITS,
        **(setting or {}),
    }
    return judge(child(serial, **cells).cells, Setting(**given))


def problems(**cells: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for problem in judged(**cells).problems:
        found.setdefault(problem.code, set()).add(problem.field)
    return found


def warnings(**cells: Any) -> dict[str, str]:
    row = judged(**cells)
    assert not row.problems
    return {warning.code: warning.field for warning in row.warnings}


def test_a_sound_row_has_nothing_to_remark() -> None:
    row = judged()
    assert (row.problems, row.warnings) == ([], [])
    assert row.values["area_code"] == LONGDENG
    assert row.values["birth_date"] == "2013-02-02"
    assert row.values["sex"] == "male"
    assert row.values["stage"] == "primary"
    assert (row.values["father_situation"], row.values["mother_situation"]) == ("away", "away")


@pytest.mark.parametrize("name", [None, "", "  ", "/"])
def test_a_row_without_a_name_is_sent_back(name: str | None) -> None:
    assert problems(name=name) == {"NameMissing": {"name"}}


def test_a_name_is_kept_without_padding() -> None:
    assert judged(name=" 严  洋 ").values["name"] == "严洋"
    assert judged(name="阿依古丽•买买提").values["name"] == "阿依古丽·买买提"


def test_sex_against_the_number_is_told_at_both_cells() -> None:
    found = problems(sex="女")
    assert found == {"SexDiffersFromId": {"sex"}, "IdDiffersFromSex": {"id_number"}}


def test_birth_date_against_the_number_is_told_at_both_cells() -> None:
    found = problems(birth_date="2013-02-03")
    assert found == {
        "BirthDateDiffersFromId": {"birth_date"},
        "IdDiffersFromBirthDate": {"id_number"},
    }


def test_a_month_that_agrees_is_enough() -> None:
    assert warnings(birth_date="2013.2") == {}
    assert "BirthDateDiffersFromId" in problems(birth_date="2013.3")


@pytest.mark.parametrize("written", ["2014年13月5日", "不详", "2030-01-01"])
def test_an_impossible_birth_date_yields_to_a_sound_number(written: str) -> None:
    assert warnings(birth_date=written) == {"BirthDateImpossible": "birth_date"}
    assert judged(birth_date=written).values["birth_date"] == "2013-02-02"


def test_without_sex_or_birth_date_the_number_tells_them() -> None:
    row = judged(sex=None, birth_date=None)
    assert (row.problems, row.warnings) == ([], [])
    assert (row.values["sex"], row.values["birth_date"]) == ("male", "2013-02-02")


@pytest.mark.parametrize("field", ["father_phone", "mother_phone", "guardian_phone"])
def test_a_child_is_not_left_out_for_an_adults_phone(field: str) -> None:
    assert warnings(**{field: "1380000"}) == {"PhoneWrong": field}
    assert judged(**{field: "1380000"}).values[field] == "1380000"


def test_a_village_that_is_not_written_is_not_guessed() -> None:
    assert problems(village=None) == {"VillageMissing": {"village"}}


def test_several_problems_of_a_row_are_all_told() -> None:
    found = problems(name=None, village="某某村", id_number="52033020150316013")
    assert set(found) == {"NameMissing", "VillageUnknown", "IdNumberLength"}


def test_a_grown_person_among_the_children_is_a_doubt() -> None:
    number = number_for(TODAY.replace(year=1960), male=True)
    assert "NotAChild" in warnings(id_number=number, birth_date=None, sex=None)


@pytest.mark.parametrize(
    ("cells", "stage"),
    [
        ({"school_name": "大坡小学", "class_name": "三（2）班"}, "primary"),
        ({"school_name": "大坡中学", "class_name": "八（1）班"}, "junior"),
        ({"school_name": "大坡镇初级中学", "class_name": "1班"}, "junior"),
        ({"school_name": "大坡幼儿园", "class_name": "大班"}, "kindergarten"),
        ({"school_name": "习水县第一中学", "class_name": "高二（3）班"}, "senior"),
        ({"school_name": "习水县第一中学", "class_name": "3班"}, None),
        ({"school_name": None, "class_name": None}, None),
    ],
)
def test_the_stage_is_read_from_class_and_school(cells: dict[str, Any], stage: str | None) -> None:
    assert judged(**cells).values.get("stage") == stage


@pytest.mark.parametrize(
    ("written", "boarder"),
    [("是", True), ("√", True), ("住校", True), ("否", False), ("走读", False), ("不住校", False)],
)
def test_boarders_are_told_in_many_words(written: str, boarder: bool) -> None:
    assert judged(boarder=written).values["boarder"] is boarder


def test_no_word_about_boarding_says_nothing() -> None:
    assert "boarder" not in judged(boarder=None).values


def test_a_registered_school_is_known_by_its_name() -> None:
    school = School("s-1", "大坡小学", LONGDENG[:9])
    row = judged(setting={"places": gazetteer(schools=(school,))})
    assert row.values["school_id"] == "s-1"


def test_a_row_without_a_school_belongs_to_the_uploaders() -> None:
    row = judged(setting={"school_id": "s-9"}, school_name=None)
    assert row.values["school_id"] == "s-9"


@pytest.mark.parametrize(
    ("written", "age"), [(51, 51), ("51岁", 51), (1965, 60), ("六十", None), (500, None)]
)
def test_a_guardians_age_may_be_a_year_of_birth(written: object, age: int | None) -> None:
    assert judged(guardian_age=written).values.get("guardian_age") == age
