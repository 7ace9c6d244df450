"""What an attached file is, by its content and never by its name (DOMAIN section 3, "files
attached"). Pure: bytes in, a kind out, nothing is unpacked or run.

Photos, PDF, office documents. What could run on the computer of whoever opens it is refused: a
programme, a script, a page, an archive, an office document with macros, a PDF that starts things.
"""

import re
import unicodedata
import zipfile
from base64 import b64decode
from binascii import Error as NotBase64
from io import BytesIO

from shared.contracts.registry.file_codes import ENDINGS
from shared.contracts.registry.file_errors import (
    AttachmentDamaged,
    AttachmentDangerous,
    AttachmentEmpty,
    AttachmentKindRefused,
    AttachmentLocked,
    AttachmentTooLarge,
)
from shared.photo_places import without_place

MEGABYTE = 2**20
LONGEST_NAME = 100
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of what runs: Windows, Linux, macOS, Java and Android, scripts, shortcuts, pages.
RUNS = (
    *(b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"),
    *(b"\xca\xfe\xba\xbe", b"dex\n", b"#!", b"L\x00\x00\x00\x01\x14\x02\x00", b"\x00asm"),
    *(b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php", b"<%", b"@echo", b"ms-its"),
)
# The harmless sample by which the makers of virus scanners test them, in two halves.
TEST_VIRUS = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"
PDF_ACTIONS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
IMAGES = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"))
HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
IN_ZIP = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
IN_OLE = (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt"))
OLE_MACROS = ("_VBA_PROJECT", "VBA")
RUNNING_PARTS = (".exe", ".dll", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".lnk")


def taken_in(content: str, most_bytes: int) -> tuple[str, bytes]:
    """(kind, bytes) of a file that came in base64, as it may be kept: a photo without where it was
    taken. The one door for files. Raises the refusals of `decoded` and `kind_of`."""
    plain = decoded(content, most_bytes)
    kind = kind_of(plain, most_bytes)
    return kind, without_place(plain, kind)


def decoded(content: str, most_bytes: int) -> bytes:
    """From base64. Raises AttachmentTooLarge (MB), AttachmentDamaged."""
    if len(content) > most_bytes * 4 // 3 + 4:
        raise AttachmentTooLarge(str(most_bytes // MEGABYTE))
    try:
        return b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise AttachmentDamaged() from None


def kind_of(content: bytes, most_bytes: int) -> str:
    """One of `file_codes.KINDS`. Raises AttachmentEmpty, AttachmentTooLarge (MB),
    AttachmentDangerous, AttachmentLocked, AttachmentDamaged, AttachmentKindRefused."""
    if not content.strip(b"\x00 \t\r\n"):
        raise AttachmentEmpty()
    if len(content) > most_bytes:
        raise AttachmentTooLarge(str(most_bytes // MEGABYTE))
    head = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(RUNS) or head.lower().startswith(RUNS) or TEST_VIRUS in content:
        raise AttachmentDangerous()
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(ZIP):
        return _in_zip(content)
    if content.startswith(OLE):
        return _in_ole(content)
    return _image(content)


def _image(content: bytes) -> str:
    for start, kind in IMAGES:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return "heic"
    raise AttachmentKindRefused()


def _pdf(content: bytes) -> str:
    """In a name any sign may be written as `#` and two hex digits (ISO 32000, 7.3.5)."""
    plain = PDF_ESCAPE.sub(lambda escape: bytes.fromhex(escape[1].decode()), content)
    if any(action in plain for action in PDF_ACTIONS):
        raise AttachmentDangerous()
    return "pdf"


def _in_zip(content: bytes) -> str:
    """An office document is an archive; any other archive is refused, as is one with macros."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise AttachmentDamaged() from None
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise AttachmentLocked()
    lower = [name.lower() for name in names]
    if any(n.endswith(RUNNING_PARTS) or n.endswith("vbaproject.bin") for n in lower):
        raise AttachmentDangerous()
    for part, kind in IN_ZIP:
        if part in names:
            return kind
    raise AttachmentKindRefused()


def _in_ole(content: bytes) -> str:
    """The names in the container's directory are UTF-16."""
    if _named(content, "EncryptedPackage"):
        raise AttachmentLocked()
    if any(_named(content, name) for name in OLE_MACROS):
        raise AttachmentDangerous()
    for name, kind in IN_OLE:
        if _named(content, name):
            return kind
    raise AttachmentKindRefused()


def _named(content: bytes, name: str) -> bool:
    return f"{name}\0".encode("utf-16-le") in content


def shown_name(typed: str, kind: str) -> str:
    """The name under which it is saved: without folders and invisible signs, and with the ending
    that its content has, so that no "photo.jpg.exe" and no turned-round name comes through."""
    last = typed.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = plain.rpartition(".")[0] or plain
    clean = "".join("_" if sign in '<>:"|?*' else sign for sign in stem).strip(" .")
    return f"{clean[:LONGEST_NAME] or kind}.{ENDINGS[kind]}"
