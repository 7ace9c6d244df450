"""Facts about contact between children and their parents. Read them from `events`."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class ContactMissing(Event):
    """Children of a village, or of a school, have newly heard nothing of a parent for the pack's
    days (Minors Protection Law, 23): one fact for a place and day, not one for each child."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "place_id"
    place_id: str  # code of the village, or the school's id
    area_code: str  # the village, or the school's township
    school_id: str | None  # None: it is about a village
    newly: int  # children since the last such fact
    children: int  # all of the place who are without contact now
    days: int
