"""Days and hours of sessions: the weekday fits the date, and nothing is booked twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.contracts.activities.errors import (
    ClassBooked,
    EndsBeforeItStarts,
    PlaceBooked,
    SessionTooLongAgo,
    TeacherBooked,
    WeekdayDoesNotFit,
)
from shared.errors import Conflict


class ResourceKind(StrEnum):
    """What a session takes up. A place and a class are a school's own, a teacher is not."""

    TEACHER = "teacher"
    PLACE = "place"
    CLASS = "class"


BOOKED: dict[ResourceKind, type[Conflict]] = {
    ResourceKind.TEACHER: TeacherBooked,
    ResourceKind.PLACE: PlaceBooked,
    ResourceKind.CLASS: ClassBooked,
}
LATE_ENTRY = timedelta(days=31)  # a school may write up a past session so long afterwards
ORDER = tuple(BOOKED)  # in which a refusal names what is taken


@dataclass(frozen=True)
class Slot:
    """Hours of one day, "HH:MM"; the end is not part of it, so the next may begin there."""

    on_date: date
    starts_at: str
    ends_at: str

    def overlaps(self, other: "Slot") -> bool:
        return (
            self.on_date == other.on_date
            and self.starts_at < other.ends_at
            and other.starts_at < self.ends_at
        )


@dataclass(frozen=True, order=True)
class Resource:
    """`owner` is the school of a place or a class, and "" for a teacher."""

    kind: ResourceKind
    owner: str
    name: str

    @property
    def key(self) -> str:
        """Equal for what is meant to be the same: "Room  2" and "room 2" are one place."""
        return "/".join((self.kind, self.owner, "".join(self.name.split()).casefold()))


@dataclass(frozen=True)
class Booking:
    """A resource taken by a session for some hours."""

    session_id: str
    resource_key: str
    slot: Slot


def resources(
    school_id: str, teachers: Iterable[str], place: str, class_name: str | None
) -> list[Resource]:
    """Sorted by key and each once: locked in one order, two plans cannot wait for each other."""
    taken = [Resource(ResourceKind.TEACHER, "", teacher) for teacher in teachers]
    taken.append(Resource(ResourceKind.PLACE, school_id, place))
    if class_name is not None:
        taken.append(Resource(ResourceKind.CLASS, school_id, class_name))
    by_key = {resource.key: resource for resource in taken}
    return [by_key[key] for key in sorted(by_key)]


def check_slot(slot: Slot, weekday: int | None, today: date) -> None:
    """Raises the rule that a plan's day or hours break. `weekday` is 1 (Monday) to 7 or None."""
    if weekday is not None and slot.on_date.isoweekday() != weekday:
        nearest = nearest_weekday(slot.on_date, weekday)
        raise WeekdayDoesNotFit(
            slot.on_date.isoformat(),
            str(slot.on_date.isoweekday()),
            str(weekday),
            nearest.isoformat(),
        )
    if slot.ends_at <= slot.starts_at:
        raise EndsBeforeItStarts(slot.starts_at, slot.ends_at)
    earliest = today - LATE_ENTRY
    if slot.on_date < earliest:
        raise SessionTooLongAgo(slot.on_date.isoformat(), earliest.isoformat())


def nearest_weekday(on_date: date, weekday: int) -> date:
    """The nearest date of that weekday, at most three days off; a week has no tie."""
    ahead = (weekday - on_date.isoweekday()) % 7
    return on_date + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def check_free(
    slot: Slot, wanted: Iterable[Resource], taken: Iterable[Booking], session_id: str
) -> None:
    """Raises TeacherBooked, else PlaceBooked, else ClassBooked; a session is not in its own way."""
    others = [booking for booking in taken if booking.session_id != session_id]
    for resource in sorted(wanted, key=lambda each: ORDER.index(each.kind)):
        for booking in others:
            there = booking.slot
            if booking.resource_key == resource.key and slot.overlaps(there):
                raise BOOKED[resource.kind](
                    resource.name, there.on_date.isoformat(), there.starts_at, there.ends_at
                )
