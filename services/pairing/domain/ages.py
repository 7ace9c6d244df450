"""When an age is reached, and when a check runs out (LAW "Who is registered", 62)."""

from calendar import monthrange
from datetime import date, timedelta


def reached_on(birth_date: date, years: int, *, day_after: bool = True) -> date:
    """The day after the birthday (judicial rule on counting ages). Who was born on 29 February has
    their birthday on the 28th in other years, and so reaches the age on 1 March in all of them."""
    day = min(birth_date.day, monthrange(birth_date.year + years, birth_date.month)[1])
    birthday = date(birth_date.year + years, birth_date.month, day)
    return birthday + timedelta(days=1) if day_after else birthday


def reached(birth_date: date, years: int, today: date, *, day_after: bool = True) -> bool:
    return today >= reached_on(birth_date, years, day_after=day_after)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
