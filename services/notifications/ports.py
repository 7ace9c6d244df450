"""What the use cases need from the outside."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.notifications.domain.deliveries import Answer, Channel, Hours
from services.notifications.domain.messages import Draft, Urgency
from services.notifications.domain.outside import Notice
from services.notifications.models import (
    ContactPoint,
    Delivery,
    DeliveryAttempt,
    Message,
    Provider,
    Receipt,
    ReceivingHours,
)


@dataclass(frozen=True)
class Told:
    """A message that stands in an inbox since this transaction."""

    event_id: str
    event_type: str
    address: str
    urgency: Urgency


class Messages(Protocol):
    def tell(self, event_id: str, event_type: str, draft: Draft) -> None:
        """Put it into the address's inbox, unless it is there already."""

    def get(self, message_id: str, addresses: Collection[str]) -> Message:
        """Locked. Raises MessageNotFound for one that is addressed to others."""

    def receipt(self, message: Message, account_id: str, at: datetime) -> Receipt:
        """The reader's, made if this is the first time that they read it."""

    def acknowledge_all(self, event_id: str, account_id: str, at: datetime) -> None:
        """Whatever this account was told of that event."""


class ContactPoints(Protocol):
    def of(self, account_id: str) -> list[ContactPoint]:
        """Locked, the first to be tried first."""

    def get(self, account_id: str, point_id: str) -> ContactPoint:
        """Locked. Raises ContactPointNotFound for another's."""

    def at(self, account_id: str, channel: Channel) -> ContactPoint | None: ...
    def add(self, point: ContactPoint) -> None: ...
    def remove(self, point: ContactPoint) -> None: ...
    def confirmed(
        self, accounts: Collection[str], channels: Collection[str]
    ) -> Mapping[str, Sequence[ContactPoint]]:
        """By account, in the order in which they are tried."""

    def readers(self, addresses: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The accounts with a channel that answer for each of the addresses."""

    def answers_for(self, account_id: str, addresses: Iterable[str]) -> None:
        """These and no others, from now on."""

    def hours(self, account_id: str) -> ReceivingHours | None: ...
    def set_hours(self, hours: ReceivingHours) -> None: ...
    def hours_of(self, accounts: Collection[str]) -> Mapping[str, Hours]:
        """The usual hours for whoever has set none."""

    def forget(self, account_id: str) -> None:
        """Everything that this account has given."""


class Deliveries(Protocol):
    def queue(self, deliveries: Sequence[dict[str, Any]]) -> set[str]:
        """The ids of those that were not there yet."""

    def get(self, delivery_id: str) -> Delivery:
        """Locked. Raises DeliveryNotFound."""

    def by_token(self, token_hash: str) -> Delivery:
        """Locked. Raises LinkUnknown."""

    def next_due(self, channel: Channel, at: datetime) -> Delivery | None:
        """Locked, an emergency first; none that another worker has in hand."""

    def cut_short(self, channel: Channel, at: datetime | None) -> list[Delivery]:
        """Locked: those whose attempt must have ended by `at`; all under way for None."""

    def of_cause(self, cause: str, account_id: str) -> list[Delivery]:
        """Locked."""

    def attempt(self, delivery_id: str, number: int) -> DeliveryAttempt: ...
    def begin(self, attempt: DeliveryAttempt) -> None: ...
    def codes_since(self, account_id: str, since: datetime) -> int: ...
    def provider(self, channel: Channel) -> Provider:
        """Locked; made at first use."""

    def put_aside(self, items: Iterable[tuple[str, str]]) -> None:
        """(account, event) for the next digest."""

    def collect(self, account_id: str, delivery_id: str) -> int:
        """Counts what was put aside into this digest."""

    def sender_waits(self, kind: str) -> bool:
        """Whether a job of this kind is there that nobody has begun."""


class UnitOfWork(Protocol):
    @property
    def messages(self) -> Messages: ...
    @property
    def points(self) -> ContactPoints: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def channels(self) -> tuple[str, ...]:
        """Those that this installation has."""

    @property
    def vault(self) -> Any: ...
    @property
    def cause(self) -> str:
        """The id of the event that is being handled."""

    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None: ...
    def cancel_timer(self, kind: str, subject: str) -> None: ...
    def start_job(self, kind: str, subject: str) -> str: ...
    def record(
        self, *, subject: str, version: int, operation: str, by: str, changes: Mapping[str, Any]
    ) -> None: ...


class Way(Protocol):
    """A way out of the application; each channel has its own. It never raises for what the
    provider does, and says `UNKNOWN` wherever the message may have arrived."""

    def send(self, address: str, notice: Notice) -> Answer: ...
