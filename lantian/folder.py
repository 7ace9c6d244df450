"""The data folder of the embedded mode belongs to one process at a time."""

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from shared.clock import SHANGHAI


class FolderInUse(Exception):
    """Another process works on this data folder; the text says which."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder; raises FolderInUse. Two processes on one folder would each publish what the
    other has not settled."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise FolderInUse(f"{folder} is in use by {_described(file.read())}") from None
        file.truncate(0)
        file.write(_this_process())
        file.flush()
        yield  # the lock goes with the process, however it ends


def _this_process() -> str:
    command = " ".join(["lantian", *sys.argv[1:]])
    since = datetime.now(SHANGHAI).isoformat(sep=" ", timespec="seconds")
    return json.dumps({"pid": os.getpid(), "command": command, "since": since})


def _described(content: str) -> str:
    try:
        holder = json.loads(content)
        return f"process {holder['pid']} ({holder['command']}, since {holder['since']})"
    except (ValueError, KeyError):
        return "another process"
