"""Facts about wishes. Whose wish it is stays at home; the wish's id leads those there who may."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class WishSubmitted(Event):
    """A child has a wish; the township is to check it."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str


@dataclass(frozen=True, kw_only=True)
class WishPublished(Event):
    """The wish is open to be claimed, in words that name nobody."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str
    submitted_by: str  # account id


@dataclass(frozen=True, kw_only=True)
class WishClaimed(Event):
    """One has claimed it, and nobody else can."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str
    deadline: str  # ISO date of the last day on which the claim holds


@dataclass(frozen=True, kw_only=True)
class WishLapsed(Event):
    """The claim ran out: the wish is open again."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str
    claimed_by: str  # account id


@dataclass(frozen=True, kw_only=True)
class WishFulfilled(Event):
    """The claimant has done it; the child's side is to confirm."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str


@dataclass(frozen=True, kw_only=True)
class WishConfirmed(Event):
    """The child has what it wished for."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str
    claimed_by: str  # account id


@dataclass(frozen=True, kw_only=True)
class WishUnconfirmed(Event):
    """It was said to be at the station days ago, and nobody has confirmed that the child has it."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str


@dataclass(frozen=True, kw_only=True)
class WishNotReceived(Event):
    """It never came to the station: the claim is over, and the wish open again."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str
    claimed_by: str  # account id


@dataclass(frozen=True, kw_only=True)
class WishWithdrawn(Event):
    """An office took back a claimed wish, or help does not reach the child any more: whoever had
    claimed it need not fulfil it."""

    source: ClassVar[str] = "pairing"
    aggregate: ClassVar[str] = "wish_id"
    wish_id: str
    area_code: str
    claimed_by: str  # account id
