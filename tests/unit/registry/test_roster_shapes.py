"""The same children, written in another shape, are read as the same children."""

import random
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.registry.roster.headings import Reader
from services.registry.roster.sheet import Sheet
from tests.unit.registry.sheets import (
    PLAIN_HEADINGS,
    TITLE,
    Read,
    as_csv,
    child,
    grouped,
    read,
    read_table,
    table,
    words,
    workbook,
)
from tests.unit.registry.xls_files import xls

CHILDREN = [child(number) for number in range(8)]
KEPT = ("name", "id_number", "birth_date", "area_code", "guardian_phone", "father_workplace")


def facts(found: Read) -> list[tuple[Any, ...]]:
    assert found.problems() == [[]] * len(found.rows)
    assert found.warnings() == [[]] * len(found.rows)
    return [tuple(row["values"].get(name) for name in KEPT) for row in found.rows]


PLAIN = facts(read_table(table(CHILDREN)))

OTHER_WORDS = {
    "name": [
        "姓名",
        "学生姓名",
        "儿童姓名",
        " 姓   名 ",
        "留守儿童姓名",
        "姓名*",
        "姓名(必填)",
        "孩子姓名",
    ],
    "sex": ["性别", " 性  别", "学生性别", "性别（男/女）"],
    "id_number": [
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "学生身份证号",
        "身份证号（18位）",
        "证件号码",
    ],
    "birth_date": ["出生日期", "出生年月日", "出生年月", "生日", "儿童出生日期"],
    "village": ["所在村", "村（居）", "村(社区)", "村居", "行政村", "所属村"],
    "present_address": ["家庭住址", "现住址", "家庭详细地址", "学生家庭住址", "住址"],
    "school_name": ["就读学校", "学校", "所在学校", "学校名称"],
    "class_name": ["班级", "班 级", "年级班级", "所在班级"],
    "father_name": ["父亲姓名", "父亲", "爸爸姓名", "父姓名"],
    "father_workplace": ["父亲务工地", "父亲务工地点", "父亲外出务工地点", "父亲打工地"],
    "father_phone": ["父亲电话", "父亲联系电话", "父亲手机号码", "父亲联系方式"],
    "mother_name": ["母亲姓名", "母亲", "妈妈姓名", "母姓名"],
    "mother_workplace": ["母亲务工地", "母亲务工地点", "母亲外出务工地点", "母亲打工地"],
    "mother_phone": ["母亲电话", "母亲联系电话", "母亲手机号码", "母亲联系方式"],
    "guardian_name": [
        "监护人",
        "监护人姓名",
        "实际监护人",
        "委托监护人姓名",
        "照料人姓名",
        "家长姓名",
    ],
    "guardian_relation": ["与儿童关系", "监护人与儿童关系", "与学生关系", "与监护人关系"],
    "guardian_phone": ["监护人电话", "监护人联系电话", "监护人手机", "监护人联系方式"],
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_columns_in_any_order_and_wording_with_foreign_columns_between(data: Any) -> None:
    fields = data.draw(st.permutations(list(PLAIN_HEADINGS)))
    headings = {name: data.draw(st.sampled_from(OTHER_WORDS[name])) for name in fields}
    rows = table(CHILDREN, headings)
    foreign = ["序号", "学籍号", "班主任姓名", "班主任电话", "帮扶人", "签字", "入户时间"]
    for heading in data.draw(st.lists(st.sampled_from(foreign), max_size=4, unique=True)):
        at = data.draw(st.integers(0, len(fields)))
        rows[1].insert(at, heading)
        for number, row in enumerate(rows[2:]):
            row.insert(at, f"{heading}{number}")
    assert facts(read_table(rows)) == PLAIN


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    "titles", [(), (TITLE,), (TITLE, "填报单位：      填报日期：2025.9.10", "")]
)
def test_group_headings_over_two_rows(merged: bool, titles: tuple[str, ...]) -> None:
    rows, ranges = grouped(CHILDREN, merged=merged, titles=titles)
    found = read(workbook(("Sheet1", rows), merged=ranges))
    assert facts(found) == PLAIN
    heads = {field: head for _, _, head, field in found.layout["sheets"][0]["columns"]}
    assert heads["guardian_phone"] == "监护人 联系电话"


