"""Each route says which operations it calls, or that it is public; one that does not fails a test.

The services decide who may do what. Here stands what a route may ask of them, so that the access
table can be read against the routes, and a page cannot call what it does not declare.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from shared.access.table import rule_for

View = TypeVar("View", bound=Callable[..., Any])
MARK = "lantian_access"

# What the frame around every page asks for: the bell's count, the breadcrumb of places, and whether
# a duty of a protection case is overdue.
FRAME = frozenset(
    {
        "notifications.count_unread",
        "registry.get_area",
        "registry.count_my_duties",
        "registry.get_hotlines",
    }
)


@dataclass(frozen=True)
class RouteAccess:
    """`public` is open without a sign-in; otherwise somebody must be signed in."""

    public: bool
    operations: frozenset[str]


def calls(*operations: str) -> Callable[[View], View]:
    """For a view of somebody signed in: `@calls("registry.list_children", ...)`."""
    return _marked(RouteAccess(public=False, operations=frozenset(operations)))


def public(view: View) -> View:
    """For a view that everybody may open: it asks nothing of the services."""
    return _marked(RouteAccess(public=True, operations=frozenset()))(view)


def open_to_all(*operations: str) -> Callable[[View], View]:
    """For a view that everybody may open and that asks the services for these: as the one who is
    signed in, else as anybody."""
    return _marked(RouteAccess(public=True, operations=frozenset(operations)))


def sign_in_required(view: View) -> View:
    """For a view that needs somebody signed in and asks no service (but what the frame asks)."""
    return calls()(view)


def confidential(access: RouteAccess | None) -> bool:
    """Whether who calls the route must stand nowhere, logs included."""
    return access is not None and any(rule_for(name).confidential for name in access.operations)


def access_of(view: Callable[..., Any] | None) -> RouteAccess | None:
    return getattr(view, MARK, None)


def _marked(access: RouteAccess) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, access)
        return view

    return mark
