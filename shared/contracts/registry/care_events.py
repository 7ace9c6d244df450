"""Facts about care in the parents' place. Read them from `events`."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class CareFacts:
    """Whose care, and where. Nothing says who the carer is."""

    agreement_id: str
    child_id: str
    area_code: str
    school_id: str | None


@dataclass(frozen=True, kw_only=True)
class CareEntrusted(CareFacts, Event):
    """From this day on the carer looks after the child in the parents' place."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "agreement_id"
    from_date: str  # ISO date
    to_date: str  # ISO date, the last day


@dataclass(frozen=True, kw_only=True)
class CareEnding(CareFacts, Event):
    """The agreement will end by itself in so many days: renew it, or the parents return."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "agreement_id"
    to_date: str  # ISO date, the last day


@dataclass(frozen=True, kw_only=True)
class CareEnded(CareFacts, Event):
    """The carer is entrusted with the child no more."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "agreement_id"
    ending: str  # one of care_codes.ENDINGS or BY_ITSELF
