"""What can be said of a file at once, from its first bytes, without reading it."""

from shared.contracts.registry.errors import FileEmpty, FileNotReadable, FileTooLarge

MOST_BYTES = 10 * 2**20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
NOTHING = b"\x00 \t\r\n"


def check_kind(content: bytes) -> None:
    """Raises FileEmpty, FileTooLarge, FileNotReadable."""
    if len(content) > MOST_BYTES:
        raise FileTooLarge(str(MOST_BYTES // 2**20))
    if not content.removeprefix(b"\xef\xbb\xbf").strip(NOTHING):
        raise FileEmpty()
    if not content.startswith((ZIP, OLE, *UTF16)) and b"\x00" in content:
        raise FileNotReadable()
