"""Rosters for tests: children who are sound unless a test says otherwise, written in many ways."""

import csv
import io
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from services.registry.domain.id_number import check_sign
from services.registry.domain.places import Area, Gazetteer, School
from services.registry.domain.words import Words
from services.registry.roster import payload, worker
from services.registry.roster.word_files import load_words
from shared.packs import load_packs

ROOT = Path(__file__).parents[3]
TODAY = date(2025, 9, 10)
VALIDITY = load_packs().get("national", TODAY)["validity"]


@cache
def words() -> Words:
    return load_words()


@cache
def area_rows(*counties: str) -> tuple[tuple[str, str], ...]:
    """Code and name of the real places of these counties."""
    found: dict[str, str] = {}
    for county in counties or ("xishui",):
        text = (ROOT / "packs" / "areas" / f"areas_{county}.csv").read_text("utf-8")
        found |= {row["code"]: row["name"] for row in csv.DictReader(io.StringIO(text))}
    return tuple(found.items())


@cache
def gazetteer(*counties: str, schools: tuple[School, ...] = ()) -> Gazetteer:
    return Gazetteer((Area(*row) for row in area_rows(*counties)), schools, words())


def code_of(township: str, village: str, county: str = "xishui") -> str:
    """By the full names of the register."""
    by_name = {name: code for code, name in area_rows(county) if len(code) == 9}
    under = by_name[township]
    (found,) = [c for c, n in area_rows(county) if c.startswith(under) and n == village]
    return found


def number_for(born: date, *, male: bool = True, serial: int = 0, area: str = "520330") -> str:
    first = f"{area}{born:%Y%m%d}{(serial * 2 + male) % 1000:03d}"
    return first + check_sign(first)


@dataclass
class ChildRow:
    """What a roster says of one child, by the field that it speaks of."""

    cells: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.cells.get(name)


def child(serial: int = 0, **other: Any) -> ChildRow:
    """A sound child of 大坡镇龙灯村, both parents away; `other` says what is different."""
    dice = random.Random(serial)
    born = date(2012 + serial % 7, 1 + serial % 12, 1 + serial % 28)
    male = serial % 2 == 1
    cells = {
        "name": "".join(map(dice.choice, ("赵钱孙李周吴郑王", "文雨子思", "博桐涵远"))),
        "sex": "男" if male else "女",
        "id_number": number_for(born, male=male, serial=serial),
        "birth_date": born.isoformat(),
        "village": "龙灯村",
        "present_address": f"大坡镇龙灯村{1 + serial % 11}组",
        "school_name": "大坡小学",
        "class_name": "三（2）班",
        "father_name": f"赵{dice.choice('国建志')}{dice.choice('强军伟')}",
        "father_workplace": "浙江省义乌市北苑街道",
        "father_phone": f"139{dice.randrange(10**8):08d}",
        "mother_name": f"钱{dice.choice('秀春海')}{dice.choice('英燕梅')}",
        "mother_workplace": "广东省东莞市长安镇某电子厂",
        "mother_phone": f"138{dice.randrange(10**8):08d}",
        "guardian_name": "孙国庆",
        "guardian_relation": "爷爷",
        "guardian_phone": f"150{dice.randrange(10**8):08d}",
    }
    return ChildRow({**cells, **other})


PLAIN_HEADINGS = {
    "name": "姓名",
    "sex": "性别",
    "id_number": "身份证号",
    "birth_date": "出生日期",
    "village": "所在村",
    "present_address": "家庭住址",
    "school_name": "就读学校",
    "class_name": "班级",
    "father_name": "父亲姓名",
    "father_workplace": "父亲务工地",
    "father_phone": "父亲电话",
    "mother_name": "母亲姓名",
    "mother_workplace": "母亲务工地",
    "mother_phone": "母亲电话",
    "guardian_name": "监护人",
    "guardian_relation": "与儿童关系",
    "guardian_phone": "监护人电话",
}
GROUPED = {
    "父亲": {"father_name": "姓名", "father_workplace": "打工地点", "father_phone": "联系电话"},
    "母亲": {"mother_name": "姓名", "mother_workplace": "打工地点", "mother_phone": "联系电话"},
    "监护人": {
        "guardian_name": "姓名",
        "guardian_relation": "关系",
        "guardian_phone": "联系电话",
    },
}
TITLE = "农村留守儿童花名册"


def table(
    children: Iterable[ChildRow],
    headings: Mapping[str, str] = PLAIN_HEADINGS,
    titles: Sequence[str] = (TITLE,),
) -> list[list[Any]]:
    """Titles, one row of headings, a row per child."""
    rows: list[list[Any]] = [[title] for title in titles]
    rows.append(list(headings.values()))
    rows += [[child[name] for name in headings] for child in children]
    return rows


def grouped(
    children: Iterable[ChildRow], *, merged: bool = True, titles: Sequence[str] = (TITLE,)
) -> tuple[list[list[Any]], list[str]]:
    """As `table`, with the people's headings over two rows; and the ranges to merge."""
    single = {f: h for f, h in PLAIN_HEADINGS.items() if not f.startswith(tuple(PEOPLE))}
    upper: list[Any] = list(single.values())
    lower: list[Any] = [None] * len(upper)
    fields = list(single)
    first = len(titles) + 1
    ranges = [f"{_letter(n)}{first}:{_letter(n)}{first + 1}" for n in range(1, len(upper) + 1)]
    for group, inside in GROUPED.items():
        start = len(upper) + 1
        upper += [group, *[None] * (len(inside) - 1)]
        lower += list(inside.values())
        fields += list(inside)
        ranges.append(f"{_letter(start)}{first}:{_letter(len(upper))}{first}")
    rows = [[title] for title in titles] + [upper, lower]
    rows += [[one[name] for name in fields] for one in children]
    return rows, ranges if merged else []


PEOPLE = ("father_", "mother_", "guardian_")


def _letter(number: int) -> str:
    return chr(64 + number)


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> bytes:
    """An .xlsx; `merged` ranges are of the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        page = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    page.cell(number, column).value = value
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows: Sequence[Sequence[Any]], encoding: str, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for row in rows:
        writer.writerow(["" if value is None else _csv_text(value) for value in row])
    return out.getvalue().encode(encoding)


def _csv_text(value: Any) -> Any:
    return value.strftime("%Y/%m/%d") if isinstance(value, datetime) else value


@dataclass
class Read:
    """What the child process would answer for a file."""

    layout: dict[str, Any]
    rows: list[dict[str, Any]]

    def values(self, name: str) -> list[Any]:
        return [row["values"].get(name) for row in self.rows]

    def problems(self) -> list[list[str]]:
        return [[found["code"] for found in row["problems"]] for row in self.rows]

    def warnings(self) -> list[list[str]]:
        return [[found["code"] for found in row["warnings"]] for row in self.rows]


def read(
    content: bytes,
    *,
    counties: Sequence[str] = ("xishui",),
    schools: Sequence[tuple[str, str, str]] = (),
    **told: Any,
) -> Read:
    given = {"filename": "花名册.xlsx", "today": TODAY, "validity": VALIDITY, **told}
    answer = worker.read(
        payload.pack(content, areas=area_rows(*counties), schools=schools, **given)
    )
    head, *lines = answer.split(b"\n")
    return Read(json.loads(head), [json.loads(line) for line in lines])


def read_table(rows: Sequence[Sequence[Any]], **told: Any) -> Read:
    return read(workbook(("Sheet1", rows)), **told)
