"""Facts published by funding. Only add fields; to change one, publish a ...V2 beside it.

Amounts are whole fen. Reasons people write, and whose account is paid, stay at home.
"""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class FundsReceived(Event):
    """Money came into a fund; it can be granted from now on."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "fund_id"
    fund_id: str
    area_code: str
    kind: str  # "treasury" | "donor" | "joint"
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RollProposed(Event):
    """A roll of children waits for its approval by another person."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "roll_id"
    roll_id: str
    scheme: str
    term: str  # "2025-autumn"
    area_code: str
    children: int
    total_fen: int


@dataclass(frozen=True, kw_only=True)
class RollNoticed(Event):
    """A roll hangs out for objections, both days included."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "roll_id"
    roll_id: str
    scheme: str
    term: str
    area_code: str
    from_date: str
    to_date: str


@dataclass(frozen=True, kw_only=True)
class BookSigned(Event):
    """The head of a book at the end of a day: whoever keeps it can prove later that nothing before
    it was changed."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "book"
    book: str
    area_code: str  # county of the last entry
    position: int
    hash: str
    key_id: str
    signature: str


@dataclass(frozen=True, kw_only=True)
class BatchReturned(Event):
    """The bank's answer to a batch is booked."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "batch_id"
    batch_id: str
    roll_id: str
    scheme: str
    term: str
    area_code: str
    paid: int
    failed: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class RollApproved(Event):
    """A roll was judged again, frozen and approved; a third person is to pay it."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "roll_id"
    roll_id: str
    scheme: str
    term: str
    area_code: str
    children: int  # without those that the second judgement dropped
    total_fen: int
    proposed_by: str  # account id


@dataclass(frozen=True, kw_only=True)
class RollRefused(Event):
    """A roll went back; its children may be proposed again."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "roll_id"
    roll_id: str
    scheme: str
    term: str
    area_code: str
    children: int
    total_fen: int
    proposed_by: str


@dataclass(frozen=True, kw_only=True)
class PaymentMade(Event):
    """A child's grant of one scheme and term was paid, once."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "payment_id"
    payment_id: str
    roll_id: str
    child_id: str
    area_code: str  # 12-digit village of the child
    scheme: str
    term: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class PaymentReversed(Event):
    """A payment was taken back by a contrary entry; the child may be granted it again."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "payment_id"
    payment_id: str
    roll_id: str
    child_id: str
    area_code: str
    scheme: str
    term: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class InstalmentDue(Event):
    """The day of an instalment of relief or of an allowance has come: it is to be paid."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str
    roll_id: str
    child_id: str
    area_code: str
    scheme: str
    term: str  # month, "2025-10"
    due_on: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class PaidTwice(Event):
    """Two files were found to be one child, and both were paid for one scheme and term: one of the
    payments is to be reversed by a person."""

    source: ClassVar[str] = "funding"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str
    other_id: str
    roll_id: str
    child_id: str
    area_code: str
    scheme: str
    term: str
    amount_fen: int
