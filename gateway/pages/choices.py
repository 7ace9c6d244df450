"""What a form offers to choose from: townships, villages, schools within the viewer's reach."""

from typing import Any

from flask import request

from gateway import auth
from gateway.pages.names import look, place_path
from gateway.rpc import ask

COUNTY, TOWNSHIP, VILLAGE = 6, 9, 12
Options = list[tuple[str, str]]

# What a page that offers places declares in its `@calls`.
PLACES = ("registry.list_areas", "registry.get_area")
SCHOOLS = ("registry.list_schools",)


def areas_under(code: str | None) -> Options:
    """Code and name of the areas directly under one."""
    if not code or len(code) >= VILLAGE:
        return []
    return [
        (area["code"], area["name"]) for area in look("registry", "list_areas", parent=code).items
    ]


def village_options(code: str) -> list[tuple[str, str]]:
    if len(code) >= VILLAGE:
        return [(step["code"], step["name"]) for step in place_path(code)[-1:]]
    return areas_under(code)


def own_area() -> str:
    return auth.viewer().area


def within(code: str | None) -> str | None:
    """The place asked for in the address, if there is one; else the viewer's own."""
    return code or own_area() or None


def schools(area: str | None = None) -> Options:
    """Schools of an area, or of all that the viewer answers for."""
    fields: dict[str, Any] = {"limit": 200}
    if area:
        fields["area"] = area[:TOWNSHIP]
    found = look("registry", "list_schools", **fields)
    return [(school["id"], school["name"]) for school in found.items]


def county() -> str:
    return own_area()[:COUNTY]


def asked(*names: str) -> dict[str, str]:
    """The filters of a list that stand in the address, empty ones left out."""
    given = {name: request.args.get(name, "").strip() for name in names}
    return {name: value for name, value in given.items() if value}


def page_of(service: str, operation: str, filters: dict[str, Any], **more: Any) -> Any:
    """One page of a list: the filters, and the key after which it goes on."""
    after = request.args.get("after")
    return ask(service, operation, **filters, **more, **({"after": after} if after else {}))
