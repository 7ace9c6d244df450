"""To whom a message goes: a post, a family, a person or an account, never a name.

A post is a role at one place or school: whoever holds it reads its messages, and a new holder
finds what the last one left.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shared.access.roles import Role
from shared.addresses import of_viewer
from shared.messaging.events import Event

__all__ = ["of_viewer"]

Found = Iterable[tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class Target:
    """Finds addresses in an event, each with what its message needs beyond the event's fields."""

    says: str  # for the page that shows who is told of what
    find: Callable[[Any], Found]


COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12  # digits of their codes


def _office(role: Role, digits: int, level: str) -> Target:
    def find(event: Event) -> Found:
        code = getattr(event, "area_code", "")
        return [(f"role:{role}@{code[:digits]}", {})] if len(code) >= digits else []

    return Target(f"{role} of the {level}", find)


def county(role: Role) -> Target:
    """The post of that role at the event's county; nobody for an event without one."""
    return _office(role, COUNTY, "county")


def township(role: Role) -> Target:
    return _office(role, TOWNSHIP, "township")


def village(role: Role) -> Target:
    return _office(role, VILLAGE, "village")


def at_school(role: Role) -> Target:
    """The post of that role at the event's school, where it names one."""

    def find(event: Any) -> Found:
        return [(f"school:{role}@{event.school_id}", {})] if event.school_id else []

    return Target(f"{role} of the school", find)


def person(field: str) -> Target:
    return Target(f"`{field}`", lambda event: [(f"person:{getattr(event, field)}", {})])


def persons(field: str) -> Target:
    return Target(
        f"each of `{field}`",
        lambda event: [(f"person:{each}", {}) for each in getattr(event, field)],
    )


def account(field: str) -> Target:
    return Target(f"`{field}`", lambda event: [(f"account:{getattr(event, field)}", {})])


def posts(field: str) -> Target:
    """Addresses that the event itself names."""
    return Target(
        f"each of `{field}`", lambda event: [(each, {}) for each in getattr(event, field)]
    )


# Parents and guardians of the event's child.
family = Target("the family", lambda event: [(f"family:{event.child_id}", {})])


def families(field: str) -> Target:
    """Parents and guardians of each child of a list; each is told of their own child alone."""
    return Target(
        f"the family of each of `{field}`",
        lambda event: [(f"family:{child}", {"child_id": child}) for child in getattr(event, field)],
    )
