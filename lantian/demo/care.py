"""What lies in the demo's dossiers and cases beside the facts: scans and photos."""

import struct
import zlib

from lantian.demo.county import County

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
