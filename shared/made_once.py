"""A file made by whoever comes first and read by all: whole, private, and never half there."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file's content. Two processes may come at the same moment: the first to finish wins."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{uuid4().hex}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
        _keep_name(path.parent)
    return path.read_bytes()


def close_to_others(folder: Path) -> None:
    """An older version made the folder of its keys with a mode that let others look into it.

    What is not this user's own, and what everybody shares (such as /tmp), is left as it is."""
    if not folder.exists():
        return
    found = folder.stat()
    shared = found.st_mode & stat.S_ISVTX
    if found.st_uid == os.geteuid() and not shared and found.st_mode & 0o077:
        folder.chmod(0o700)


def _keep_name(folder: Path) -> None:
    """A file that is safe on the disk has lost its name after a power cut, unless its folder is so
    too; and what was sealed with a key that is gone never opens again."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
