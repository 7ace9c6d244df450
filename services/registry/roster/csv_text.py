"""CSV and tab-separated text, in UTF-8, UTF-16 or GB18030."""

import csv
import io

from services.registry.domain.cells import Cell
from services.registry.roster.sheet import MOST_COLUMNS, MOST_ROWS, Sheet
from shared.contracts.registry.errors import FileNotReadable, TooManyRows

DELIMITERS = ",\t;|"
HEAD_LINES = 40


def read_csv(content: bytes) -> list[Sheet]:
    """One sheet. A physical line is a row unless a quoted cell holds a line break."""
    text = decoded(content)
    sheet = Sheet("CSV")
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        for number, line in enumerate(lines, start=1):
            cells: list[Cell] = [_unquoted(cell) for cell in line[:MOST_COLUMNS]]
            sheet.add(number, cells)
            if len(sheet.rows) > MOST_ROWS:
                raise TooManyRows(str(MOST_ROWS))
    except csv.Error:
        raise FileNotReadable() from None
    return [sheet]


def decoded(content: bytes) -> str:
    """Raises FileNotReadable for bytes that are no text."""
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(sign) < 32 and sign not in "\t\r\n\x0b\x0c\x1a" for sign in text[:100_000]):
            return text
    raise FileNotReadable()


def _delimiter(text: str) -> str:
    """The one that parts the most lines of the head into the same number of cells."""
    lines = [line for line in text.splitlines()[:HEAD_LINES] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(DELIMITERS, key=evenness)


def _unquoted(cell: str) -> str:
    """Excel's way to force text: ="520330201503160135"."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
