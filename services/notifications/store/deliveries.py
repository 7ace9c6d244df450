"""Deliveries and those who carry them, on SQLAlchemy."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.notifications.domain.deliveries import Channel, DeliveryState
from services.notifications.domain.outside import Kind
from services.notifications.models import (
    Base,
    Delivery,
    DeliveryAttempt,
    DigestItem,
    Provider,
)
from shared.contracts.notifications.errors import DeliveryNotFound, LinkUnknown
from shared.db import insert_all_or_ignore, insert_missing, insert_or_ignore


class SqlDeliveries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, deliveries: Sequence[dict[str, Any]]) -> set[str]:
        made = insert_missing(self._session, (Delivery.__table__.c.id,), list(deliveries))
        return {found for (found,) in made}

    def get(self, delivery_id: str) -> Delivery:
        this = select(Delivery).where(Delivery.id == delivery_id).with_for_update()
        delivery = self._session.scalar(this)
        if delivery is None:
            raise DeliveryNotFound(delivery_id)
        return delivery

    def by_token(self, token_hash: str) -> Delivery:
        this = select(Delivery).where(Delivery.token_hash == token_hash).with_for_update()
        delivery = self._session.scalar(this)
        if delivery is None:
            raise LinkUnknown()
        return delivery

    def next_due(self, channel: Channel, at: datetime) -> Delivery | None:
        due = select(Delivery).where(
            Delivery.channel == channel,
            Delivery.state == DeliveryState.QUEUED,
            Delivery.due_at <= at,
        )
        order = due.order_by(Delivery.emergency.desc(), Delivery.due_at, Delivery.seq)
        return self._session.scalar(order.limit(1).with_for_update(skip_locked=True))

    def cut_short(self, channel: Channel, at: datetime | None) -> list[Delivery]:
        under_way = select(Delivery).where(
            Delivery.channel == channel, Delivery.state == DeliveryState.SENDING
        )
        if at is not None:
            under_way = under_way.where(Delivery.sending_until <= at)
        return list(self._session.scalars(under_way.with_for_update(skip_locked=True)))

    def of_cause(self, cause: str, account_id: str) -> list[Delivery]:
        these = (Delivery.cause == cause) & (Delivery.account_id == account_id)
        query = select(Delivery).where(these).order_by(Delivery.seq).with_for_update()
        return list(self._session.scalars(query))

    def attempt(self, delivery_id: str, number: int) -> DeliveryAttempt:
        return cast(DeliveryAttempt, self._session.get(DeliveryAttempt, (delivery_id, number)))

    def begin(self, attempt: DeliveryAttempt) -> None:
        self._session.add(attempt)

    def codes_since(self, account_id: str, since: datetime) -> int:
        codes = select(func.count()).where(
            Delivery.account_id == account_id,
            Delivery.kind == Kind.CODE,
            Delivery.created_at > since,
        )
        return self._session.scalar(codes) or 0

    def provider(self, channel: Channel) -> Provider:
        insert_or_ignore(self._session, Provider.__table__, channel=channel, failures=0)
        this = select(Provider).where(Provider.channel == channel).with_for_update()
        return self._session.scalars(this).one()

    def put_aside(self, items: Iterable[tuple[str, str]]) -> None:
        rows = [{"account_id": account, "event_id": event} for account, event in sorted(set(items))]
        insert_all_or_ignore(self._session, DigestItem.__table__, rows)

    def collect(self, account_id: str, delivery_id: str) -> int:
        aside = (DigestItem.account_id == account_id) & DigestItem.delivery_id.is_(None)
        collected = update(DigestItem).where(aside).values(delivery_id=delivery_id)
        return int(self._session.connection().execute(collected).rowcount)

    def sender_waits(self, kind: str) -> bool:
        jobs = Base.metadata.tables["jobs"]
        waiting = select(jobs.c.id).where(
            jobs.c.kind == kind, jobs.c.state == "open", jobs.c.holder.is_(None)
        )
        return self._session.execute(waiting.limit(1)).first() is not None
