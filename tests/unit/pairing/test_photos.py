"""Photos are known by their bytes and lose what the camera wrote into them."""

import pytest

from services.pairing.domain.photos import MOST, cleaned
from shared.contracts.pairing.errors import PhotoRefused, PhotoTooLarge
from tests.unit.shared.pictures_made import JFIF, PLACE, PNG, SCAN, chunk, exif, segment, upright


def test_a_photo_loses_its_place_and_keeps_which_side_is_up() -> None:
    photo = b"\xff\xd8" + JFIF + exif(6) + segment(0xFE, PLACE) + segment(0xED, PLACE) + SCAN
    kind, kept = cleaned(photo)
    assert kind == "jpeg"
    assert PLACE not in kept
    assert kept == b"\xff\xd8" + JFIF + upright(6) + SCAN


def test_cleaning_twice_changes_nothing_more() -> None:
    once = cleaned(b"\xff\xd8" + exif(3) + SCAN)
    assert cleaned(once[1]) == once


def test_a_drawing_loses_its_words() -> None:
    head, end = chunk(b"IHDR", b"x" * 13), chunk(b"IEND", b"")
    told = chunk(b"tEXt", PLACE) + chunk(b"eXIf", PLACE)
    assert cleaned(PNG + head + told + chunk(b"IDAT", b"p") + end) == (
        "png",
        PNG + head + chunk(b"IDAT", b"p") + end,
    )


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"#!AMR\n", "amr"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
        (b"OggS", "ogg"),
        (b"\0\0\0\x20ftypM4A ", "m4a"),
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"\x1aE\xdf\xa3", "webm"),
    ],
)
def test_a_voice_note_is_kept_as_it_is(start: bytes, kind: str) -> None:
    content = start + bytes(100)
    assert cleaned(content) == (kind, content)


@pytest.mark.parametrize(
    "content",
    [b"MZ" + bytes(50), b"%PDF-1.7", b"<html>", b"\xff\xd8", b"\xff\xd8\x00\x00\x00\x00", PNG, b""],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(PhotoRefused):
        cleaned(content)


def test_a_cut_off_segment_is_refused_or_kept_without_a_fault() -> None:
    whole = b"\xff\xd8" + exif(6) + SCAN
    for length in range(2, len(whole) - len(SCAN)):
        with pytest.raises(PhotoRefused):
            cleaned(whole[:length])


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(PhotoTooLarge):
        cleaned(b"\xff\xd8" + bytes(MOST))