def test_a_plain_heading_right_of_a_parent_speaks_of_that_parent() -> None:
    plain = {"father_workplace": "务工地点", "father_phone": "联系电话"}
    plain |= {"mother_workplace": "务工地点", "mother_phone": "联系电话"}
    plain |= {"guardian_relation": "关系", "guardian_phone": "电话"}
    assert facts(read_table(table(CHILDREN, PLAIN_HEADINGS | plain))) == PLAIN


def test_titles_notes_totals_blanks_and_repeated_headers_are_no_children() -> None:
    rows = table(CHILDREN, titles=(TITLE, "填报单位：大坡小学", ""))
    header = rows[3]
    rows.insert(6, [None, "  ", ""])
    rows.insert(8, header)
    rows.append(["合计", len(CHILDREN)])
    rows.append([None, "小计：", 8])
    rows.append([None] * 4)
    rows.append(["注：本表一式两份，学校、村各存一份。"])
    rows.append(["填表人：张三", None, None, "审核人：李四"])
    rows.append(["校长签字：", None, None, None, "2025年9月10日"])
    assert facts(read_table(rows)) == PLAIN


def test_prepared_empty_lines_and_examples_are_no_children() -> None:
    headings = {"serial": "序号", **PLAIN_HEADINGS}
    rows = table(CHILDREN, headings)
    example = child(99).cells
    rows.insert(2, ["例", *[example[name] for name in PLAIN_HEADINGS]])
    for number, row in enumerate(rows[3:], start=1):
        row[0] = number
    rows += [[number] for number in range(9, 20)]
    assert facts(read_table(rows)) == PLAIN


def test_rows_are_numbered_as_in_the_sheet() -> None:
    rows = table(CHILDREN)
    rows.insert(4, [])
    found = read_table(rows)
    assert [row["row"] for row in found.rows] == [3, 4, 6, 7, 8, 9, 10, 11]


def test_cells_merged_downwards_hold_for_every_row() -> None:
    rows = table(CHILDREN)
    village = list(PLAIN_HEADINGS).index("village")
    for row in rows[3:6]:
        row[village] = None
    letter = chr(65 + village)
    alone = read(workbook(("Sheet1", rows)))
    assert alone.problems()[1] == ["VillageMissing"]  # nothing is guessed from the row above
    assert facts(read(workbook(("Sheet1", rows), merged=[f"{letter}3:{letter}6"]))) == PLAIN


