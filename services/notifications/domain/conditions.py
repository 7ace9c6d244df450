"""When a fact is told: what a route of `routing` may ask of its event."""

from collections.abc import Callable
from typing import Any

Condition = Callable[[Any], bool]


def always(_event: Any) -> bool:
    return True


def became(status: str) -> Condition:
    return lambda event: bool(event.status == status != event.previous_status)


def decided(outcome: str) -> Condition:
    return lambda event: bool(event.outcome == outcome)


def to_verify(event: Any) -> bool:
    return bool(event.status == "to_verify")


def missing(place: str, *, overdue: bool) -> Condition:
    """Reminders of a quarter's verification to the office of that level."""
    return lambda event: bool(event.place == place and event.overdue == overdue)


def late(*, overdue: bool) -> Condition:
    """Reminders of a last day, before and after it."""
    return lambda event: bool(event.overdue == overdue)


def above_ready(place: str) -> Condition:
    return lambda event: bool(event.above_ready and event.place == place)


def of_a_child(event: Any) -> bool:
    """A case that turned out to be of nobody on file is no village's child's any more."""
    return event.child_id is not None


def level_changed(event: Any) -> bool:
    return bool(event.level != event.previous_level)


def became_key_case(event: Any) -> bool:
    return bool(event.level == 4 != event.previous_level)


def of_school(event: Any) -> bool:
    return event.school_id is not None


def of_village(event: Any) -> bool:
    return event.school_id is None
