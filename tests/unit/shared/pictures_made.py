"""Pictures as telephones make them, small and with a position in them."""

import struct
import zlib

LATITUDE = struct.pack(">6I", 28, 1, 19, 1, 30, 1)
PLACE = b"GPS 28.33 106.20"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"picture\xff\x00\xff\xd0" + b"\xff\xd9"
JFIF = b"\xff\xe0\x00\x07JFIF\x00"
JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"


def tiff(order: str) -> bytes:
    """One directory with orientation 6 and a position, as a telephone writes them."""
    mark = b"MM\x00*" if order == ">" else b"II*\x00"
    gps, value = 8 + 2 + 24 + 4, 8 + 2 + 24 + 4 + 2 + 24 + 4
    numbers = struct.unpack(">6I", LATITUDE)
    return b"".join(
        (
            mark,
            struct.pack(order + "I", 8),
            struct.pack(order + "H", 2),
            struct.pack(order + "HHIHH", 0x0112, 3, 1, 6, 0),
            struct.pack(order + "HHII", 0x8825, 4, 1, gps),
            struct.pack(order + "I", 0),
            struct.pack(order + "H", 2),
            struct.pack(order + "HHI", 1, 2, 2) + b"N\x00\x00\x00",
            struct.pack(order + "HHII", 2, 5, 3, value),
            struct.pack(order + "I", 0),
            struct.pack(order + "6I", *numbers),
        )
    )


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(turned: int) -> bytes:
    """Little-endian as from a phone: orientation and a place behind it."""
    body = b"II*\x00" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0) + PLACE
    return segment(0xE1, b"Exif\x00\x00" + body)


def upright(turned: int) -> bytes:
    """What is left of Exif."""
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    return segment(0xE1, body)


def chunk(name: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + check
