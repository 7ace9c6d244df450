"""Area codes (LAW): 2 digits province, 4 prefecture, 6 county, 9 township, 12 village."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts.registry.codes import LEVELS
from shared.contracts.registry.errors import AreaFileInvalid

COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12  # digits of their codes
DIGITS = dict(zip((2, 4, COUNTY, TOWNSHIP, VILLAGE), LEVELS, strict=True))
ABOVE = {4: 2, 6: 4, 9: 6, 12: 9}
COLUMNS = ["code", "name", "level", "parent"]


@dataclass(frozen=True)
class AreaRow:
    code: str
    name: str
    level: str
    parent: str | None
    line: int  # of the file


def level_of(code: str) -> str | None:
    return DIGITS.get(len(code)) if code.isascii() and code.isdigit() else None


def parent_of(code: str) -> str | None:
    above = ABOVE.get(len(code))
    return code[:above] if above else None


def checked(lines: Sequence[Sequence[str]]) -> list[AreaRow]:
    """Rows of a CSV with a header; raises AreaFileInvalid with the line and what is wrong."""
    if not lines or list(lines[0]) != COLUMNS:
        raise AreaFileInvalid("1", "header")
    rows: dict[str, AreaRow] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        row = _checked(number, line)
        if row.code in rows:
            raise AreaFileInvalid(str(number), "repeated")
        rows[row.code] = row
    return sorted(rows.values(), key=lambda row: row.code)


def _checked(number: int, line: Sequence[str]) -> AreaRow:
    if len(line) != len(COLUMNS):
        raise AreaFileInvalid(str(number), "columns")
    code, name, level, parent = line
    if level_of(code) is None or level_of(code) != level:
        raise AreaFileInvalid(str(number), "code")
    if not name or len(name) > 60:
        raise AreaFileInvalid(str(number), "name")
    if (parent or None) not in (parent_of(code), None):
        raise AreaFileInvalid(str(number), "parent")
    return AreaRow(code, name, level, parent_of(code), number)
