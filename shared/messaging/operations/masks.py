"""What of a message may be shown to an operator: its form, its codes and dates, and no person.

Events carry no personal data in clear. This holds also for a message that is no event of ours: of a
field that the event's contract does not know neither the name nor the value is shown, since a name
in Latin letters looks like a code.
"""

import dataclasses
import re
from typing import Any

from shared.messaging.events import Event

HIDDEN = "\u25cf"  # a black circle
SHORT = 6  # characters of an id that tell it from others
PREVIEW = 200  # bytes of what cannot be read
UUID_LIKE = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{32,64}$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\d([T ][\d:.+Z-]*)?$")
CODE = re.compile(r"^[a-z][a-z0-9_.\-]{0,63}$|^[A-Z][A-Za-z]{0,63}$")
AREA = re.compile(r"^\d{6}(\d{3}){0,2}$")
SEALED = re.compile(r"^1:[A-Z0-9-]+:")
IDS = re.compile(r"(^|_)(id|by)$")  # fields that hold an id, and no word
LARGEST = 10**9  # an amount may be shown; a larger number may be somebody's
# Words that every event has, so that a broken one can be recognised.
KNOWN = {
    *("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "traceparent"),
    *("data", "application", "json", "true", "false", "null", "version", "replay"),
}


def fields(data: dict[str, Any], event: type[Event] | None) -> list[dict[str, str]]:
    """Each field of an event's data with its value, so far as that may be shown."""
    kinds = {field.name: str(field.type) for field in dataclasses.fields(event)} if event else {}
    return [
        {"field": name, "value": value(name, data[name], kinds[name])}
        if name in kinds
        else {"field": HIDDEN, "value": hidden(data[name])}
        for name in sorted(data)
    ]


def value(name: str, given: Any, kind: str) -> str:
    """`kind` is the type that the contract gives the field."""
    if given is None or isinstance(given, bool):
        return str(given).lower() if given is not None else ""
    if isinstance(given, int | float):
        return str(given) if "int" in kind and abs(given) < LARGEST else hidden(given)
    if isinstance(given, list):
        return ", ".join(value(name, each, kind) for each in given[:20])
    return string(name, given) if isinstance(given, str) else hidden(given)


def hidden(given: Any) -> str:
    """Of a text its length."""
    return f"{HIDDEN * 3} ({len(given)})" if isinstance(given, str) and given else HIDDEN * 3


def string(name: str, given: str) -> str:
    if UUID_LIKE.match(given):
        return f"{given[:SHORT]}\u2026{given[-2:]}"
    if SEALED.match(given):
        return f"1:{HIDDEN * 3} ({len(given)})"
    if MOMENT.match(given) or (name.endswith("code") and AREA.match(given)):
        return given
    is_code = CODE.match(given) and sum(c.isdigit() for c in given) < SHORT
    if is_code and not IDS.search(name):
        return given
    return hidden(given) if given else ""


def text(said: str) -> str:
    """An error as we wrote it down; of a stranger's, neither numbers nor names."""
    return re.sub(r"[^\x20-\x7e]", HIDDEN, re.sub(r"\d{6,}", HIDDEN * 3, said))


def preview(body: bytes) -> str:
    """The form of what cannot be read: its words and digits are hidden, but those that every
    event has."""
    shown = body[:PREVIEW].decode("utf-8", "replace")
    shown = re.sub(r"[A-Za-z]+", lambda word: _word(word.group()), shown)
    return re.sub(r"[^\x20-\x7e]", HIDDEN, re.sub(r"\d", "0", shown))


def _word(word: str) -> str:
    return word if word in KNOWN else "x" * len(word)
