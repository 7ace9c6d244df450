"""What may be said outside the application: nothing but a template's own words.

A notice has no place for a text, a name or an id of a child: a channel that takes a notice can give
none away (DOMAIN section 9: no more personal data than the channel may hold).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from services.notifications.domain.deliveries import DeliveryState
from services.notifications.domain.messages import Urgency

CODE = re.compile(r"[0-9]{6}")
DELIVERY_ID = re.compile(r"[0-9a-f-]{36}")
LINK = re.compile(r"https?://[!-~]+/m/[0-9a-f]{32}")


class Kind(StrEnum):
    """Which template; `shared/texts/outside.py` words each."""

    EMERGENCY_CHILD = "emergency_child"
    EMERGENCY = "emergency"
    IMPORTANT_CHILD = "important_child"
    IMPORTANT = "important"
    DIGEST = "digest"
    CODE = "code"


class NotForOutside(ValueError):
    """Something else than a number, a code or a link was to go outside: a fault of ours."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One message as a channel gets it; `id` stays the same however often it is sent."""

    id: str
    kind: Kind
    version: int
    count: int = 1
    code: str | None = None
    link: str | None = None

    def __post_init__(self) -> None:
        """Raises NotForOutside."""
        for value, allowed in ((self.id, DELIVERY_ID), (self.code, CODE), (self.link, LINK)):
            if value is not None and allowed.fullmatch(value) is None:
                raise NotForOutside(self.kind)
        if (
            type(self.kind) is not Kind
            or type(self.version) is not int
            or type(self.count) is not int
        ):
            raise NotForOutside()


def kind_of(urgency: Urgency, address: str) -> Kind:
    """A family is told that it is about a child, since it concerns their own."""
    family = address.startswith("family:")
    if urgency is Urgency.URGENT:
        return Kind.EMERGENCY_CHILD if family else Kind.EMERGENCY
    return Kind.IMPORTANT_CHILD if family else Kind.IMPORTANT


def may_go_again(state: DeliveryState, kind: Kind) -> bool:
    """What did not arrive, or perhaps not, if an operator says so; a code is its owner's to ask
    for."""
    return state in (DeliveryState.UNKNOWN, DeliveryState.FAILED) and kind is not Kind.CODE