def test_several_sheets_are_read_and_others_left_alone() -> None:
    one, two = table(CHILDREN[:3]), table(CHILDREN[3:], titles=())
    notes = [["填表说明"], ["一、每名儿童一行"], ["二、身份证号用文本格式"]]
    found = read(workbook(("一班", one), ("说明", notes), ("二班", two), ("空", [])))
    assert facts(found) == PLAIN
    assert [sheet["title"] for sheet in found.layout["sheets"]] == ["一班", "二班"]
    assert [row["sheet"] for row in found.rows] == [0, 0, 0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    content = as_csv(table(CHILDREN), encoding, delimiter)
    assert facts(read(content, filename="花名册.csv")) == PLAIN


def test_csv_with_numbers_forced_to_text() -> None:
    forced = [child(n, id_number=f'="{child(n)["id_number"]}"') for n in range(8)]
    assert facts(read(as_csv(table(forced), "gb18030"), filename="a.csv")) == PLAIN


def test_csv_that_excel_has_rounded_is_sent_back() -> None:
    rounded = [child(n, id_number="5.20330E+17") for n in range(3)]
    found = read(as_csv(table(rounded), "gb18030"), filename="a.csv")
    assert found.problems() == [["IdNumberStoredAsNumber"]] * 3


@pytest.mark.parametrize("merged", [True, False])
def test_workbooks_of_the_old_excel(merged: bool) -> None:
    rows, ranges = grouped(CHILDREN, merged=merged)
    assert facts(read(xls(rows, merged=ranges), filename="花名册.xls")) == PLAIN


def test_dates_of_the_old_excel_are_dates() -> None:
    rows = table(CHILDREN)
    at = list(PLAIN_HEADINGS).index("birth_date")
    for row in rows[2:]:
        row[at] = datetime.fromisoformat(row[at])
    assert facts(read(xls(rows), filename="花名册.xls")) == PLAIN


@pytest.mark.parametrize(
    "written",
    [
        lambda born: datetime(born.year, born.month, born.day),  # noqa: DTZ001
        lambda born: (born - date(1899, 12, 30)).days,
        lambda born: int(f"{born:%Y%m%d}"),
        lambda born: f"{born.year}年{born.month}月{born.day}日",
        lambda born: f"{born.year}.{born.month}.{born.day}",
        lambda born: f" {born.year} / {born.month} / {born.day} ",
    ],
)
def test_birth_dates_in_every_form_of_a_cell(written: Any) -> None:
    other = [
        child(n, birth_date=written(date.fromisoformat(child(n)["birth_date"]))) for n in range(8)
    ]
    assert facts(read_table(table(other))) == PLAIN


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def test_full_width_signs_and_stray_spaces_everywhere() -> None:
    dice = random.Random(7)
    spaces = ["", " ", "\u3000", "\xa0", "\n", "\t"]

    def spoiled(value: Any) -> Any:
        padded = dice.choice(spaces) + str(value) + dice.choice(spaces)
        return _full_width(padded) if dice.random() < 0.5 else padded

    others = [
        child(n, **{f: spoiled(child(n)[f]) for f in PLAIN_HEADINGS if f != "father_workplace"})
        for n in range(8)
    ]
    assert facts(read_table(table(others))) == PLAIN


def test_a_township_in_a_column_of_its_own() -> None:
    headings = {"township": "乡镇", **PLAIN_HEADINGS}
    shared = [
        child(n, township="桃林镇", village="永胜村", present_address="1组", school_name=None)
        for n in range(4)
    ]
    found = read_table(table(shared, headings))
    assert found.problems() == [[]] * 4
    assert len(set(found.values("area_code"))) == 1


def test_the_title_decides_between_townships() -> None:
    shared = [child(0, village="永胜村", present_address="1组", school_name=None)]
    assert read_table(table(shared)).problems() == [["VillageShared"]]
    assert read_table(table(shared, titles=("桃林镇留守儿童花名册",))).problems() == [[]]
    named = read(workbook(("Sheet1", table(shared))), filename="习水县桃林镇花名册.xlsx")
    assert named.problems() == [[]]
    upload = read(workbook(("Sheet1", table(shared))), place=named.values("area_code")[0][:9])
    assert upload.problems() == [[]]


def test_a_roster_without_a_village_column_goes_by_the_address() -> None:
    headings = {name: head for name, head in PLAIN_HEADINGS.items() if name != "village"}
    assert facts(read_table(table(CHILDREN, headings))) == PLAIN


def test_later_rows_of_the_same_child_are_noted() -> None:
    again = child(0, guardian_phone="15012345678")
    stranger = child(0, name="别人", father_name="某某", mother_name="某某")
    found = read_table(table([child(0), child(1), again, stranger]))
    assert found.rows[0]["later"]["guardian_phone"] == "15012345678"
    assert [row["later"] for row in found.rows[1:]] == [{}, {}, {}]


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers()), max_size=6)))
@settings(deadline=None)
def test_any_cells_at_all_are_searched_for_a_header_without_harm(rows: list[list[Any]]) -> None:
    sheet = Sheet("x")
    for number, row in enumerate(rows, start=1):
        sheet.add(number, list(row))
    header = Reader(words()).header_of(sheet)
    assert header is None or len(header.fields) >= 3
