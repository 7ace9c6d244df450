"""Text and numbers that no database of ours can hold: refused before anybody stumbles over them.

PostgreSQL knows no NUL character, UTF-8 no half of a surrogate pair, and a column 64 bits.
"""

import json
from collections.abc import Iterator
from typing import Any

from flask import request

from shared.errors import InvalidRequest
from shared.texts.schemas import FIELD

LARGEST = 2**63 - 1
DEEPEST = 20


def refuse() -> None:
    """Raises InvalidRequest that names the fields, whether of the address, a form or JSON."""
    sent: dict[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {})}
    if request.method not in ("GET", "HEAD"):
        sent |= request.form.to_dict(flat=False)
        body = request.get_json(silent=True)
        sent |= body if isinstance(body, dict) else {}
    wrong = sorted(set(places(sent)))
    if wrong:
        messages = {place: [FIELD["invalid"]] for place in wrong}
        raise InvalidRequest(json.dumps(messages, ensure_ascii=False))


def places(value: Any, path: str = "", depth: int = 0) -> Iterator[str]:
    """Dotted paths of what cannot be stored; a name that cannot be is shown as "?"."""
    if isinstance(value, str):
        if not storable(value):
            yield path
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            yield path
    elif depth > DEEPEST:
        yield path
    elif isinstance(value, dict):
        yield from _in_fields(value, path, depth + 1)
    elif isinstance(value, list):
        for below in value:
            yield from places(below, path, depth + 1)


def _in_fields(fields: dict[str, Any], path: str, depth: int) -> Iterator[str]:
    for key, below in fields.items():
        sound = storable(key)
        name = ".".join(filter(None, (path, key if sound else "?")))
        yield from places(below, name, depth)
        if not sound:
            yield name


def storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)
