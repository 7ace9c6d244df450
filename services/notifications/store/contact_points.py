"""Who is reached where, on SQLAlchemy."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.notifications.domain.contact_points import PointState
from services.notifications.domain.deliveries import Channel, Hours
from services.notifications.models import ContactPoint, ReceivingHours, Recipient
from shared.contracts.notifications.errors import ContactPointNotFound
from shared.db import insert_all_or_ignore
from shared.pacing import slices

MOST = 500  # values in one statement


class SqlContactPoints:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, account_id: str) -> list[ContactPoint]:
        mine = select(ContactPoint).where(ContactPoint.account_id == account_id)
        return list(self._session.scalars(mine.order_by(ContactPoint.position).with_for_update()))

    def get(self, account_id: str, point_id: str) -> ContactPoint:
        this = (ContactPoint.id == point_id) & (ContactPoint.account_id == account_id)
        point = self._session.scalar(select(ContactPoint).where(this).with_for_update())
        if point is None:
            raise ContactPointNotFound(point_id)
        return point

    def at(self, account_id: str, channel: Channel) -> ContactPoint | None:
        this = (ContactPoint.account_id == account_id) & (ContactPoint.channel == channel)
        return self._session.scalar(select(ContactPoint).where(this).with_for_update())

    def add(self, point: ContactPoint) -> None:
        self._session.add(point)
        self._session.flush()

    def remove(self, point: ContactPoint) -> None:
        self._session.delete(point)
        self._session.flush()

    def confirmed(
        self, accounts: Collection[str], channels: Collection[str]
    ) -> Mapping[str, Sequence[ContactPoint]]:
        found: dict[str, list[ContactPoint]] = defaultdict(list)
        for some in slices(sorted(accounts), MOST):
            query = select(ContactPoint).where(
                ContactPoint.account_id.in_(some),
                ContactPoint.state == PointState.CONFIRMED,
                ContactPoint.channel.in_([Channel(name) for name in channels]),
            )
            for point in self._session.scalars(query.order_by(ContactPoint.position)):
                found[point.account_id].append(point)
        return found

    def readers(self, addresses: Collection[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for some in slices(sorted(addresses), MOST):
            query = select(Recipient.address, Recipient.account_id)
            for address, account in self._session.execute(query.where(Recipient.address.in_(some))):
                found[address].append(account)
        return found

    def answers_for(self, account_id: str, addresses: Iterable[str]) -> None:
        self._session.execute(delete(Recipient).where(Recipient.account_id == account_id))
        rows = [{"address": each, "account_id": account_id} for each in sorted(set(addresses))]
        insert_all_or_ignore(self._session, Recipient.__table__, rows)

    def hours(self, account_id: str) -> ReceivingHours | None:
        return self._session.get(ReceivingHours, account_id)

    def set_hours(self, hours: ReceivingHours) -> None:
        self._session.add(hours)

    def hours_of(self, accounts: Collection[str]) -> Mapping[str, Hours]:
        found = {account: Hours() for account in accounts}
        for some in slices(sorted(accounts), MOST):
            query = select(ReceivingHours).where(ReceivingHours.account_id.in_(some))
            found |= {row.account_id: as_hours(row) for row in self._session.scalars(query)}
        return found

    def forget(self, account_id: str) -> None:
        for table in (ContactPoint, Recipient, ReceivingHours):
            self._session.execute(delete(table).where(table.account_id == account_id))


def as_hours(row: ReceivingHours) -> Hours:
    moments = (row.quiet_from, row.quiet_to, row.digest_at)
    return Hours(*(time.fromisoformat(moment) for moment in moments))
