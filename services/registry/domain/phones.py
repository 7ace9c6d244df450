"""Phones of adults: mobile and fixed lines of the mainland."""

import re
from dataclasses import dataclass

from services.registry.domain.cells import Cell, is_blank, squeezed

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
# Area code with its zero, then 7 or 8 digits that begin with 2 to 8; or those alone.
FIXED = re.compile(r"(?:0\d{2,3}-?)?[2-8]\d{6,7}(?:-\d{1,6})?", re.ASCII)
_SEPARATORS = re.compile(r"[\u3001,;/|\n]|\u6216")
_NOISE = re.compile(r"[^\d+\-()]", re.ASCII)


@dataclass(frozen=True)
class Phones:
    """What a cell holds: numbers that can be right, in the order written, and the rest."""

    good: tuple[str, ...]
    bad: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is kept: the numbers that can be right, or else what was written."""
        return " ".join(self.good or self.bad)

    @property
    def says_a_number(self) -> bool:
        return any(sign.isdigit() for sign in self.text)


def read(cell: Cell) -> Phones | None:
    """None for a blank cell. Several numbers may stand in one cell."""
    if is_blank(cell):
        return None
    parts = [part for part in _SEPARATORS.split(squeezed(cell)) if part]
    numbers = [number for part in parts for number in _split(plain(part)) if number]
    good = tuple(dict.fromkeys(number for number in numbers if can_be_right(number)))
    bad = tuple(number for number in numbers if number not in good)
    return Phones(good, bad or (() if good else (squeezed(cell),)))


def can_be_right(number: str) -> bool:
    if MOBILE.fullmatch(number):
        return len(set(number[1:])) > 1
    return FIXED.fullmatch(number) is not None


def plain(text: str) -> str:
    """Without brackets, the country's prefix, and words around the number."""
    text = _NOISE.sub("", text).replace("(", "").replace(")", "-").strip("-")
    for prefix in ("+86", "0086", "86"):
        if text.startswith(prefix) and MOBILE.fullmatch(_digits(text.removeprefix(prefix))):
            return _digits(text.removeprefix(prefix))
    if MOBILE.fullmatch(_digits(text)):
        return _digits(text)
    return text


def _split(number: str) -> tuple[str, ...]:
    """Two mobiles written without anything between them."""
    halves = (number[:11], number[11:])
    return halves if all(MOBILE.fullmatch(half) for half in halves) else (number,)


def _digits(text: str) -> str:
    return text.replace("-", "").replace("+", "")
