"""Scans and photos in the demo's dossiers and cases, and care in the parents' place."""

import struct
import zlib
from datetime import timedelta

from lantian.demo.county import County
from lantian.demo.posts import COUNTY
from shared.contracts.registry.care_codes import GROUNDS

PAPER, LINES = b"\xf4\xef\xe2", b"\x6b\x6b\x6b"


def attach(county: County) -> None:
    village = county.posts.sign_in("cun")
    child = f"/children/{county.places.child_id}/attachments"
    for about, name, note in (
        ("identity", "户口本首页.png", "监护人家中拍摄"),
        ("health", "疫苗接种证.png", "卫生院盖章"),
    ):
        told = {"about": about, "note": note}
        village.upload(child, name, scan(), key=f"demo-file-{about}", **told)
    office = county.posts.sign_in("zhen")
    found = office.every("/cases", area=county.places.township, child_id=county.places.child_id)
    for case in found[:1]:
        told = {"note": "告诫书送达回执"}
        path = f"/cases/{case['id']}/attachments"
        office.upload(path, "送达回执.png", scan(), key="demo-file-case", **told)


def entrust(county: County) -> None:
    """One agreement in force that will soon end, and one carer whom the law excludes."""
    village, no = county.posts.sign_in("cun"), dict.fromkeys(GROUNDS, False)
    children = [one["id"] for one in village.every("/children", area=county.places.village)]
    other = next(child for child in children if child != county.places.child_id)
    for child, asked, name, relation in (
        (county.places.child_id, no, "刘桂芳", "姑姑"),
        (other, {**no, "habit": True}, "陈老五", "邻居"),
    ):
        path = f"/children/{child}/care-agreements"
        made = village.post(path, _paper(county, name, relation, asked), key=f"demo-care-{child}")
        if made["state"] == "active":
            told = {"to": "school", "on": county.today.isoformat()}
            path = f"/care-agreements/{made['id']}/notices"
            village.post(path, told, key="demo-care-notice")


def _paper(county: County, name: str, relation: str, asked: dict[str, bool]) -> dict[str, object]:
    people = county.people
    sex = "女" if relation == "姑姑" else "男"
    return {
        "carer_name": name,
        "carer_id_number": people.id_number(COUNTY, people.born(38, 58), sex),
        "carer_relation": relation,
        "carer_occupation": "务农",
        "carer_health": "健康",
        "carer_phone": people.phone(),
        "carer_address": "本村二组",
        "asked": asked,
        "own_view": "agrees",
        "own_words": "愿意住在她家。",
        "from_date": (county.today - timedelta(days=340)).isoformat(),
        "to_date": (county.today + timedelta(days=25)).isoformat(),
        "signed_on": (county.today - timedelta(days=345)).isoformat(),
        "signers": ["father", "mother"],
        "guide": "永胜村儿童主任",
    }


def scan(width: int = 240, height: int = 160) -> bytes:
    """A sheet with grey lines, as a PNG: nobody's papers."""
    rows = b"".join(
        b"\0" + (LINES if y % 16 == 8 else PAPER) * (width - 40) + PAPER * 40 for y in range(height)
    )
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
