"""Photos and voice notes of a contact: what they are by their bytes, and photos without what a
camera wrote into them (DOMAIN section 8: position data removed). Pure: bytes in, bytes out."""

from shared.contracts.pairing.errors import PhotoRefused, PhotoTooLarge
from shared.contracts.registry.file_errors import AttachmentDamaged
from shared.photo_places import JPEG, PNG, without_place

MEGABYTE = 2**20
MOST = 8 * MEGABYTE
VOICES = ((b"ID3", "mp3"), (b"#!AMR", "amr"), (b"OggS", "ogg"), (b"\x1aE\xdf\xa3", "webm"))
MP3_FRAME = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")


def cleaned(content: bytes) -> tuple[str, bytes]:
    """(kind, content) as it may be kept. Raises PhotoRefused or PhotoTooLarge."""
    if len(content) > MOST:
        raise PhotoTooLarge(str(MOST // MEGABYTE))
    if content.startswith(JPEG):
        return "jpeg", _photo(content, "jpeg")
    if content.startswith(PNG):
        return "png", _photo(content, "png")
    return _voice(content), content


def _photo(content: bytes, kind: str) -> bytes:
    try:
        return without_place(content, kind)
    except AttachmentDamaged:
        raise PhotoRefused() from None


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
