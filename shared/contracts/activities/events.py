"""Facts published by activities. Only add fields; to change one, publish a ...V2 beside it.

Reasons, content and places are free text in which a name may stand, so none is carried here.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class RoomOpened(Event):
    """A school has a room for left-behind children."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "room_id"
    room_id: str
    school_id: str
    area_code: str  # of the school's township


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Event):
    """A session stands in the plan; its teachers, place and class are booked."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "session_id"
    session_id: str
    room_id: str
    school_id: str
    area_code: str
    on_date: str  # ISO date
    starts_at: str  # HH:MM
    ends_at: str
    teachers: list[str]  # person ids


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Event):
    """A planned session has another day or hour."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "session_id"
    session_id: str
    room_id: str
    school_id: str
    area_code: str
    from_date: str
    on_date: str
    starts_at: str
    ends_at: str
    teachers: list[str]


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(Event):
    """A planned session will not take place."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "session_id"
    session_id: str
    room_id: str
    school_id: str
    area_code: str
    on_date: str
    teachers: list[str]


@dataclass(frozen=True, kw_only=True)
class SessionHeld(Event):
    """A session took place, with those marked as it was recorded."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "session_id"
    session_id: str
    room_id: str
    school_id: str
    area_code: str
    on_date: str
    present: list[str] = field(default_factory=list)  # child ids
    absent: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AttendanceMarked(Event):
    """Marks set or corrected after a session was held: only the children whose mark changed."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "session_id"
    session_id: str
    room_id: str
    school_id: str
    area_code: str
    on_date: str
    present: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    on_leave: list[str] = field(default_factory=list)
    not_enrolled: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    """A child wrote to the school's letterbox. Who, and what, is the counsellor's alone."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "letter_id"
    letter_id: str
    school_id: str
    area_code: str  # of the school's township
    answer_by: str  # ISO date


@dataclass(frozen=True, kw_only=True)
class LetterUnanswered(Event):
    """The last school day for an answer is over."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "letter_id"
    letter_id: str
    school_id: str
    area_code: str
    answer_by: str


@dataclass(frozen=True, kw_only=True)
class DangerWritten(Event):
    """A letter speaks of a danger: by its words, or as the counsellor reads it."""

    source: ClassVar[str] = "activities"
    aggregate: ClassVar[str] = "letter_id"
    letter_id: str
    school_id: str
    area_code: str
    child_id: str | None  # where the child wrote with its own account
    situations: list[str]  # reportable situations
