"""What kind of file it is, and the sheets in it. Raises the refusals of a wrong file."""

import zipfile
from io import BytesIO

import olefile

from services.registry.roster.csv_text import read_csv
from services.registry.roster.sheet import MOST_MB, MOST_UNPACKED_MB, Sheet
from services.registry.roster.xls import read_xls
from services.registry.roster.xlsx import read_xlsx
from shared.contracts.registry.errors import (
    FileEmpty,
    FileLocked,
    FileNotReadable,
    FileTooLarge,
)

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(content: bytes) -> list[Sheet]:
    """By the content, never by the name: what ends in .xls is often something else.

    Raises FileEmpty, FileTooLarge, FileLocked, FileNotReadable.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileEmpty()
    if len(content) > MOST_MB * 2**20:
        raise FileTooLarge(str(MOST_MB))
    if content.startswith(ZIP):
        return read_xlsx(_checked(content))
    if content.startswith(OLE):
        return read_xls(_unlocked(content))
    if b"\x00" in content and not content.startswith(UTF16):
        raise FileNotReadable()
    return read_csv(content)


def _checked(content: bytes) -> zipfile.ZipFile:
    """A workbook, and not one that unpacks to more than the memory holds."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise FileNotReadable() from None
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_MB * 2**20:
        raise FileTooLarge(str(MOST_MB))
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileLocked()
    if "xl/workbook.xml" not in archive.namelist():
        raise FileNotReadable()
    return archive


def _unlocked(content: bytes) -> bytes:
    """An encrypted .xlsx is an OLE file around it."""
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole:
            if ole.exists("EncryptedPackage"):
                raise FileLocked()
            if not (ole.exists("Workbook") or ole.exists("Book")):
                raise FileNotReadable()
    except (OSError, ValueError, IndexError, TypeError):
        raise FileNotReadable() from None
    return content
