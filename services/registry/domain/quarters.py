"""Quarters of the year, and the days on which something is due in them (DOMAIN section 3)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from shared.contracts.registry.errors import QuarterUnknown

NAME = re.compile(r"(\d{4})Q([1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int  # 1 to 4

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def named(cls, name: str) -> Self:
        """`2025Q3`. Raises QuarterUnknown."""
        found = NAME.fullmatch(name)
        if found is None or found[1] == "0000":
            raise QuarterUnknown(name)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter.of(self.first_day - timedelta(days=1))

    def deadline(self, deadlines: Mapping[str, Any]) -> date:
        """`deadlines` is the pack's section: month and day of each quarter."""
        month, _, day = deadlines["quarters"][self.number - 1].partition("-")
        return date(self.year, int(month), int(day))


@dataclass(frozen=True)
class Step:
    """Something that happens by itself in the course of a quarter."""

    quarter: Quarter
    on: date
    name: str  # "open", "before" or "after"

    @property
    def key(self) -> str:
        return f"{self.quarter}@{self.on.isoformat()}@{self.name}"

    @classmethod
    def keyed(cls, key: str) -> Self:
        quarter, on, name = key.split("@")
        return cls(Quarter.named(quarter), date.fromisoformat(on), name)


def opening(quarter: Quarter) -> Step:
    return Step(quarter, quarter.first_day, "open")


def chasers(quarter: Quarter, deadlines: Mapping[str, Any]) -> Iterator[Step]:
    """When the missing places are reminded, in order; `deadlines` is the pack's section."""
    ends = quarter.deadline(deadlines)
    for days in sorted(deadlines["remind_days"], reverse=True):
        yield Step(quarter, ends - timedelta(days=days), "before")
    for days in sorted(deadlines["chase_days"]):
        yield Step(quarter, ends + timedelta(days=days), "after")


def still_of_use(step: Step, deadlines: Mapping[str, Any], today: date) -> bool:
    """False where a later reminder of the same quarter is due as well, as after a machine stood
    still: nobody is reminded twice at once."""
    later = (other for other in chasers(step.quarter, deadlines) if other.on > step.on)
    return all(other.on > today for other in later)


def quarters_of(period: str) -> list[Quarter]:
    """`2025Q3` is that quarter, `2025` the four of the year. Raises QuarterUnknown."""
    if re.fullmatch(r"\d{4}", period, re.ASCII) and period != "0000":
        return [Quarter(int(period), number) for number in (1, 2, 3, 4)]
    return [Quarter.named(period)]
