"""Rosters as schools keep them: a title above, wishes below, and now and then a slip."""

from collections.abc import Callable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lantian.demo.people import Child

Column = tuple[str, str, Callable[[Child], object]]

COLUMNS: tuple[Column, ...] = (
    ("", "姓名", lambda c: c.name),
    ("", "性别", lambda c: c.sex),
    ("", "身份证号", lambda c: c.id_number),
    ("", "出生日期", lambda c: c.born.strftime("%Y.%m.%d")),
    ("", "所在村", lambda c: f"{c.township}{c.village}"),
    ("", "家庭住址", lambda c: f"{c.township}{c.village}{c.group}组"),
    ("", "就读学校", lambda c: c.school),
    ("", "班级", lambda c: c.class_name),
    ("父亲", "姓名", lambda c: c.father.name),
    ("父亲", "务工地", lambda c: c.father.work or None),
    ("父亲", "电话", lambda c: c.father.phone or None),
    ("母亲", "姓名", lambda c: c.mother.name),
    ("母亲", "务工地", lambda c: c.mother.work or None),
    ("母亲", "电话", lambda c: c.mother.phone or None),
    ("监护人", "姓名", lambda c: c.guardian),
    ("监护人", "与儿童关系", lambda c: c.relation),
    ("监护人", "电话", lambda c: c.guardian_phone),
    ("监护人", "年龄", lambda c: c.guardian_age),
    ("监护人", "身体状况", lambda c: c.guardian_health),
    ("", "户口性质", lambda _: "农业"),
    ("", "照护质量", lambda c: ("好", "好", "一般", "好", "差")[c.group % 5]),
    ("", "救助情况", lambda c: "低保" if c.hardship == "低保户" else None),
    ("", "医保", lambda c: "否" if c.group == 12 else "是"),
    ("", "是否住校", lambda c: "是" if c.boards else "否"),
    ("", "备注", lambda c: c.hardship or None),
)


def workbook_of(children: Sequence[Child], school: str, *, grouped: bool) -> bytes:
    """An .xlsx of one school; `grouped` puts 父亲, 母亲 and 监护人 above their columns."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = "花名册"
    sheet.append([f"{school}农村留守儿童花名册"])
    sheet.append(["填报单位：          填报人：          "])
    heads = list(COLUMNS)
    if grouped:
        sheet.append(["序号", *(group or name for group, name, _ in heads)])
        sheet.append([None, *(name if group else None for group, name, _ in heads)])
    else:
        sheet.append(["序号", *(group + name for group, name, _ in heads)])
    for number, child in enumerate(children, start=1):
        sheet.append([number, *(value(child) for *_, value in heads)])
    sheet.append([None, "合计", len(children)])
    sheet.append(["注：本表一式两份，学校、村各存一份。"])
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()
