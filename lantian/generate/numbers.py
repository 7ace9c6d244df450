"""Valid numbers of people, each given once."""

import random
from collections import Counter
from datetime import date

from lantian.demo.people import WEIGHTS

PREFIXES = ("135", "138", "139", "150", "151", "158", "177", "187", "199")


class Numbers:
    """Resident ID numbers (GB 11643) and phones; made up, well formed, never the same twice."""

    def __init__(self, chosen: random.Random) -> None:
        self._random = chosen
        self._given: Counter[tuple[str, date, str]] = Counter()
        self._phones: set[str] = set()

    def id_number(self, area: str, born: date, sex: str) -> str:
        """`area` is a county's code of six digits; `sex` is "male" or "female". Raises ValueError
        when the 500 numbers of that area, day and sex are given away."""
        serial = self._given[area, born, sex]
        self._given[area, born, sex] += 1
        sequence = serial * 2 + (sex == "male")
        if sequence > 999:
            raise ValueError(f"no number is left for {area} {born}")
        body = f"{area}{born:%Y%m%d}{sequence:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
        return body + "10X98765432"[total % 11]

    def phone(self) -> str:
        while True:
            number = f"{self._random.choice(PREFIXES)}{self._random.randrange(10**8):08d}"
            if number not in self._phones:
                self._phones.add(number)
                return number
