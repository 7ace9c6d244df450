"""Reading one cell of somebody's sheet: stray spaces, full-width signs, numbers that are text."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | None

# Above this a float no longer holds every whole number: digits of the cell are lost.
WHOLE_FLOAT = 2**53
REMEMBERED = 1 << 16  # a roster repeats itself: schools, villages, places of work
_FULL_WIDTH = {
    code: code - 0xFEE0
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "-./"
} | {0x3000: 0x20, 0xA0: 0x20}
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x200E, 0x200F))
_SIGNS = {**_FULL_WIDTH, **_INVISIBLE}
_ODD = re.compile("[\\s" + "".join(map(chr, _SIGNS)) + "]")


def tidy(cell: Cell) -> str:
    """The cell as one line of text: full-width letters and digits made plain, spaces collapsed.

    Punctuation stays as it was typed. Dates come as ISO, whole floats without ".0".
    """
    if isinstance(cell, str):
        return _tidied(cell) if _ODD.search(cell) else cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < WHOLE_FLOAT:
        cell = int(cell)
    return str(cell)


@lru_cache(REMEMBERED)
def _tidied(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())


def squeezed(cell: Cell) -> str:
    """For comparing: as `tidy`, compatible forms made one, without any space."""
    if isinstance(cell, str):
        return cell if cell.isascii() and cell.isalnum() else _squeezed(cell)
    return tidy(cell)


@lru_cache(REMEMBERED)
def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", tidy(text)).split())


def joined(cell: Cell) -> str:
    """As `tidy`, without the spaces that pad Chinese words to equal width."""
    parts = tidy(cell).split(" ")
    out = parts[0]
    for part in parts[1:]:
        latin = out[-1:].isascii() and part[:1].isascii()
        out += (" " if latin else "") + part
    return out


def is_blank(cell: Cell) -> bool:
    """Also a dash or a slash, which people write where nothing is to be written."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    return not cell or cell.isspace() or (len(cell) < LONGEST_BLANK and squeezed(cell) in BLANKS)


BLANKS = frozenset(
    ("", "-", "--", "---", "\u2014", "\u2014\u2014", "/", "\\", "\u3001", "N/A", "n/a")
)
LONGEST_BLANK = 8  # with stray spaces
