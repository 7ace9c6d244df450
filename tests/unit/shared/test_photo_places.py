"""A photo of a child does not say where it was taken; not a pixel of it changes."""

import struct
import zlib

import pytest

from shared.photo_places import without_place

LATITUDE = struct.pack(">6I", 28, 1, 19, 1, 30, 1)


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


def jpeg(exif: bytes) -> bytes:
    body = b"Exif\x00\x00" + exif
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xda picture"


@pytest.mark.parametrize("order", [">", "<"])
def test_the_position_goes_and_the_orientation_stays(order: str) -> None:
    photo = jpeg(tiff(order))
    bare = without_place(photo, "jpeg")
    assert struct.pack(order + "6I", *struct.unpack(">6I", LATITUDE)) not in bare
    assert b"N\x00\x00\x00" not in bare
    assert struct.pack(order + "HHIHH", 0x0112, 3, 1, 6, 0) in bare
    assert (len(bare), bare[-10:]) == (len(photo), photo[-10:])
    assert without_place(bare, "jpeg") == bare


def test_xmp_is_emptied_too() -> None:
    said = b'<rdf exif:GPSLatitude="28,19.5N"><exif:GPSLongitude>106,12E</exif:GPSLongitude>'
    bare = without_place(b"\xff\xd8\xff" + said, "jpeg")
    assert b"28,19" not in bare
    assert b"106,12" not in bare
    assert len(bare) == len(said) + 3


def test_a_png_keeps_its_picture_alone() -> None:
    def part(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = b"\x89PNG\r\n\x1a\n"
    picture = part(b"IHDR", b"x" * 13), part(b"IDAT", b"pixels"), part(b"IEND", b"")
    photo = head + picture[0] + part(b"eXIf", tiff("<")) + b"".join(picture[1:])
    assert without_place(photo, "png") == head + b"".join(picture)


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_broken_header_is_no_fault(cut: int) -> None:
    photo = jpeg(tiff(">"))[: 12 + cut]
    assert len(without_place(photo, "jpeg")) == len(photo)


def test_what_is_no_photo_stays_as_it_is() -> None:
    assert without_place(b"%PDF-1.4", "pdf") == b"%PDF-1.4"
