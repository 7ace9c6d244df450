"""The base of every event that crosses a service border."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar, Self


class MissingField(ValueError):
    """An event came without a field that its reader cannot do without."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact, in the past tense. Fields are JSON-native: str, int, bool, list[str], or None."""

    source: ClassVar[str]  # the owning service; exchange "<source>.events"
    aggregate: ClassVar[str]  # the field that holds the id of the thing it happened to

    version: int = 0  # of that thing, after the fact; 0 where order does not matter

    @classmethod
    @cache
    def wire_name(cls) -> str:
        """`PairingActivated` travels as `pairing_activated`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def aggregate_id(self) -> str:
        return str(getattr(self, self.aggregate))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what we know and ignore newer fields, so that a producer may add without asking."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        required = [f.name for f in fields(cls) if f.default is f.default_factory is MISSING]
        missing = [name for name in required if name not in known]
        if missing:
            raise MissingField(f"{cls.wire_name()} without {', '.join(missing)}")
        return cls(**known)
