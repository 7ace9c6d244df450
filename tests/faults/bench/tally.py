"""Lines that a bench process leaves behind for the run to count, also when it is killed.

LANTIAN_FAULTS_FOLDER is where; each line is one write, so that processes do not mix theirs.
"""

import os
from pathlib import Path


def folder() -> Path:
    return Path(os.environ["LANTIAN_FAULTS_FOLDER"])


def tally(word: str, name: str = "tally") -> None:
    descriptor = os.open(folder() / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, f"{word}\n".encode())
    finally:
        os.close(descriptor)


def counted(at: Path, name: str = "tally") -> list[str]:
    path = at / name
    return path.read_text("utf-8").split("\n")[:-1] if path.exists() else []


def times_before(subject: str) -> int:
    """How often this was asked for this subject before, by whatever process."""
    place = folder() / "tries"
    place.mkdir(exist_ok=True)
    path = place / subject.replace("/", "_")
    with path.open("a") as tries:
        tries.write("x")
    return path.stat().st_size - 1
