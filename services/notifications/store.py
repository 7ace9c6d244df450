"""The ports of notifications, on SQLAlchemy."""

from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.domain.messages import Draft, MessageState
from services.notifications.models import Base, Message, Receipt
from shared.clock import now
from shared.contracts.notifications.errors import MessageNotFound
from shared.db import insert_all_or_ignore
from shared.message_wording import newest
from shared.unit_of_work import SqlUnitOfWork


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

    def flush(self) -> None:
        told, self._told = self._told, []
        if told:
            insert_all_or_ignore(self._session, Message.__table__, told)

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


class NotificationsUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {}

    @cached_property
    def messages(self) -> SqlMessages:
        return SqlMessages(self.session)

    def finish(self) -> None:
        self.messages.flush()
        super().finish()
