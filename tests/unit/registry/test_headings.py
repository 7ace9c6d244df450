"""Headers of rosters as offices and schools print them."""

from typing import Any

import pytest

from services.registry.roster.headings import Header, Reader
from services.registry.roster.sheet import Sheet, Span
from tests.unit.registry.sheets import words

BLANK = None


def header(rows: list[list[Any]], *spans: tuple[int, int, int, int]) -> Header:
    sheet = Sheet("Sheet1")
    for number, row in enumerate(rows, start=1):
        sheet.add(number, list(row))
    sheet.spans = [Span(*span) for span in spans]
    found = Reader(words()).header_of(sheet)
    assert found is not None
    return found


def fields(*rows: list[Any]) -> list[str | None]:
    return [column.field for column in header(list(rows)).columns]


def test_three_rows_of_headings() -> None:
    title = ["农村留守儿童信息登记表"]
    upper = [
        "序号",
        "儿童基本情况",
        *[BLANK] * 2,
        "父母情况",
        *[BLANK] * 5,
        "受委托监护人情况",
        BLANK,
        "备注",
    ]
    middle = [BLANK, "姓名", "身份证号码", "现居住地址", "父亲", *[BLANK] * 2, "母亲", *[BLANK] * 2]
    middle += ["姓名", "联系电话", BLANK]
    lower = [*[BLANK] * 4, "姓名", "联系电话", "务工地点", "姓名", "联系电话", "务工地点"]
    spans = [(2, 2, 2, 4), (2, 5, 2, 10), (2, 11, 2, 12), (3, 5, 3, 7), (3, 8, 3, 10)]
    spans += [
        (2, 1, 4, 1),
        (2, 13, 4, 13),
        *[(3, column, 4, column) for column in (2, 3, 4, 11, 12)],
    ]
    child = [
        1,
        "张三",
        "520330201503160135",
        "大坡镇",
        "张大",
        "139",
        "浙江",
        "李四",
        "138",
        "广东",
    ]
    found = header([title, upper, middle, lower, child], *spans)
    assert (found.first, found.last) == (2, 4)
    assert [column.field for column in found.columns] == [
        "serial",
        "name",
        "id_number",
        "present_address",
        *[f"father_{name}" for name in ("name", "phone", "workplace")],
        *[f"mother_{name}" for name in ("name", "phone", "workplace")],
        "guardian_name",
        "guardian_phone",
        "remarks",
    ]
    assert found.columns[5].heading == "父母情况 父亲 联系电话"


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (
            "姓名 身份证号 父亲姓名 务工地点 联系电话 母亲姓名 务工地点 联系电话 "
            "监护人姓名 关系 联系电话",
            "name id_number father_name father_workplace father_phone mother_name mother_workplace "
            "mother_phone guardian_name guardian_relation guardian_phone",
        ),
        (
            "学生姓名 身份证号 父亲是否外出务工 母亲是否外出务工 外出务工地点 是否低保 是否残疾",
            "name id_number father_situation mother_situation parents_workplace "
            "hardship_low_income hardship_child_disabled",
        ),
        (
            "姓名 身份证号 家长姓名 家长联系电话 委托监护人 与学生关系 联系电话 班主任 联系电话",
            "name id_number - - guardian_name guardian_relation guardian_phone - -",
        ),
        (
            "姓名 身份证号 家长姓名 家长联系电话 家庭住址",
            "name id_number guardian_name guardian_phone present_address",
        ),
        (
            "姓名 性别 父母姓名 父母联系电话 父母务工地 监护人姓名 监护人电话 身份证号",
            "name sex parents_name - parents_workplace guardian_name guardian_phone id_number",
        ),
        (
            "幼儿姓名 幼儿性别 幼儿身份证 爸爸姓名 爸爸电话 爸爸在哪打工 谁在带 和孩子关系",
            "name sex id_number father_name father_phone father_workplace guardian_name "
            "guardian_relation",
        ),
        (
            "儿童姓名 身份证号 乡镇 村 组 父亲外出务工时间 父亲微信号 母亲现状 实际监护人身份证号",
            "name id_number township village - father_since father_wechat mother_situation "
            "guardian_id_number",
        ),
        (
            "班主任姓名 班主任电话 姓名 身份证号 出生年月 校长 帮扶责任人",
            "- - name id_number birth_date - -",
        ),
        (
            "姓名（必填） 身份证号（18位）* 所在村（居） 家庭住址（具体到组） 性别：",
            "name id_number village present_address sex",
        ),
    ],
)
def test_one_row_of_headings(headings: str, wanted: str) -> None:
    found = fields(headings.split())
    assert [field or "-" for field in found] == wanted.split()


def test_a_heading_that_comes_twice_speaks_of_the_person_left_of_it() -> None:
    found = fields(["监护人", "身份证号", "姓名", "身份证号", "性别"])
    assert found == ["guardian_name", "guardian_id_number", "name", "id_number", "sex"]
    alone = fields(["监护人", "身份证号", "姓名", "性别"])
    assert alone == ["guardian_name", "id_number", "name", "sex"]
