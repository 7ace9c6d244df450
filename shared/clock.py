"""Now and today, as our users mean them, from one clock that a demo or a test can set."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock:
    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def travel_to(self, day: date) -> None:
        """Make it `day` in China from now on; the time of day goes on as it is."""
        self.offset = timedelta()
        self.offset = timedelta(days=(day - self.today()).days)

    def today(self) -> date:
        return self.now().astimezone(SHANGHAI).date()


CLOCK = Clock()


def now() -> datetime:
    return CLOCK.now()


def today() -> date:
    """The date in China; a container runs in UTC, where it is yesterday until 08:00."""
    return CLOCK.today()


def day_of(instant: datetime) -> date:
    """The date that an instant has in China."""
    return instant.astimezone(SHANGHAI).date()


def travel_to(day: date) -> None:
    CLOCK.travel_to(day)


def midnight(day: date) -> datetime:
    """The instant at which `day` begins in China."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def office_opens(day: date) -> datetime:
    """The instant at which reminders that are in no hurry come."""
    return midnight(day) + timedelta(hours=8)
