"""A delivery outside the application: from queued to acknowledged, and what an answer makes of it.

Of an attempt that may have arrived nobody says that it failed: it is unknown, and sent again only
where a person says so or a child is in danger (DOMAIN section 9).
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from shared.clock import SHANGHAI


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"  # the provider has taken it
    FAILED = "failed"
    UNKNOWN = "unknown"
    ACKNOWLEDGED = "acknowledged"


class Outcome(StrEnum):
    TAKEN = "taken"
    REFUSED = "refused"  # this one; the next may go
    BOUNCED = "bounced"  # there is no such address
    LATER = "later"  # it was not taken, and may be tried again
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """`problem` is a code such as `timeout` or `http_500`, never what a provider wrote. `alone`:
    it is about this one, and the provider works."""

    outcome: Outcome
    problem: str | None = None
    wait: int = 0  # seconds that the provider asked for
    alone: bool = False


@dataclass(frozen=True)
class Next:
    """What becomes of a delivery; `in_seconds` where it is tried again."""

    state: DeliveryState
    in_seconds: int | None = None


UNKNOWN_AGAIN = (60, 300, 900, 3600)
"""Seconds after which an emergency of unknown outcome is sent again, once each."""
SLOWEST = 900
LINK_HOLDS = timedelta(hours=72)
OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING)


def after(answer: Answer, *, emergency: bool, unknown_before: int, failures: int) -> Next:
    """`unknown_before` attempts of this delivery had no known outcome; `failures` of the provider
    stand in a row, this one included."""
    if answer.outcome is Outcome.TAKEN:
        return Next(DeliveryState.DELIVERED)
    if answer.outcome is Outcome.LATER:
        return Next(DeliveryState.QUEUED, pause(failures, answer.wait))
    if answer.outcome is Outcome.UNKNOWN:
        if emergency and unknown_before < len(UNKNOWN_AGAIN):
            return Next(DeliveryState.QUEUED, UNKNOWN_AGAIN[unknown_before])
        return Next(DeliveryState.UNKNOWN)
    return Next(DeliveryState.FAILED)


def pause(failures: int, asked: int = 0) -> int:
    """Seconds that a provider is left alone after so many failures in a row."""
    return min(max(1 << min(failures, 10), asked), SLOWEST)


@dataclass(frozen=True)
class Hours:
    """When somebody wants to be left alone, and when their digest comes; times of the day in
    China. `quiet_from` equal to `quiet_to` is no quiet time."""

    quiet_from: time = time(22)
    quiet_to: time = time(7)
    digest_at: time = time(8)

    def quiet_until(self, at: datetime) -> datetime:
        """`at` itself outside the quiet time, else its end."""
        local = at.astimezone(SHANGHAI)
        moment = local.time()
        over_night = self.quiet_from > self.quiet_to
        if over_night:
            quiet = moment >= self.quiet_from or moment < self.quiet_to
        else:
            quiet = self.quiet_from <= moment < self.quiet_to
        return _next(local, self.quiet_to) if quiet else at

    def next_digest(self, at: datetime) -> datetime:
        return _next(at.astimezone(SHANGHAI), self.digest_at)


def _next(local: datetime, moment: time) -> datetime:
    """The next instant at which a clock in China shows it."""
    day = local.date() if local.time() < moment else local.date() + timedelta(days=1)
    return datetime.combine(day, moment, tzinfo=SHANGHAI)
