"""An instance of any event, made from its fields' types."""

import importlib
import pkgutil
from dataclasses import fields
from typing import Any, get_type_hints

import shared.contracts
from shared.messaging.events import Event

AREA = "520330103201"
SPECIAL: dict[str, Any] = {
    "area_code": AREA,
    "township_code": AREA[:9],
    "on_date": "2025-09-08",
    "from_date": "2025-09-05",
    "to_date": "2026-09-04",
    "ending": "parent_returned",
    "valid_from": "2025-09-01",
    "expires_on": "2025-09-30",
    "outcome": "refused",
    "merged_into": None,
    "starts_at": "14:00",
    "ends_at": "14:40",
    "hash": "9f" * 32,
    "signature": "c2lnbmVk",
    "term": "2025-autumn",
    "due_on": "2025-10-15",
    "scheme": "xishui_living",
    "slot": "teacher",
    "category": "teacher",
    "kind": "treasury",
    "status": "left_behind",
    "previous_status": "to_verify",
    "level": 4,
    "place": "village",
    "quarter": "2025Q3",
    "deadline": "2025-09-15",
    "answer_by": "2025-09-15",
    "situations": ["unlawful_harm"],
    "reached_on": "2025-09-10",
    "previous_level": 2,
    "roles": ["village_officer"],
    "task": "see_child",
    "ground": "serious_harm",
    "result": "safe",
    "due_at": "2025-09-08T02:30:00+00:00",
    "posts": ["role:police@520330", "family:child_id-1"],
}


def every_event() -> list[type[Event]]:
    """All events of all contracts, by source and name."""
    for module in pkgutil.walk_packages(shared.contracts.__path__, "shared.contracts."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    ours = [e for e in Event.__subclasses__() if e.__module__.startswith("shared.contracts.")]
    return sorted(ours, key=lambda event: (event.source, event.__name__))


def a(event: type[Event], **more: Any) -> Event:
    """A sample whose ids are named for their field; `more` sets fields."""
    hints = get_type_hints(event)
    values = {
        field.name: SPECIAL.get(field.name, _sample(hints[field.name], field.name))
        for field in fields(event)
    }
    return event(**values | more)


def _sample(kind: Any, name: str) -> Any:
    if kind == list[str]:
        return [f"{name}-1", f"{name}-2"]
    if kind is int:
        return 1
    if kind in (bool, bool | None):
        return True
    return f"{name}-1"
