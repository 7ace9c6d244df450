"""Before and after an attempt: a transaction each. What happens between them is in nobody's
transaction, and a process that dies there leaves an outcome that nobody knows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications.domain.contact_points import PointState, key_of
from services.notifications.domain.deliveries import (
    LINK_HOLDS,
    Answer,
    Channel,
    DeliveryState,
    Outcome,
    after,
    pause,
)
from services.notifications.domain.outside import Kind, Notice
from services.notifications.handlers.acknowledging import token_of
from services.notifications.handlers.outside import DUE, delivery, send, wake
from services.notifications.models import ContactPoint, Delivery, DeliveryAttempt, Provider
from services.notifications.ports import UnitOfWork

INTERRUPTED, NO_ADDRESS = "interrupted", "no_address"
WITHOUT_LINK = (Kind.CODE, Kind.DIGEST)
SPARE = 30  # seconds beyond the time limit of an attempt, after which it must have ended


@dataclass(frozen=True)
class Taken:
    """A delivery that is this worker's to send, for the `number`th time."""

    delivery_id: str
    number: int
    address: str
    notice: Notice


@dataclass(frozen=True)
class Wait:
    seconds: float  # until the provider's rate allows the next


@dataclass(frozen=True)
class Limits:
    public_url: str
    seconds: int  # for one attempt
    per_minute: int


def take(uow: UnitOfWork, channel: Channel, limits: Limits, at: datetime) -> Taken | Wait | None:
    """The next one that is due; None if there is none, or if the provider is to be left alone."""
    provider = uow.deliveries.provider(channel)
    _give_up(uow, provider, channel, at, ended_by=at)
    if provider.down_until is not None and provider.down_until > at:
        wake(uow, channel, provider.down_until)
        return None
    if provider.free_at is not None and provider.free_at > at:
        return Wait((provider.free_at - at).total_seconds())
    while (found := uow.deliveries.next_due(channel, at)) is not None:
        point = uow.points.at(found.account_id, channel)
        if point is not None and _reaches(point, found):
            provider.free_at = at + timedelta(seconds=60 / limits.per_minute)
            return _begin(uow, found, point, limits, at)
        found.state, found.problem = DeliveryState.FAILED, NO_ADDRESS
        _fall_back(uow, found, at)
    return None


def after_restart(uow: UnitOfWork, channel: Channel, at: datetime) -> None:
    """Where one process sends alone, what was under way when it began is nobody's any more."""
    provider = uow.deliveries.provider(channel)
    _give_up(uow, provider, channel, at, ended_by=None)


def _give_up(
    uow: UnitOfWork,
    provider: Provider,
    channel: Channel,
    at: datetime,
    *,
    ended_by: datetime | None,
) -> None:
    """What we broke off ourselves is of unknown outcome, and no fault of the provider's."""
    for lost in uow.deliveries.cut_short(channel, ended_by):
        _end(uow, provider, lost, Answer(Outcome.UNKNOWN, INTERRUPTED), at)


def settle(
    uow: UnitOfWork, channel: Channel, delivery_id: str, number: int, answer: Answer, at: datetime
) -> None:
    """A late answer, of an attempt that was given up, changes nothing but its own row."""
    provider = uow.deliveries.provider(channel)
    found = uow.deliveries.get(delivery_id)
    if found.state is DeliveryState.SENDING and found.attempts == number:
        _judge(provider, answer, at)
        _end(uow, provider, found, answer, at)
    else:
        _note(uow, delivery_id, number, answer, at)


def _reaches(point: ContactPoint, found: Delivery) -> bool:
    """A code goes to what is not confirmed yet, and nothing else does."""
    wanted = PointState.UNCONFIRMED if found.kind is Kind.CODE else PointState.CONFIRMED
    return point.state is wanted and (found.kind is not Kind.CODE or point.code is not None)


