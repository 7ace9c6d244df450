"""Each route says which operations it calls, or that it is public; one that does not fails a test.

The services decide who may do what. Here stands what a route may ask of them, so that the access
table can be read against the routes, and a page cannot call what it does not declare.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "lantian_access"

# What the frame around every page asks for: the bell's count and the breadcrumb of places.
FRAME = frozenset({"notifications.count_unread", "registry.get_area"})


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


def sign_in_required(view: View) -> View:
    """For a view that needs somebody signed in and asks no service (but what the frame asks)."""
    return calls()(view)


def access_of(view: Callable[..., Any] | None) -> RouteAccess | None:
    return getattr(view, MARK, None)


def _marked(access: RouteAccess) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, access)
        return view

    return mark
