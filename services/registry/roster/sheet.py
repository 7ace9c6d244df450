"""A sheet as the reader gives it, whatever the file was."""

from dataclasses import dataclass, field

from services.registry.domain.cells import Cell, is_blank

MOST_ROWS = 50_000  # of all sheets together
MOST_COLUMNS = 200
BLANK_STRETCH = 2_000  # so many blank rows end a sheet: some files are formatted to their last row
MOST_UNPACKED = 300 * 2**20  # bytes


@dataclass(frozen=True)
class Span:
    """A merged range; rows and columns count from 1, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """`rows` maps a row's number, from 1, to its cells from column A; blank rows are left out."""

    title: str
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    hidden: bool = False
    widths: dict[int, float] = field(default_factory=dict)  # column from 1 -> characters

    def cell(self, row: int, column: int) -> Cell:
        """`column` from 1."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else None

    def add(self, row: int, cells: list[Cell]) -> bool:
        """False for a row without any content, which is not kept."""
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if not cells or all(c is None or (isinstance(c, str) and not c.strip()) for c in cells):
            return False
        self.rows[row] = cells[:MOST_COLUMNS]
        return True

    def fill_merged(self, below: int) -> None:
        """Give every cell of a range merged downwards the range's value, under row `below`."""
        for span in self.spans:
            value = self.cell(span.top, span.left)
            if span.top <= below or span.top == span.bottom or is_blank(value):
                continue
            for row in range(span.top + 1, span.bottom + 1):
                cells = self.rows.get(row)
                if cells is not None:
                    cells.extend([None] * (span.left - len(cells)))
                    cells[span.left - 1] = value


def letter(column: int) -> str:
    """The name of a column, from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
