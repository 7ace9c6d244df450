"""Strings that nobody could mistake, and the search for them in whatever form they may have taken.

A text is looked for as UTF-8, as UTF-16, as JSON and URLs escape it, as hexadecimal, and inside
base64 at each of its three alignments.
"""

import base64
import json
import sqlite3
import urllib.parse
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from kombu import Connection
from kombu.exceptions import ChannelError
from sqlalchemy import create_engine, inspect, text

from tests.e2e.story import VILLAGE, with_check_digit

TOWNSHIP = "桃林镇"
PLANTED = {
    "child": "欧阳灯塔",
    "child's ID number": with_check_digit("52033020160317371"),
    "father": "欧阳烽火",
    "father's phone": "13977310461",
    "mother": "慕容灯芯",
    "mother's phone": "13977310472",
    "guardian": "欧阳长明",
    "guardian's phone": "13977310483",
    "address": "鸿雁巷柒佰壹拾玖号",
    "rejected child": "司马萤火",
    "rejected ID number": "520330201604183701",
    "rejected child's address": "白鹭渡捌佰贰拾叁号",
    "child by hand": "东方烛影",
    "child by hand's ID number": with_check_digit("52033020140522368"),
    "child by hand's address": "栖霞坡玖佰叁拾壹号",
    "child by hand's WeChat": "wx_deng_ta_7731",
    "corrected address": "听涛路肆佰伍拾柒号",
    "helper": "诸葛渔灯",
    "helper's ID number": with_check_digit("52033019810912362"),
    "helper's phone": "13977310494",
    "what was seen at home": "烛影夜里独守空屋",
    "why it was corrected": "烛影随外婆搬到听涛路",
    "why a number was asked for": "核对烛影父亲的来电",
    "why a helper was refused": "渔灯与烛影家有旧怨",
    "why an account was closed": "烛影家长投诉后调离",
    "why a room meets a standard": "烛影帮忙挂上了标牌",
    "why stock was written off": "烛影摔坏了一台电脑",
    "what a session is about": "陪烛影给父亲写信",
    "what a session is for": "安抚烛影的思念",
    "what was noted of a session": "烛影写到一半哭了",
    "why a session was cancelled": "烛影发烧全班停课",
    "why a roll was refused": "烛影的单亲证明过期",
    "why a payment was reversed": "烛影的账户户名不符",
}
# A workbook is compressed, so that none of its cells would be found; this stands in each openly.
WORKBOOK = {"workbook": "xl/worksheets/sheet1.xml"}
SEEN = PLANTED | WORKBOOK
HEADINGS = (
    *("姓名", "身份证号", "出生日期", "性别", "所在村", "家庭住址", "父亲姓名", "父亲务工地"),
    *("父亲电话", "母亲姓名", "母亲务工地", "母亲电话", "监护人姓名", "与儿童关系", "监护人电话"),
)


def roster() -> bytes:
    """Two rows: a child that is accepted, and one whose ID number is wrong."""
    p, place = PLANTED, f"{TOWNSHIP}{VILLAGE}"
    away = (p["father"], "广东", p["father's phone"], p["mother"], "浙江", p["mother's phone"])
    kin = (*away, p["guardian"], "爷爷", p["guardian's phone"])
    good = (p["child"], p["child's ID number"], "2016-03-17", "男", place, p["address"], *kin)
    bad = (p["rejected child"], p["rejected ID number"], "2016-04-18", "女", place)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEADINGS, good, (*bad, p["rejected child's address"], *kin)):
        book.active.append(row)
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


# -- the search -------------------------------------------------------------------------------


def forms(planted: str) -> Iterator[bytes]:
    plain = planted.encode()
    escaped = json.dumps(planted)[1:-1]
    yield from (plain, planted.encode("utf-16-le"), planted.encode("utf-16-be"))
    yield from (escaped.encode(), escaped.upper().replace("\\U", "\\u").encode())
    yield from (urllib.parse.quote(planted).encode(), urllib.parse.quote(planted).lower().encode())
    yield from (plain.hex().encode(), plain.hex().upper().encode())
    for shift in range(3):
        # Without the characters at both ends, which hold bits of the neighbours too.
        inside = base64.b64encode(b"\0" * shift + plain + b"\0" * (-(shift + len(plain)) % 3))
        first, last = -(-shift * 4 // 3), (shift + len(plain)) * 4 // 3
        yield inside[first:last]


def found(places: Mapping[str, bytes], planted: Mapping[str, str] = SEEN) -> list[str]:
    """What stands where in clear; empty where all is well."""
    wanted = {what: set(forms(text)) for what, text in planted.items()}
    return [
        f"{what} in {place}"
        for place, content in places.items()
        for what, ways in wanted.items()
        if any(way in content for way in ways)
    ]


# -- where to look ----------------------------------------------------------------------------


def files(folder: Path) -> dict[str, bytes]:
    """Every byte of every file, write-ahead logs too."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def sqlite_tables(folder: Path) -> dict[str, bytes]:
    """Row by row: a long value is not in one piece in its file."""
    held: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*.db")):
        database = sqlite3.connect(path)
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            rows = list(database.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
            held[f"{path.stem}.{table}"] = _bytes(rows)
        database.close()
    return held


def postgres_tables(template: str, services: tuple[str, ...]) -> dict[str, bytes]:
    held: dict[str, bytes] = {}
    for service in services:
        engine = create_engine(template.format(service=service))
        with engine.connect() as connection:
            for table in inspect(connection).get_table_names():
                rows = connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
                held[f"{service}.{table}"] = _bytes([tuple(row) for row in rows])
        engine.dispose()
    return held


def _bytes(rows: list[tuple[Any, ...]]) -> bytes:
    """Text as it is, bytes as they are, anything structured as JSON."""
    cells = (cell for row in rows for cell in row if cell is not None)
    return b"\n".join(_cell(cell) for cell in cells)


def _cell(cell: Any) -> bytes:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell)
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False).encode()
    return str(cell).encode()


def queues(amqp: str, names: list[str]) -> dict[str, bytes]:
    """Bodies, headers and properties of what the queues hold; they go on holding it."""
    held: dict[str, bytes] = {}
    with Connection(amqp) as connection:
        for name in names:
            channel = connection.channel()
            held[name] = b"\n".join(_messages(channel, name))
            channel.close()
    return held


def _messages(channel: Any, queue: str) -> Iterator[bytes]:
    try:
        while (message := channel.basic_get(queue)) is not None:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            yield body + b"\n" + repr(message.properties).encode()
    except ChannelError:
        return  # no such queue
