"""Every request that names a place refuses what is no code of one: a list's filter ends in a range
of codes, which text cannot be."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from marshmallow import ValidationError

import shared.contracts
import shared.contracts.registry.schemas  # first: its parts import one another
from shared.contracts.base import Request

PLACES = ("area", "area_code", "township", "village", "county", "from_area", "to_area", "post_area")


def requests(known: type[Request] = Request) -> Iterator[type[Request]]:
    for kind in known.__subclasses__():
        yield kind
        yield from requests(kind)


def asking() -> list[tuple[type[Request], str]]:
    for module in walk_packages(shared.contracts.__path__, "shared.contracts."):
        import_module(module.name)
    found = {(kind, name) for kind in requests() for name in kind().fields if name in PLACES}
    return sorted(found, key=lambda one: (one[0].__module__, one[0].__name__, one[1]))


@pytest.mark.parametrize("wrong", ["abc", "52033010320x", "²²²²²²"])
def test_what_is_no_code_of_a_place_is_refused(wrong: str) -> None:
    taken = []
    for kind, name in asking():
        try:
            kind().load({name: wrong})
            taken.append(f"{kind.__module__}.{kind.__name__}.{name}")
        except ValidationError as refused:
            if name not in refused.messages_dict:
                taken.append(f"{kind.__module__}.{kind.__name__}.{name}")
    assert taken == []
