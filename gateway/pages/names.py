"""Names of children, helpers, places and schools, fetched under the reader's rights.

Views of the services hold ids and codes. A service that is away leaves a dash, and the page says
which one; a name the reader may not see comes masked from its owner.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import g

from gateway.rpc import Part, may, part
from shared.errors import AccessDenied, NotFound
from shared.pacing import slices
from shared.texts.pages import COMMITTEES

UNKNOWN = "\u2014"
MOST = 500  # ids in one call of name_children and name_helpers


def noted(piece: Part) -> Part:
    """Keep the name of a service that is away, for the note on the page."""
    if piece.away:
        g.setdefault("away", set()).add(piece.away)
    return piece


def look(service: str, operation: str, **fields: Any) -> Part:
    """Read a part that the page can do without: away, not allowed or gone leave it empty."""
    try:
        return noted(part(service, operation, **fields))
    except (AccessDenied, NotFound):
        return Part()


def child_names(ids: Iterable[str | None]) -> Mapping[str, str]:
    return _names("registry", "name_children", ids)


def helper_names(ids: Iterable[str | None]) -> Mapping[str, str]:
    return _names("pairing", "name_helpers", ids)


def account_names(ids: Iterable[str | None]) -> Mapping[str, str]:
    """Whose accounts these are, for those who may know."""
    return _names("gateway", "name_accounts", ids)


def place_name(code: str) -> str:
    """The name of one place; asked once per page."""
    return _place(code)["name"] if code else UNKNOWN


def place_path(code: str) -> list[dict[str, Any]]:
    """From the county down to the place itself: code, name and level of each."""
    return list(_place(code)["breadcrumb"]) if code else []


def place_names(codes: Iterable[str | None]) -> Mapping[str, str]:
    """Short names: the village with its township in front, since villages' names repeat."""
    return Names({code: short_place(code) for code in {c for c in codes if c}})


def short_place(code: str) -> str:
    path = [step for step in place_path(code) if step["level"] in ("township", "village")]
    return "".join(brief(step["name"]) for step in path) or place_name(code)


def school_name(school_id: str | None) -> str:
    if not school_id:
        return UNKNOWN
    known = g.setdefault("school_names", {})
    if school_id not in known:
        found = look("registry", "get_school", school_id=school_id).value
        known[school_id] = found["name"] if found else UNKNOWN
    return str(known[school_id])


def brief(name: str) -> str:
    """A village's name without its committee, as people say it."""
    for ending in COMMITTEES:
        name = name.removesuffix(ending) or name
    return name


class Names(dict[str, str]):
    """A dash for an id that has no name here."""

    def __missing__(self, _key: str) -> str:
        return UNKNOWN


def _names(service: str, operation: str, ids: Iterable[str | None]) -> Mapping[str, str]:
    wanted = sorted({each for each in ids if each})
    names = Names()
    if not may(f"{service}.{operation}"):
        return names
    for some in slices(wanted, MOST):
        found = look(service, operation, ids=some)
        names.update({item["id"]: item["name"] for item in found.items})
    return names


def _place(code: str) -> dict[str, Any]:
    known = g.setdefault("places", {})
    if code not in known:
        found = look("registry", "get_area", code=code).value
        known[code] = found or {"name": UNKNOWN, "breadcrumb": []}
    return dict(known[code])
