"""My channels and hours: given by the person, confirmed by a code that went there."""

from datetime import datetime, time, timedelta
from hmac import compare_digest
from secrets import randbelow
from typing import Any
from uuid import uuid4

from services.notifications.domain import addresses
from services.notifications.domain.contact_points import (
    CODE_HOLDS,
    CODES_A_DAY,
    TRIES,
    PointState,
    fits,
    key_of,
)
from services.notifications.domain.deliveries import Channel
from services.notifications.domain.outside import Kind
from services.notifications.handlers.outside import delivery, send
from services.notifications.models import ContactPoint, ReceivingHours
from services.notifications.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.notifications.errors import (
    AddressNotFitting,
    ChannelNotSet,
    ChannelTaken,
    NothingToConfirm,
    TooManyCodes,
)

DAY = timedelta(days=1)


def add_channel(
    uow: UnitOfWork, grant: Grant, *, channel: str, address: str, at: datetime
) -> ContactPoint:
    """Raises ChannelNotSet, AddressNotFitting, ChannelTaken, TooManyCodes."""
    way = Channel(channel)
    if channel not in uow.channels:
        raise ChannelNotSet()
    if not fits(way, address):
        raise AddressNotFitting(channel)
    account = grant.viewer.account_id
    mine = uow.points.of(account)
    if any(point.channel is way for point in mine):
        raise ChannelTaken()
    point = ContactPoint(
        id=str(uuid4()),
        account_id=account,
        channel=way,
        sealed_address=uow.vault.seal(key_of(account), {"address": address}),
        state=PointState.UNCONFIRMED,
        position=max((each.position for each in mine), default=0) + 1,
        tries=0,
        version=1,
    )
    uow.points.add(point)
    _send_code(uow, point, at)
    _note(uow, point, "add_channel", {"channel": [None, channel]})
    return point


def resend_code(uow: UnitOfWork, grant: Grant, *, point_id: str, at: datetime) -> ContactPoint:
    """Another code; the one before holds no more. Raises ContactPointNotFound, TooManyCodes,
    NothingToConfirm for one that is confirmed."""
    point = uow.points.get(grant.viewer.account_id, point_id)
    if point.state is PointState.CONFIRMED:
        raise NothingToConfirm()
    point.state = PointState.UNCONFIRMED
    point.version += 1
    _send_code(uow, point, at)
    _note(uow, point, "resend_code", {})
    return point


def confirm_channel(
    uow: UnitOfWork, grant: Grant, *, point_id: str, code: str, at: datetime
) -> dict[str, Any]:
    """A wrong code is counted, so it is an answer and no refusal, which would undo the count; after
    `TRIES` of them the code is void. Raises ContactPointNotFound, NothingToConfirm."""
    point = uow.points.get(grant.viewer.account_id, point_id)
    if point.state is not PointState.UNCONFIRMED or point.code is None:
        raise NothingToConfirm()
    point.version += 1
    point.tries += 1
    right = compare_digest(point.code, code) and point.code_until > at  # type: ignore[operator]
    if right:
        point.state, point.code = PointState.CONFIRMED, None
        uow.points.answers_for(point.account_id, addresses.of_viewer(grant.viewer))
    elif point.tries >= TRIES:
        point.code = None
    _note(uow, point, "confirm_channel", {"state": ["unconfirmed", point.state.value]})
    return {"point": point, "confirmed": right}


def remove_channel(uow: UnitOfWork, grant: Grant, *, point_id: str) -> ContactPoint:
    """What still waits for it goes by another. Raises ContactPointNotFound."""
    point = uow.points.get(grant.viewer.account_id, point_id)
    uow.points.remove(point)
    _note(uow, point, "remove_channel", {"channel": [point.channel.value, None]})
    return point


def put_channel_first(uow: UnitOfWork, grant: Grant, *, point_id: str) -> ContactPoint:
    """The others keep their order behind it. Raises ContactPointNotFound."""
    account = grant.viewer.account_id
    point = uow.points.get(account, point_id)
    others = [each for each in uow.points.of(account) if each is not point]
    for position, each in enumerate([point, *others], start=1):
        each.position = position
    point.version += 1
    _note(uow, point, "put_channel_first", {"position": [None, 1]})
    return point


def set_hours(
    uow: UnitOfWork, grant: Grant, *, quiet_from: time, quiet_to: time, digest_at: time
) -> ReceivingHours:
    """A quiet time that ends when it begins is none."""
    account = grant.viewer.account_id
    hours = uow.points.hours(account)
    said = {"quiet_from": quiet_from, "quiet_to": quiet_to, "digest_at": digest_at}
    new = {name: f"{moment:%H:%M}" for name, moment in said.items()}
    old = {name: hours and getattr(hours, name) for name in new}
    if hours is None:
        hours = ReceivingHours(account_id=account, version=0, **new)
        uow.points.set_hours(hours)
    for name, moment in new.items():
        setattr(hours, name, moment)
    hours.version += 1
    uow.record(
        subject=f"receiving_hours/{account}",
        version=hours.version,
        operation="set_receiving_hours",
        by=account,
        changes={name: [old[name], new[name]] for name in new},
    )
    return hours


def forget_account(uow: UnitOfWork, account_id: str) -> None:
    """A closed account is told nothing more, and its addresses open no more."""
    uow.points.forget(account_id)
    uow.vault.destroy(key_of(account_id))


def _send_code(uow: UnitOfWork, point: ContactPoint, at: datetime) -> None:
    if uow.deliveries.codes_since(point.account_id, at - DAY) >= CODES_A_DAY:
        raise TooManyCodes()
    point.code, point.code_until, point.tries = f"{randbelow(10**6):06d}", at + CODE_HOLDS, 0
    send(uow, [delivery(f"code:{point.id}:{point.version}", point, Kind.CODE, at)])


def _note(uow: UnitOfWork, point: ContactPoint, operation: str, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"contact_point/{point.id}",
        version=point.version,
        operation=operation,
        by=point.account_id,
        changes=changes,
    )
