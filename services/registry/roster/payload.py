"""What goes into the child process; apart from the readers, which a service need not load."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

READ = "services.registry.roster.worker:read"
WRITE = "services.registry.roster.correction:write"
WORD_FILES = Path(__file__).resolve().parents[3] / "packs" / "rosters"


def pack(
    content: bytes,
    *,
    filename: str,
    areas: Iterable[tuple[str, str]],
    schools: Iterable[tuple[str, str, str]],
    today: date,
    place: str = "",
    county: str = "",
    school_id: str | None = None,
    words: Path = WORD_FILES,
) -> bytes:
    """The payload for `worker.read`. `areas` are code and name, `schools` id, name and township.

    `place` is where the uploader says the roster belongs, `county` where the uploader works: that
    decides only where the file itself names no county.
    """
    task = {
        "filename": filename,
        "areas": list(areas),
        "schools": list(schools),
        "today": today.isoformat(),
        "place": place,
        "county": county,
        "school_id": school_id,
        "words": str(words),
    }
    return lines([task]) + b"\n" + content


def lines(values: Iterable[Any]) -> bytes:
    """A line of JSON for each."""
    return b"\n".join(json.dumps(value, ensure_ascii=False).encode() for value in values)
