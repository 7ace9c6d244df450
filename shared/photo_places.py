"""Where a photo was taken, taken out of it (LAW "Personal data of children": the minimum).

In place and without unpacking the picture, so that not a pixel changes and no crafted picture can
fill the memory; a library that writes the picture anew would do both, and reads no HEIC.
"""

import re
import struct

PLACED = ("jpeg", "webp", "heic")  # may hold Exif and XMP as they are
GPS_TAG, ENTRY, MOST_ENTRIES = 0x8825, 12, 200
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
EXIF = re.compile(rb"(?:Exif\x00\x00|EXIF[\s\S]{4}(?:Exif\x00\x00)?)(?=II\*\x00|MM\x00\*)")
XMP = re.compile(rb'exif:GPS\w+\s*=\s*"([^"]*)"|<exif:GPS\w+>([^<]*)<')
PNG_HEAD = 8
PNG_TEXTS = (b"eXIf", b"iTXt", b"tEXt", b"zTXt")


def without_place(content: bytes, kind: str) -> bytes:
    """The same picture without position data; other kinds as they are."""
    if kind == "png":
        return _png(content)
    if kind not in PLACED:
        return content
    data = bytearray(content)
    for found in EXIF.finditer(content):
        _blank_gps(data, found.end())
    for found in XMP.finditer(content):
        for part in (1, 2):
            first, last = found.span(part)
            data[first:last] = b" " * (last - first)
    return bytes(data)


def _blank_gps(data: bytearray, start: int) -> None:
    """`start` is the TIFF header, from which its offsets count. What is malformed is left: no
    reader finds a place in it either."""
    order = "<" if data[start : start + 2] == b"II" else ">"

    def number(code: str, at: int) -> int:
        return int(struct.unpack_from(order + code, data, at)[0])

    try:
        first = start + number("I", start + 4)
        for at in _entries(first, number("H", first)):
            if number("H", at) == GPS_TAG:
                directory = start + number("I", at + 8)
                count = number("H", directory)
                for one in _entries(directory, count):
                    size = SIZES.get(number("H", one + 2), 1) * number("I", one + 4)
                    if 4 < size < len(data):
                        _zero(data, start + number("I", one + 8), size)
                _zero(data, directory, 2 + ENTRY * min(count, MOST_ENTRIES))
    except struct.error:
        return


def _entries(directory: int, count: int) -> range:
    begin = directory + 2
    return range(begin, begin + ENTRY * min(count, MOST_ENTRIES), ENTRY)


def _zero(data: bytearray, at: int, size: int) -> None:
    last = min(at + size, len(data))
    if at < last:
        data[at:last] = bytes(last - at)


def _png(content: bytes) -> bytes:
    """Without the parts that say something beside the picture."""
    kept, at = bytearray(content[:PNG_HEAD]), PNG_HEAD
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 12 + length
        if content[at + 4 : at + 8] not in PNG_TEXTS:
            kept += content[at:end]
        at = end
    return bytes(kept + content[at:])
