"""Facts published by the gateway. Only add fields; to change one, publish a ...V2 beside it."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Somebody may sign in from now on; who it is stays in the gateway."""

    source: ClassVar[str] = "gateway"
    aggregate: ClassVar[str] = "account_id"
    account_id: str
    roles: list[str]
    area_code: str  # prefix that the account answers for, "" for none


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """Nobody signs in with it any more; nothing is told to it."""

    source: ClassVar[str] = "gateway"
    aggregate: ClassVar[str] = "account_id"
    account_id: str
