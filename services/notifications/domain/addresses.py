"""To whom a message goes: a post, a family, a person or an account, never a name.

A post is a role at one place or school: whoever holds it reads its messages, and a new holder
finds what the last one left.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from shared.access.roles import FAMILY, Role
from shared.messaging.events import Event
from shared.viewer import Viewer

# A target names addresses, each with what the message needs beyond the event's own fields.
Target = Callable[[Any], Iterable[tuple[str, dict[str, str]]]]

COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12  # digits of their codes


def of_viewer(viewer: Viewer) -> tuple[str, ...]:
    """Every address whose messages this viewer reads."""
    posts = [f"role:{role}@{viewer.area}" for role in viewer.roles if viewer.area]
    at_school = [f"school:{role}@{viewer.school_id}" for role in viewer.roles if viewer.school_id]
    # Who has no file of their own as a person is known by their account, as a teacher may be.
    persons = dict.fromkeys((viewer.person_id or viewer.account_id, viewer.account_id))
    in_person = [f"person:{each}" for each in persons]
    # A helper's children are in `child_ids` too; what the family is told is not for a helper.
    is_family = not viewer.roles.isdisjoint(FAMILY)
    children = [f"family:{child_id}" for child_id in viewer.child_ids if is_family]
    return (*sorted(posts + at_school), *in_person, *children, f"account:{viewer.account_id}")


def office(role: Role, digits: int) -> Target:
    """The post of that role at the event's county, township or village."""

    def addresses(event: Event) -> Iterator[tuple[str, dict[str, str]]]:
        code = getattr(event, "area_code", "")
        if len(code) >= digits:
            yield f"role:{role}@{code[:digits]}", {}

    return addresses


def county(role: Role) -> Target:
    return office(role, COUNTY)


def township(role: Role) -> Target:
    return office(role, TOWNSHIP)


def village(role: Role) -> Target:
    return office(role, VILLAGE)


def at_school(role: Role) -> Target:
    """The post of that role at the event's school, where it names one."""

    def addresses(event: Any) -> Iterator[tuple[str, dict[str, str]]]:
        if event.school_id:
            yield f"school:{role}@{event.school_id}", {}

    return addresses


def person(field: str) -> Target:
    return lambda event: [(f"person:{getattr(event, field)}", {})]


def persons(field: str) -> Target:
    return lambda event: [(f"person:{each}", {}) for each in getattr(event, field)]


def account(field: str) -> Target:
    return lambda event: [(f"account:{getattr(event, field)}", {})]


def family(event: Any) -> list[tuple[str, dict[str, str]]]:
    """Parents and guardians of the event's child."""
    return [(f"family:{event.child_id}", {})]


def families(field: str) -> Target:
    """Parents and guardians of each child of a list; each is told of their own child alone."""
    return lambda event: [
        (f"family:{child}", {"child_id": child}) for child in getattr(event, field)
    ]
