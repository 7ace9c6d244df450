"""What of a message may be shown to an operator: its form, its codes and dates, and no person.

Events carry no personal data in clear. This holds also for a message that is no event of ours.
"""

import re
from typing import Any

HIDDEN = "\u25cf"  # a black circle
SHORT = 6  # characters of an id that tell it from others
PREVIEW = 200  # bytes of what cannot be read
UUID_LIKE = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{32,64}$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\d([T ][\d:.+Z-]*)?$")
CODE = re.compile(r"^[a-z][a-z0-9_.\-]{0,63}$|^[A-Z][A-Za-z]{0,63}$")
AREA = re.compile(r"^\d{6}(\d{3}){0,2}$")
SEALED = re.compile(r"^1:[A-Z0-9-]+:")
LARGEST = 10**9  # an amount may be shown; a larger number may be somebody's
# Words that every event has, so that a broken one can be recognised.
KNOWN = {
    *("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "traceparent"),
    *("data", "application", "json", "true", "false", "null", "version", "replay"),
}


def fields(data: dict[str, Any]) -> list[dict[str, str]]:
    """Each field of an event's data with its value, so far as that may be shown."""
    return [
        {"field": text(name) if CODE.match(name) else HIDDEN, "value": value(name, data[name])}
        for name in sorted(data)
    ]


def value(name: str, given: Any) -> str:
    if given is None or isinstance(given, bool):
        return str(given).lower() if given is not None else ""
    if isinstance(given, int | float):
        return str(given) if abs(given) < LARGEST else HIDDEN * 3
    if isinstance(given, list):
        return ", ".join(value(name, each) for each in given[:20])
    return string(name, given) if isinstance(given, str) else HIDDEN * 3


def string(name: str, given: str) -> str:
    if UUID_LIKE.match(given):
        return f"{given[:SHORT]}\u2026{given[-2:]}"
    if SEALED.match(given):
        return f"1:{HIDDEN * 3} ({len(given)})"
    if MOMENT.match(given) or (name.endswith("code") and AREA.match(given)):
        return given
    if CODE.match(given) and sum(c.isdigit() for c in given) < SHORT:
        return given
    return f"{HIDDEN * 3} ({len(given)})" if given else ""


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
