"""When an age is reached (LAW: on the day after the birthday; a setting of the pack)."""

from collections.abc import Iterable
from datetime import date, timedelta


def reached_on(birth: date, years: int, *, day_after: bool = True) -> date:
    """The day on which a person is `years` old.

    Born on 29 February they are so on 1 March, in leap years too where the day after counts.
    """
    try:
        birthday = birth.replace(year=birth.year + years)
    except ValueError:  # 29 February, in a year without one
        return date(birth.year + years, 3, 1)
    return birthday + timedelta(days=1) if day_after else birthday


def age_on(birth: date, today: date, *, day_after: bool = True) -> int:
    """Full years; 0 also for somebody not born yet."""
    age = max(today.year - birth.year, 0)
    while age > 0 and reached_on(birth, age, day_after=day_after) > today:
        age -= 1
    return age


def next_age(birth: date, today: date, ages: Iterable[int], *, day_after: bool) -> date | None:
    """The next day after today on which one of the ages is reached."""
    days = (reached_on(birth, age, day_after=day_after) for age in ages if age > 0)
    return min((day for day in days if day > today), default=None)


def ages_passed(
    birth: date, today: date, ages: Iterable[int], *, after: int, day_after: bool
) -> list[tuple[int, date]]:
    """Ages above `after` that are reached by today, each with its day, in order."""
    reached = ((age, reached_on(birth, age, day_after=day_after)) for age in sorted(ages))
    return [(age, day) for age, day in reached if age > after and day <= today]
