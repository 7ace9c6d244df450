"""A photo of a child does not say where it was taken; not a pixel of it changes."""

import struct
from base64 import b64encode

import pytest

from shared.contracts.registry.errors import AttachmentDamaged
from shared.file_kinds import MEGABYTE, taken_in
from shared.photo_places import without_place
from tests.unit.shared.pictures_made import (
    JFIF,
    JPEG,
    LATITUDE,
    PLACE,
    PNG,
    SCAN,
    chunk,
    exif,
    segment,
    tiff,
    upright,
)

XMP = b"http://ns.adobe.com/xap/1.0/\x00"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0a\x1c\x02\x5a\x00\x0526,1N"
SAID = [
    b"<x exif:GPSLatitude='26,1N'/>",
    b'<rdf:Description exif:GPSLatitude="26,1N" exif:GPSLongitude="106,1E"/>',
    b"<e:GPSLatitude>26,1N</e:GPSLatitude>",
    b"<exif:GPSLatitude rdf:datatype='x'>26,1N</exif:GPSLatitude>",
    b"<photoshop:City>26,1N</photoshop:City>",
]


@pytest.mark.parametrize("order", [">", "<"])
def test_of_a_jpegs_exif_only_which_side_is_up_stays(order: str) -> None:
    photo = JPEG + JFIF + segment(0xE1, b"Exif\x00\x00" + tiff(order)) + SCAN
    assert without_place(photo, "jpeg") == JPEG + JFIF + upright(6) + SCAN


@pytest.mark.parametrize(
    "told", [segment(0xE1, XMP + said) for said in SAID] + [segment(0xED, IPTC)]
)
def test_whatever_way_a_jpeg_says_its_place_it_is_left_out(told: bytes) -> None:
    assert without_place(JPEG + JFIF + told + SCAN, "jpeg") == JPEG + JFIF + SCAN


def test_a_photo_loses_its_place_and_keeps_which_side_is_up() -> None:
    photo = JPEG + JFIF + exif(6) + segment(0xFE, PLACE) + segment(0xED, PLACE) + SCAN
    kept = without_place(photo, "jpeg")
    assert PLACE not in kept
    assert kept == JPEG + JFIF + upright(6) + SCAN
    assert without_place(kept, "jpeg") == kept


def test_a_second_photo_behind_the_first_goes_with_its_place() -> None:
    """Telephones put a larger or a moving one there, with an Exif of its own."""
    assert without_place(JPEG + SCAN + JPEG + exif(6) + SCAN, "jpeg") == JPEG + SCAN


def test_a_photo_in_several_scans_keeps_them_all() -> None:
    scans = SCAN[:-2] + segment(0xC4, b"table") + SCAN
    assert without_place(JPEG + scans, "jpeg") == JPEG + scans
    between = SCAN[:-2] + segment(0xFE, PLACE) + SCAN
    assert without_place(JPEG + between, "jpeg") == JPEG + SCAN[:-2] + SCAN


def test_a_jpeg_whose_segments_cannot_be_read_is_refused() -> None:
    whole = JPEG + exif(6) + SCAN
    for length in range(2, len(whole) - len(SCAN)):
        with pytest.raises(AttachmentDamaged):
            without_place(whole[:length], "jpeg")
    with pytest.raises(AttachmentDamaged):
        without_place(JPEG + b"\xff\xe0" + b"GPS" * 9, "jpeg")


def test_a_png_keeps_its_picture_alone() -> None:
    picture = chunk(b"IHDR", b"x" * 13), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")
    told = chunk(b"eXIf", tiff("<")) + chunk(b"tEXt", PLACE) + chunk(b"plAc", PLACE)
    photo = PNG + picture[0] + told + b"".join(picture[1:]) + PLACE
    assert without_place(photo, "png") == PNG + b"".join(picture)
    with pytest.raises(AttachmentDamaged):
        without_place(PNG + picture[0], "png")


def block(label: int, *parts: bytes) -> bytes:
    return b"!" + bytes([label]) + b"".join(bytes([len(p)]) + p for p in parts) + b"\0"


def test_a_gif_keeps_its_pictures_and_how_they_move() -> None:
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0" * 6
    turning, timing = block(0xFF, b"NETSCAPE2.0", b"\1\0\0"), block(0xF9, b"\0\0\0\0")
    picture = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0x80) + b"\0" * 6 + b"\x02\x02D\x01\0"
    told = block(0xFE, PLACE) + block(0xFF, b"XMP DataXMP", SAID[0]) + block(1, b"\0" * 12, PLACE)
    bare = head + turning + timing + picture + b";"
    assert without_place(head + told + turning + timing + picture + b";" + PLACE, "gif") == bare
    for length in range(6, len(bare)):
        with pytest.raises(AttachmentDamaged):
            without_place(bare[:length], "gif")


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("webp", b"RIFF\x10\x00\x00\x00WEBPEXIF\x7a\x00\x00\x00"),
        ("heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x06Exif\x00\x00"),
        ("heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
    ],
)
def test_in_a_webp_and_a_heic_the_position_is_blanked(order: str, kind: str, mark: bytes) -> None:
    photo = mark + tiff(order) + b" picture"
    bare = without_place(photo, kind)
    assert struct.pack(order + "6I", *struct.unpack(">6I", LATITUDE)) not in bare
    assert b"N\x00\x00\x00" not in bare
    assert struct.pack(order + "HHIHH", 0x0112, 3, 1, 6, 0) in bare
    assert (len(bare), bare[-8:]) == (len(photo), photo[-8:])
    assert without_place(bare, kind) == bare


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    "around",
    [
        (b'<?xpacket begin="\xef\xbb\xbf" id="W5M0"?>', b'<?xpacket end="w"?>'),
        (b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>", b"</x:xmpmeta>"),
        (b"<xap:xmpmeta>\n<rdf:RDF>", b"</rdf:RDF></xap:xmpmeta >"),
        (b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", b"</r:RDF>"),
    ],
)
def test_an_xmp_packet_is_blanked_whole(said: bytes, around: tuple[bytes, bytes]) -> None:
    packet = said.join(around)
    photo = b"RIFF" + bytes(4) + b"WEBPbefore" + packet + b"behind"
    blanked = b"RIFF" + bytes(4) + b"WEBPbefore" + b" " * len(packet) + b"behind"
    assert without_place(photo, "webp") == blanked


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_broken_header_is_no_fault(cut: int) -> None:
    photo = b"\x00\x00\x00\x18ftypheicExif\x00\x00" + tiff(">")[:cut]
    assert len(without_place(photo, "heic")) == len(photo)


def test_what_is_no_photo_stays_as_it_is() -> None:
    assert without_place(b"%PDF-1.4", "pdf") == b"%PDF-1.4"


def test_what_is_taken_in_has_no_place_in_it() -> None:
    content = b64encode(JPEG + exif(6) + SCAN).decode()
    assert taken_in(content, MEGABYTE) == ("jpeg", JPEG + upright(6) + SCAN)
