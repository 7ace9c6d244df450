"""What a message is, and its way from queued to acknowledged."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Urgency(StrEnum):
    NORMAL = "normal"
    IMPORTANT = "important"  # somebody has to do something
    URGENT = "urgent"  # danger to a child


class MessageState(StrEnum):
    QUEUED = "queued"
    DELIVERED = "delivered"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"


ORDER = tuple(MessageState)


def further(state: MessageState, reached: MessageState) -> MessageState:
    """The later of the two: a message never goes back, as when one parent acknowledges and the
    other reads afterwards."""
    return max(state, reached, key=ORDER.index)


@dataclass(frozen=True)
class Draft:
    """One message to one address. `params` are ids, codes, dates and numbers, never a name."""

    address: str
    template: str
    params: dict[str, Any]
    urgency: Urgency
    link: str | None
    needs_acknowledgement: bool
