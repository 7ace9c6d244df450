"""Looking for the planted person in all that a run has left: the broker's files, the databases with
their logs, outbox, dead letters, archive, the services' logs."""

import json
import mmap
from collections.abc import Iterator
from pathlib import Path

from tests.faults.ledger import PLANTED


def forms(word: str) -> Iterator[bytes]:
    """The ways in which a text may lie in a file."""
    yield word.encode()
    if not word.isascii():
        yield json.dumps(word)[1:-1].encode()
        yield word.encode("gb18030")
        yield word.encode("utf-16-le")


def found(folder: Path) -> list[str]:
    """Each file that holds any of it, with what: none may."""
    needles = [(word, form) for word in PLANTED for form in forms(word)]
    return [
        f"{path.relative_to(folder)}: {word}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.stat().st_size
        for word in sorted({word for word, form in needles if holds(path, form)})
    ]


def holds(path: Path, needle: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(needle) >= 0
