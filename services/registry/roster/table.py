"""From a sheet to its rows of children: below the header, without totals, notes and blanks."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.registry.domain.cells import Cell, is_blank, squeezed
from services.registry.domain.words import Words
from services.registry.roster.headings import SEVERAL, Header, Reader
from services.registry.roster.sheet import Sheet
from shared.contracts.registry.errors import (
    FileEmpty,
    HeaderNotFound,
    IdNumberColumnMissing,
    NameColumnMissing,
)

Printed = dict[str, set[str]]  # field -> the words of its heading


@dataclass(frozen=True)
class Table:
    """A sheet with a header, and its rows of children: number in the sheet -> field -> cell."""

    sheet: Sheet
    header: Header
    rows: dict[int, dict[str, Cell]]

    @property
    def titles(self) -> list[str]:
        """What stands above the header, and the sheet's name."""
        above = (self.sheet.rows[n] for n in sorted(self.sheet.rows) if n < self.header.first)
        texts = [str(cell) for cells in above for cell in cells if isinstance(cell, str)]
        return [*texts, self.sheet.title]


def tables_of(sheets: list[Sheet], words: Words) -> list[Table]:
    """Every sheet that is a roster; hidden ones only if no other is.

    Raises HeaderNotFound, NameColumnMissing, IdNumberColumnMissing, FileEmpty.
    """
    reader = Reader(words)
    headed = [(sheet, reader.header_of(sheet)) for sheet in sheets]
    found = [(sheet, header) for sheet, header in headed if header is not None]
    if not found:
        raise FileEmpty() if not any(sheet.rows for sheet in sheets) else HeaderNotFound()
    named = [(s, h) for s, h in found if "name" in h.fields]
    if not named:
        raise NameColumnMissing()
    whole = [(s, h) for s, h in named if "id_number" in h.fields]
    if not whole:
        raise IdNumberColumnMissing()
    chosen = [(s, h) for s, h in whole if not s.hidden] or whole
    tables = [_table(sheet, header, words) for sheet, header in chosen]
    filled = [table for table in tables if table.rows]
    if not filled:
        raise FileEmpty()
    return filled


def _table(sheet: Sheet, header: Header, words: Words) -> Table:
    sheet.fill_merged(header.last)
    rows, printed = {}, _printed(header)
    for number in sorted(sheet.rows):
        if number > header.last:
            cells = _by_field(sheet.rows[number], header)
            if _is_child(sheet.rows[number], cells, printed, words):
                rows[number] = cells
    return Table(sheet, header, rows)


def _by_field(row: list[Cell], header: Header) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key, number in keyed(header):
        if number <= len(row):
            cells[key] = row[number - 1]
    return cells


def keyed(header: Header) -> Iterator[tuple[str, int]]:
    """Field and column number; a field that may stand in several columns gets a number behind."""
    seen: dict[str, int] = {}
    for column in header.columns:
        if column.field is None:
            continue
        times = seen.get(column.field, 0)
        seen[column.field] = times + 1
        several = column.field in SEVERAL and times
        yield (f"{column.field}.{times}" if several else column.field), column.number


def _is_child(row: list[Cell], cells: dict[str, Cell], printed: Printed, words: Words) -> bool:
    """A total, a note, an example, a repeated header or a prepared empty line is no child."""
    first = next((squeezed(cell) for cell in row if not is_blank(cell)), None)
    if first is None or first.rstrip(":\uff1a").strip("()\uff08\uff09") in words.sample_rows:
        return False
    if _repeats(cells, printed):
        return False
    if not is_blank(cells.get("id_number")) and len(squeezed(cells["id_number"])) >= 6:
        return True
    said = {key for key, cell in cells.items() if not is_blank(cell)}
    if not said - {"serial"}:
        return False
    texts = [squeezed(cell) for cell in row if not is_blank(cell)]
    if any(text.startswith(words.total_rows) for text in texts[:3]):
        return False
    if len(texts) <= 3 and any(_is_note(text, words) for text in texts):
        return False
    return ("name" in said and len(texts) > 1) or len(said - {"serial"}) >= LEAST_SAID


LEAST_SAID = 3  # cells of a row without a name that still speak of a child


def _is_note(text: str, words: Words) -> bool:
    return len(text) > 12 or text.startswith(words.note_rows)


def _printed(header: Header) -> Printed:
    headings = {column.field: column.heading for column in header.columns if column.field}
    return {field: set(map(squeezed, heading.split(" "))) for field, heading in headings.items()}


def _repeats(cells: dict[str, Cell], printed: Printed) -> bool:
    """The header printed again on the next page."""
    same = sum(squeezed(cell) in printed.get(field, ()) for field, cell in cells.items())
    if same < 2:
        return False
    return same * 2 >= sum(not is_blank(cell) for cell in cells.values())
