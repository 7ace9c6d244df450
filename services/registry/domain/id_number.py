"""Resident ID numbers, GB 11643 (LAW "Official fields and codes")."""

from dataclasses import dataclass
from datetime import date

from services.registry.domain.cells import Cell, squeezed

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
# GB/T 2260, first two digits. Old codes below them stay valid, so only these are looked at.
PROVINCES = frozenset(
    str(code)
    for span in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55))
    for code in span
) | {"61", "62", "63", "64", "65", "71", "81", "82", "83"}
LENGTH = 18


@dataclass(frozen=True)
class IdNumber:
    """A number that holds: its 18 signs, and what they say."""

    text: str
    birth_date: date
    sex: str  # "male" | "female"

    @property
    def area_known(self) -> bool:
        return self.text[:2] in PROVINCES


@dataclass(frozen=True)
class Broken:
    """Why a cell holds no resident ID number: a code of `shared.texts.roster`."""

    code: str
    args: tuple[str, ...] = ()


def check_sign(first17: str) -> str:
    """The 18th sign for 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first17, strict=True))
    return CHECKS[total % 11]


def read(cell: Cell, *, today: date) -> IdNumber | Broken:
    """The number in a cell, or what is wrong with it."""
    if isinstance(cell, bool | date):
        return Broken("IdNumberUnreadable")
    if isinstance(cell, int | float):
        return _read_number(cell, today)
    return parse(_typed(cell), today=today)


def parse(text: str, *, today: date) -> IdNumber | Broken:
    """`text` without spaces, in plain letters."""
    if not text:
        return Broken("IdNumberMissing")
    if _scientific(text):
        return Broken("IdNumberStoredAsNumber")
    if not (
        text[:-1].isascii() and text[:-1].isdigit() and (text[-1].isdigit() or text[-1] == "X")
    ):
        return Broken("IdNumberUnreadable")
    if len(text) != LENGTH:
        return Broken("IdNumberLength", (str(len(text)),))
    if check_sign(text[:17]) != text[17]:
        return Broken("IdNumberCheckDigit")
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return Broken("IdNumberDate")
    if born > today:
        return Broken("IdNumberDate")
    return IdNumber(text, born, "male" if int(text[16]) % 2 else "female")


def _read_number(cell: int | float, today: date) -> IdNumber | Broken:
    """A spreadsheet keeps 15 digits of a number: the last three of an ID number are gone.

    Other programs write all 18; such a number counts if its check digit holds.
    """
    if cell != cell or abs(cell) < 10**15:
        return Broken("IdNumberLength", (str(len(squeezed(cell))),))
    if isinstance(cell, float) or cell % 1000 == 0:
        return Broken("IdNumberStoredAsNumber")
    found = parse(str(cell), today=today)
    broken = isinstance(found, Broken) and found.code == "IdNumberCheckDigit"
    return Broken("IdNumberStoredAsNumber") if broken else found


def _typed(cell: str | None) -> str:
    """What was meant: words or an apostrophe in front, hyphens between, another sign for the X."""
    text = squeezed(cell).upper().strip(_MARKS)
    text = text.lstrip("".join(sign for sign in text if not sign.isascii()) + ":")
    text = text.replace("-", "") if text.count("-") in (2, 3) else text
    return text[:-1] + "X" if len(text) == LENGTH and text[-1] in _LIKE_X else text


_MARKS = "'\"`;,.:\u2018\u2019\u201c\u201d\u3001\u3002"
_LIKE_X = "*\u00d7\u0425"  # star, multiplication sign, Cyrillic


def _scientific(text: str) -> bool:
    mantissa, e, exponent = text.partition("E")
    return bool(e) and exponent.lstrip("+").isdigit() and mantissa.replace(".", "", 1).isdigit()
