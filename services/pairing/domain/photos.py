"""Photos and voice notes of a contact: what they are by their bytes, and photos without what a
camera wrote into them (DOMAIN section 8: position data removed). Pure: bytes in, bytes out."""

import struct
from collections.abc import Iterator

from shared.contracts.pairing.errors import PhotoRefused, PhotoTooLarge

MEGABYTE = 2**20
MOST = 8 * MEGABYTE
JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
START_OF_SCAN, APP1, COMMENT = 0xDA, 0xE1, 0xFE
TOLD = {*range(0xE1, 0xF0), COMMENT} - {0xEE}  # 0xEE says how colours are meant
KEPT_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs")
ORIENTATION = 0x0112
VOICES = ((b"ID3", "mp3"), (b"#!AMR", "amr"), (b"OggS", "ogg"), (b"\x1aE\xdf\xa3", "webm"))
MP3_FRAME = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def cleaned(content: bytes) -> tuple[str, bytes]:
    """(kind, content) as it may be kept. Raises PhotoRefused or PhotoTooLarge."""
    if len(content) > MOST:
        raise PhotoTooLarge(str(MOST // MEGABYTE))
    if content.startswith(JPEG):
        return "jpeg", _jpeg(content)
    if content.startswith(PNG):
        return "png", PNG + b"".join(_chunks(content))
    return _voice(content), content


def _voice(content: bytes) -> str:
    for start, kind in VOICES:
        if content.startswith(start):
            return kind
    if content.startswith(MP3_FRAME):
        return "mp3"
    if content[4:8] == b"ftyp" and content[8:11] in (b"M4A", b"mp4", b"iso", b"3gp"):
        return "m4a"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    raise PhotoRefused()


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
    """(marker, whole segment); the scan and all behind it come as one."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise PhotoRefused()
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == START_OF_SCAN:
            yield marker, content[at:]
            return
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2:
            raise PhotoRefused()
        yield marker, content[at : at + 2 + length]
        at += 2 + length
    raise PhotoRefused()


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
    raise PhotoRefused()
