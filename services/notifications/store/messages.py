"""Inboxes, on SQLAlchemy."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain.messages import Draft, MessageState
from services.notifications.models import Message, Receipt, Recipient
from services.notifications.ports import Told
from shared.clock import now
from shared.contracts.notifications.errors import MessageNotFound
from shared.db import insert_missing
from shared.message_wording import newest


class SqlMessages:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._told: list[dict[str, Any]] = []

    def tell(self, event_id: str, event_type: str, draft: Draft) -> None:
        """Written by `flush`; one that is there already stays as it is."""
        # In the application, the row in the inbox is the delivery.
        self._told.append(
            {
                "id": str(uuid4()),
                "event_id": event_id,
                "event_type": event_type,
                "address": draft.address,
                "template": draft.template,
                "template_version": newest(draft.template),
                "params": draft.params,
                "urgency": draft.urgency,
                "link": draft.link,
                "needs_acknowledgement": draft.needs_acknowledgement,
                "state": MessageState.DELIVERED,
                "created_at": now(),
            }
        )

    def flush(self) -> list[Told]:
        told, self._told = self._told, []
        made = insert_missing(self._session, (Message.event_id, Message.address), told)
        return [
            Told(row["event_id"], row["event_type"], row["address"], row["urgency"])
            for row in told
            if (row["event_id"], row["address"]) in made
        ]

    def get(self, message_id: str, addresses: Collection[str]) -> Message:
        mine = (Message.id == message_id) & Message.address.in_(addresses)
        message = self._session.scalar(select(Message).where(mine).with_for_update())
        if message is None:
            raise MessageNotFound(message_id)
        return message

    def receipt(self, message: Message, account_id: str, at: datetime) -> Receipt:
        receipt = self._session.get(Receipt, (message.seq, account_id))
        if receipt is None:
            receipt = Receipt(message_seq=message.seq, account_id=account_id, read_at=at)
            self._session.add(receipt)
        return receipt

    def acknowledge_all(self, event_id: str, account_id: str, at: datetime) -> None:
        mine = select(Recipient.address).where(Recipient.account_id == account_id)
        query = select(Message).where(Message.event_id == event_id, Message.address.in_(mine))
        for message in self._session.scalars(query.order_by(Message.seq).with_for_update()):
            receipt = self.receipt(message, account_id, at)
            receipt.acknowledged_at = receipt.acknowledged_at or at
            message.state = MessageState.ACKNOWLEDGED