def _begin(
    uow: UnitOfWork, found: Delivery, point: ContactPoint, limits: Limits, at: datetime
) -> Taken:
    found.state, found.attempts = DeliveryState.SENDING, found.attempts + 1
    found.sending_until = at + timedelta(seconds=limits.seconds + SPARE)
    uow.set_timer(DUE, _guard(found), found.sending_until)
    uow.deliveries.begin(
        DeliveryAttempt(delivery_id=found.id, number=found.attempts, began_at=at, outcome=None)
    )
    link = None
    if found.kind not in WITHOUT_LINK:
        found.link_until = found.link_until or at + LINK_HOLDS
        link = f"{limits.public_url.rstrip('/')}/m/{token_of(found.id)}"
    notice = Notice(
        id=found.id,
        kind=found.kind,
        version=found.version,
        count=found.count,
        code=point.code if found.kind is Kind.CODE else None,
        link=link,
    )
    address = uow.vault.open(key_of(found.account_id), point.sealed_address)["address"]
    return Taken(found.id, found.attempts, address, notice)


def _end(
    uow: UnitOfWork, provider: Provider, found: Delivery, answer: Answer, at: datetime
) -> None:
    _note(uow, found.id, found.attempts, answer, at)
    uow.cancel_timer(DUE, _guard(found))
    becomes = after(
        answer,
        emergency=found.emergency,
        unknown_before=found.unknown_attempts,
        failures=provider.failures,
    )
    found.state, found.problem, found.sending_until = becomes.state, answer.problem, None
    if answer.outcome is Outcome.UNKNOWN:
        found.unknown_attempts += 1
    if becomes.in_seconds is not None:
        found.due_at = at + timedelta(seconds=becomes.in_seconds)
        wake(uow, found.channel, found.due_at)
    if answer.outcome is Outcome.BOUNCED:
        _drop(uow, found)
    if becomes.state is DeliveryState.FAILED:
        _fall_back(uow, found, at)


def _judge(provider: Provider, answer: Answer, at: datetime) -> None:
    """One that does not answer, or not sensibly, is left alone, longer each time: else it would
    turn everything that waits into an unknown outcome, one after the other."""
    if answer.outcome in (Outcome.LATER, Outcome.UNKNOWN) and not answer.alone:
        provider.failures += 1
        provider.problem = answer.problem
        provider.down_until = at + timedelta(seconds=pause(provider.failures, answer.wait))
    else:
        provider.failures, provider.problem, provider.down_until = 0, None, None
        provider.worked_at = at


def _note(uow: UnitOfWork, delivery_id: str, number: int, answer: Answer, at: datetime) -> None:
    attempt = uow.deliveries.attempt(delivery_id, number)
    attempt.ended_at, attempt.outcome, attempt.problem = at, answer.outcome, answer.problem


def _drop(uow: UnitOfWork, found: Delivery) -> None:
    """An address that sends messages back may be a stranger's by now."""
    point = uow.points.at(found.account_id, found.channel)
    if point is not None:
        point.state, point.code = PointState.DROPPED, None
        point.version += 1


def _fall_back(uow: UnitOfWork, found: Delivery, at: datetime) -> None:
    """To the next channel that has not told this cause; a code goes to its own alone."""
    if found.kind is Kind.CODE:
        return
    told = {each.channel for each in uow.deliveries.of_cause(found.cause, found.account_id)}
    confirmed = uow.points.confirmed([found.account_id], uow.channels)
    hours = uow.points.hours_of([found.account_id])[found.account_id]
    due = at if found.emergency else hours.quiet_until(at)
    for point in confirmed.get(found.account_id, ()):
        if point.channel not in told:
            again = delivery(
                found.cause,
                point,
                found.kind,
                due,
                emergency=found.emergency,
                event_type=found.event_type,
                address=found.address,
                count=found.count,
            )
            send(uow, [again])
            return


def _guard(found: Delivery) -> str:
    """Looks after an attempt whose process has died."""
    return f"{found.channel} {found.id} {found.attempts}"
