"""Where a photo was taken, taken out of it (LAW "Personal data of children": the minimum).

Without unpacking the picture, so that not a pixel changes and no crafted picture can fill the
memory. JPEG, PNG and GIF are made of named parts: only those that the picture needs are kept. In
WebP and HEIC, whose parts count each other's places, the Exif position and XMP are blanked.
"""

import re
import struct
from collections.abc import Iterator

from shared.contracts.registry.file_errors import AttachmentDamaged

# JPEG
JPEG = b"\xff\xd8"
START_OF_SCAN, END, APP1, COMMENT = 0xDA, 0xD9, 0xE1, 0xFE
TOLD = {*range(0xE1, 0xF0), COMMENT} - {0xEE}  # 0xEE says how colours are meant
NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the others belong to the scan
ORIENTATION = 0x0112
# PNG
PNG = b"\x89PNG\r\n\x1a\n"
KEPT_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs")
# GIF
GIF_HEAD = 13
PICTURE, EXTENSION, GIF_END, TIMING, PROGRAMME = 0x2C, 0x21, 0x3B, 0xF9, 0xFF
TURNING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often it is shown
# WebP and HEIC
GPS_TAG, ENTRY, MOST_ENTRIES = 0x8825, 12, 200
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
EXIF = re.compile(rb"(?:Exif\x00\x00|EXIF[\s\S]{4}|\x00\x00\x00\x00)(?=II\*\x00|MM\x00\*)")
XMP = re.compile(
    rb"<\?xpacket begin[\s\S]*?<\?xpacket end[^>]*>"
    rb"|<(\w+):xmpmeta\b[\s\S]*?</\1:xmpmeta\s*>"
    rb"|<(\w+):RDF\b[\s\S]*?</\2:RDF\s*>"
)


def without_place(content: bytes, kind: str) -> bytes:
    """The same picture without position data; other kinds as they are. Raises AttachmentDamaged
    for a JPEG, PNG or GIF whose parts cannot be told apart."""
    if kind == "jpeg":
        return _jpeg(content)
    if kind == "png":
        return PNG + b"".join(_chunks(content))
    if kind == "gif":
        return b"".join(_blocks(content))
    if kind in ("webp", "heic"):
        return _blanked(content)
    return content


# -- JPEG --------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> bytes:
    """Without any segment of a programme's or a camera's, but for which side is up."""
    kept = [JPEG]
    for marker, segment in _segments(content):
        if marker == APP1 and (turned := _orientation(segment)) is not None:
            kept.append(_only_orientation(turned))
        if marker not in TOLD:
            kept.append(segment)
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, whole segment), a scan with its data. What stands behind the end is left out:
    telephones put whole photos there, with places of their own."""
    at, is_shown = len(JPEG), False
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise AttachmentDamaged()
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == END:
            yield marker, content[at : at + 2]
            break
        last = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if last < at + 4 or last > len(content):
            raise AttachmentDamaged()
        if marker == START_OF_SCAN:
            is_shown = True
            following = NEXT_MARKER.search(content, last)
            last = following.start() if following else len(content)
        yield marker, content[at:last]
        at = last
    if not is_shown:
        raise AttachmentDamaged()


def _orientation(segment: bytes) -> int | None:
    """1 to 8; None where it says nothing."""
    if segment[4:10] != b"Exif\0\0":
        return None
    body = segment[10:]
    order = "<" if body[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", body, 4)
        (count,) = struct.unpack_from(f"{order}H", body, start)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", body, start + 2 + 12 * number)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _only_orientation(turned: int) -> bytes:
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
    return struct.pack(">BBH", 0xFF, APP1, len(body) + 2) + body


# -- PNG ---------------------------------------------------------------------------------------


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if kind in KEPT_CHUNKS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise AttachmentDamaged()


# -- GIF ---------------------------------------------------------------------------------------


def _blocks(content: bytes) -> Iterator[bytes]:
    """The pictures with their colours and their timing; no comment, text or other programme's."""
    try:
        at = GIF_HEAD + _colours(content[10])
        yield content[:at]
        while (kind := content[at]) != GIF_END:
            end = _block_end(content, at)
            if kind == PICTURE or _is_for_moving(content, at):
                yield content[at:end]
            at = end
        yield content[at : at + 1]
    except IndexError:
        raise AttachmentDamaged() from None


def _colours(packed: int) -> int:
    """Bytes of the table that a picture or the whole brings with it."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _block_end(content: bytes, at: int) -> int:
    """Behind its last piece, which is empty. Raises IndexError, AttachmentDamaged."""
    if content[at] == PICTURE:
        end = at + 11 + _colours(content[at + 9])  # with the one byte before its pieces
    elif content[at] == EXTENSION:
        end = at + 2
    else:
        raise AttachmentDamaged()
    while size := content[end]:
        end += 1 + size
    return end + 1


def _is_for_moving(content: bytes, at: int) -> bool:
    label = content[at + 1]
    return label == TIMING or (label == PROGRAMME and content[at + 3 : at + 14] in TURNING)


# -- WebP and HEIC -----------------------------------------------------------------------------


def _blanked(content: bytes) -> bytes:
    data = bytearray(content)
    for found in EXIF.finditer(content):
        _blank_gps(data, found.end())
    for found in XMP.finditer(content):
        data[found.start() : found.end()] = b" " * (found.end() - found.start())
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
