"""What kind of file it is, and the sheets in it. Raises the refusals of a wrong file."""

import zipfile
from io import BytesIO

import olefile

from services.registry.roster.csv_text import read_csv
from services.registry.roster.kinds import MOST_BYTES, OLE, ZIP, check_kind
from services.registry.roster.sheet import MOST_UNPACKED, Sheet
from services.registry.roster.xls import read_xls
from services.registry.roster.xlsx import read_xlsx
from shared.contracts.registry.errors import (
    FileLocked,
    FileNotReadable,
    FileTooLarge,
)


def read_file(content: bytes) -> list[Sheet]:
    """By the content, never by the name: what ends in .xls is often something else.

    Raises FileEmpty, FileTooLarge, FileLocked, FileNotReadable, TooManyRows.
    """
    check_kind(content)
    if content.startswith(ZIP):
        return read_xlsx(_checked(content))
    if content.startswith(OLE):
        return read_xls(_unlocked(content))
    return read_csv(content)


def _checked(content: bytes) -> zipfile.ZipFile:
    """A workbook, and not one that unpacks to more than the memory holds."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise FileNotReadable() from None
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileTooLarge(str(MOST_BYTES // 2**20))
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
