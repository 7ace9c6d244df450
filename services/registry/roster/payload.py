"""What goes into the child process; apart from the readers, which a service need not load."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

READ = "services.registry.roster.worker:read"
READ_HEALTH = "services.registry.roster.health_sheet:read"
PREPARE = "services.registry.roster.preparing:prepare"
WRITE = "services.registry.roster.correction:write"
WORD_FILES = Path(__file__).resolve().parents[3] / "packs" / "rosters"


def pack(
    content: bytes,
    *,
    filename: str,
    areas: Iterable[tuple[str, str]],
    schools: Iterable[tuple[str, str, str]],
    today: date,
    validity: Mapping[str, Any],
    place: str = "",
    county: str = "",
    school_id: str | None = None,
    words: Path = WORD_FILES,
) -> bytes:
    """The payload for `worker.read`. `areas` are code and name, `schools` id, name and township.

    `place` is where the uploader says the roster belongs, `county` where the uploader works: that
    decides only where the file itself names no county. `validity` is the section of the pack.
    """
    task = {
        "filename": filename,
        "areas": list(areas),
        "schools": list(schools),
        "today": today.isoformat(),
        "validity": dict(validity),
        "place": place,
        "county": county,
        "school_id": school_id,
        "words": str(words),
    }
    return lines([task]) + b"\n" + content


def prepare(
    rows: Iterable[bytes],
    *,
    import_id: str,
    wrapped: str,
    ring: str | None,
    reach: dict[str, Any],
    columns: list[dict[str, int]],
    schools: Iterable[tuple[str, str, str]],
    townships: dict[str, str],
    packs: dict[str, str],
    today: date,
) -> bytes:
    """The payload for `preparing.prepare`. `rows` are the reader's lines, `wrapped` the import's
    data key, `ring` the master keys (None where the process has them), `schools` township, name as
    in the file and id, `townships` those of all schools by id, `packs` the one in force of each
    county."""
    task = {
        "import": import_id,
        "wrapped": wrapped,
        "ring": ring,
        "reach": reach,
        "columns": columns,
        "schools": list(schools),
        "townships": townships,
        "packs": packs,
        "today": today.isoformat(),
    }
    return b"\n".join([lines([task]), *rows])


def lines(values: Iterable[Any]) -> bytes:
    """A line of JSON for each."""
    return b"\n".join(json.dumps(value, ensure_ascii=False).encode() for value in values)
