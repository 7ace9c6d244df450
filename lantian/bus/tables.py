"""Tables on a terminal, where a Chinese character is two columns wide."""

import unicodedata
from collections.abc import Iterable, Sequence

WIDE = "WF"
GAP = "  "


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Numbers stand right, words left; "" for no rows."""
    cells = [[str(cell) for cell in row] for row in rows]
    if not cells:
        return ""
    numeric = [all(_number(row[i]) for row in cells) for i in range(len(headings))]
    widths = [max(width(row[i]) for row in [list(headings), *cells]) for i in range(len(headings))]
    lines = [
        GAP.join(_pad(cell, widths[i], right=numeric[i]) for i, cell in enumerate(row)).rstrip()
        for row in [list(headings), *cells]
    ]
    return "\n".join(lines)


def _number(text: str) -> bool:
    return text.replace("-", "", 1).isdigit()


def _pad(text: str, columns: int, *, right: bool) -> str:
    gap = " " * (columns - width(text))
    return gap + text if right else text + gap
