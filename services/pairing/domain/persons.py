"""What a resident ID number and a phone number say (LAW, GB 11643)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from shared.contracts.pairing.errors import WrongIdNumber, WrongPhone

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")


@dataclass(frozen=True)
class IdNumber:
    text: str
    birth_date: date
    sex: str  # "male" | "female"


def plain(text: str) -> str:
    """Half width, upper case, without spaces and hyphens."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def read_id_number(text: str, today: date) -> IdNumber:
    """Raises WrongIdNumber for a wrong check digit and an impossible or future birth date."""
    number = plain(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise WrongIdNumber()
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise WrongIdNumber() from None
    if CHECK[total % 11] != number[17] or not date(1900, 1, 1) <= birth_date <= today:
        raise WrongIdNumber()
    return IdNumber(number, birth_date, "male" if int(number[16]) % 2 else "female")


def read_phone(text: str) -> str:
    """A mobile number or a land line with its area code. Raises WrongPhone."""
    number = plain(text).removeprefix("+86")
    if not PHONE.fullmatch(number):
        raise WrongPhone()
    return number


def masked_name(name: str) -> str:
    """The surname's first character, and a star for each other one."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def masked_number(number: str) -> str:
    """520330********0135, 138****5678."""
    kept = 6 if len(number) >= 15 else 3
    return f"{number[:kept]}{'*' * (len(number) - kept - 4)}{number[-4:]}"
