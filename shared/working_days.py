"""Working days of a Chinese calendar: weekdays, less public holidays, and the days made up.

The State Council fixes both each autumn for the next year, so they are pack data; a year that the
pack does not know has weekdays alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Calendar:
    holidays: frozenset[date]  # weekdays on which nobody works
    made_up: frozenset[date]  # weekend days on which everybody does

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> "Calendar":
        """From the section `calendar` of a pack."""
        return cls(
            frozenset(date.fromisoformat(day) for day in rules["holidays"]),
            frozenset(date.fromisoformat(day) for day in rules["made_up"]),
        )

    def works(self, day: date) -> bool:
        if day in self.made_up:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def after(self, day: date, count: int) -> date:
        """The last of `count` working days that follow `day`, which itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day
