"""Which events there are, who publishes them and who consumes them, read from the code."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR

import shared.contracts
from lantian import launcher
from shared.messaging.events import Event
from shared.messaging.queues import queue_name
from shared.messaging.subscription import Subscription


@dataclass(frozen=True)
class Field:
    """`kind` is the JSON Schema of the field's type."""

    name: str
    kind: Mapping[str, Any]
    required: bool

    @property
    def type(self) -> str:
        """As people read it: "string", "string or null", "list of string"."""
        if "items" in self.kind:
            return f"list of {self.kind['items']['type']}"
        kinds = self.kind["type"]
        return kinds if isinstance(kinds, str) else " or ".join(kinds)


@dataclass(frozen=True)
class Entry:
    """One event; `consumers` are "service.method", `queues` the same ones' work queues."""

    event: type[Event]
    fields: tuple[Field, ...]
    consumers: tuple[str, ...]
    queues: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.event.source}.{self.event.wire_name()}"

    @property
    def version(self) -> int:
        """A changed meaning is a new event, `...V2`; fields are only added."""
        found = re.search(r"V(\d+)$", self.event.__name__)
        return int(found[1]) if found else 1

    @property
    def says(self) -> str:
        """The docstring, as one line."""
        return " ".join((self.event.__doc__ or "").split())


def events() -> list[type[Event]]:
    """Every event of the contracts, by source and name."""
    for module in pkgutil.walk_packages(shared.contracts.__path__, "shared.contracts."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    ours = [e for e in Event.__subclasses__() if e.__module__.startswith("shared.contracts.")]
    return sorted(ours, key=lambda event: (event.source, event.__name__))


@cache
def entries() -> tuple[Entry, ...]:
    heard: dict[type[Event], list[tuple[str, str]]] = {}
    for service in launcher.SERVICES:
        for method, event in subscriptions(launcher.service_class(service)):
            queue = queue_name(event.source, event.wire_name(), service, method)
            heard.setdefault(event, []).append((f"{service}.{method}", queue))
    return tuple(_entry(event, sorted(heard.get(event, []))) for event in events())


def subscriptions(service: type) -> list[tuple[str, type[Event]]]:
    """Each consuming method of a service with its event; the marks that `@on` leaves."""
    return [
        (name, entrypoint.event)
        for name, method in inspect.getmembers(service, inspect.isfunction)
        for entrypoint in getattr(method, ENTRYPOINT_EXTENSIONS_ATTR, ())
        if isinstance(entrypoint, Subscription)
    ]


def _entry(event: type[Event], heard: list[tuple[str, str]]) -> Entry:
    consumers = tuple(consumer for consumer, _ in heard)
    return Entry(event, fields_of(event), consumers, tuple(queue for _, queue in heard))


def fields_of(event: type[Event]) -> tuple[Field, ...]:
    hints = get_type_hints(event)
    return tuple(
        Field(f.name, kind_of(hints[f.name]), f.default is f.default_factory is MISSING)
        for f in sorted(fields(event), key=lambda f: f.name)
    )


PLAIN = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def kind_of(hint: Any) -> dict[str, Any]:
    """The JSON Schema of a field's type; TypeError for one that events may not have."""
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if hint == list[str]:
        return {"type": "array", "items": {"type": "string"}}
    if get_origin(hint) is UnionType and NoneType in get_args(hint):
        (inner,) = [kind_of(each) for each in get_args(hint) if each is not NoneType]
        return {**inner, "type": [inner["type"], "null"]}
    raise TypeError(f"{hint}: fields of events are str, int, bool, list[str], each or None")
