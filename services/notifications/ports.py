"""What the use cases need from the outside."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from services.notifications.domain.messages import Draft
from services.notifications.models import Message, Receipt


class Messages(Protocol):
    def tell(self, event_id: str, event_type: str, draft: Draft) -> None:
        """Put it into the address's inbox, unless it is there already."""

    def get(self, message_id: str, addresses: Collection[str]) -> Message:
        """Locked. Raises MessageNotFound for one that is addressed to others."""

    def receipt(self, message: Message, account_id: str, at: datetime) -> Receipt:
        """The reader's, made if this is the first time that they read it."""


class UnitOfWork(Protocol):
    @property
    def messages(self) -> Messages: ...
    @property
    def cause(self) -> str:
        """The id of the event that is being handled."""
