"""Dates as people type them into sheets."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from services.registry.domain.cells import Cell, is_blank, squeezed, tidy

FIRST_YEAR = 1900
_SERIAL_ZERO = date(1899, 12, 30)  # holds from 1 March 1900 on; Excel knows a 29 February before it
_SERIALS = range(61, 80_000)  # 1900 to 2118
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$", re.ASCII)
_FULL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\D.*|\d{6}|)", re.ASCII)
_MONTH = re.compile(r"(\d{4})(\d{2})", re.ASCII)
_PARTS = re.compile(r"\D*(\d{1,4})\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,4}))?(?:\D.*|)", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A date, or only year and month where no more was written (`day` is None)."""

    year: int
    month: int
    day: int | None

    @property
    def first(self) -> date:
        """The date, or the first of the month."""
        return date(self.year, self.month, self.day or 1)

    def agrees(self, other: date) -> bool:
        same_month = (self.year, self.month) == (other.year, other.month)
        return same_month and self.day in (None, other.day)


@dataclass(frozen=True)
class NoSuchDay:
    """Something was written that is no date on any calendar, or cannot be read as one."""


def read(cell: Cell) -> Day | NoSuchDay | None:
    """None for a blank cell."""
    if is_blank(cell):
        return None
    if isinstance(cell, date):  # a datetime too
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        return NoSuchDay()
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(str(cell))


def _from_number(number: int | float) -> Day | NoSuchDay:
    """A serial number of a cell that lost its date format; or 20140305, 201403, 2014.3."""
    if FIRST_YEAR * 100 < number < 2200 * 100 or number > 10**7:
        return _from_text(str(int(number)))
    if number in _SERIALS or (isinstance(number, float) and int(number) in _SERIALS):
        if isinstance(number, float) and FIRST_YEAR < number < 2200 and not number.is_integer():
            return _from_text(repr(number))  # 2014.3 is March, no moment in the year 1905
        found = _SERIAL_ZERO + timedelta(days=int(number))
        return _day(found.year, found.month, found.day)
    return NoSuchDay()


def _from_text(text: str) -> Day | NoSuchDay:
    plain = _arabic(squeezed(_TIME.sub("", tidy(text))))
    if plain.isdigit() and int(plain) in _SERIALS and len(plain) == 5:
        return _from_number(int(plain))
    if match := _FULL.fullmatch(plain):
        return _day(*map(int, match.groups()))
    if match := _MONTH.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), None)
    match = _PARTS.fullmatch(plain)
    if match is None:
        return NoSuchDay()
    first, second, third = match[1], match[2], match[3]
    if len(first) == 4:
        return _day(int(first), int(second), int(third) if third else None)
    if third is None:
        return NoSuchDay()
    if len(third) == 4:  # 3/5/2014, month first as in an English Excel; 25/3/2014 can be no month
        month, day = (int(first), int(second)) if int(first) <= 12 else (int(second), int(first))
        return _day(int(third), month, day)
    return _day(2000 + int(first), int(second), int(third)) if len(first) == 2 else NoSuchDay()


def _arabic(text: str) -> str:
    """Chinese numerals as digits; "10" for the sign that means ten between digits or alone."""
    out = ""
    for position, sign in enumerate(text):
        value = None if sign.isascii() else unicodedata.numeric(sign, None)
        if value is None or value > 10 or value != int(value):
            out += sign
        elif value < 10:
            out += str(int(value))
        else:
            out += _ten(text, position)
    return out


def _ten(text: str, position: int) -> str:
    def is_digit(at: int) -> bool:
        inside = 0 <= at < len(text)
        return inside and 0 <= (unicodedata.numeric(text[at], -1)) < 10

    before, after = is_digit(position - 1), is_digit(position + 1)
    return {(True, True): "", (True, False): "0", (False, True): "1"}.get((before, after), "10")


def _day(year: int, month: int, day: int | None) -> Day | NoSuchDay:
    try:
        date(year, month, day or 1)
    except ValueError:
        return NoSuchDay()
    return Day(year, month, day) if FIRST_YEAR <= year < 2200 else NoSuchDay()


def iso(cell: Cell) -> str | None:
    """The date as ISO, the first of the month where no day was written; None if it is no date."""
    found = read(cell)
    return found.first.isoformat() if isinstance(found, Day) else None
