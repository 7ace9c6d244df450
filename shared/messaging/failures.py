"""What may be written down of an error: never its text, which can quote a person's data."""

import traceback
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from shared.errors import DomainError, NotFound
from shared.messaging.cloudevents import Undecodable
from shared.messaging.events import MissingField

ROOT = Path(__file__).parents[2]


class HandlerTooSlow(Exception):
    """A handler took longer than its time limit and was stopped."""


class Permanent(Exception):
    """Raised by a handler: no retry will help. Its text is written down: no data of a person."""


class BeyondMemory(Permanent):
    """An event that came so late that nobody can tell whether it was handled before."""


OURS = (HandlerTooSlow, Permanent, Undecodable, MissingField)  # texts that we wrote ourselves
HOPELESS = (Permanent, Undecodable, MissingField)


def is_hopeless(error: BaseException) -> bool:
    """A retry would fail in the same way: a rule said no, or the event cannot be read. What was
    not found may come yet, with another event."""
    refused = isinstance(error, DomainError) and not isinstance(error, NotFound)
    return refused or isinstance(error, HOPELESS)


def describe(error: BaseException) -> str:
    """For a dead letter, a log or a caller: the class, the constraint, and where it was raised."""
    parts = [type(error).__name__]
    if isinstance(error, OURS):
        parts.append(f": {error}")
    if isinstance(error, DBAPIError):
        parts.append(f" ({_database_says(error)})")
    if place := _place(error):
        parts.append(f" at {place}")
    return "".join(parts)[:400]


def stack(error: BaseException | None) -> str:
    """The way to an error, line by line, without the text of any."""
    lines: list[str] = []
    while error is not None:
        for frame in traceback.extract_tb(error.__traceback__):
            lines.append(f"  {_short(Path(frame.filename))}:{frame.lineno} {frame.name}")
        lines.append(describe(error))
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


def _short(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def _database_says(error: DBAPIError) -> str:
    diagnosis = getattr(error.orig, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None)
    code = getattr(error.orig, "pgcode", None) or getattr(error.orig, "sqlite_errorname", None)
    found = [str(part) for part in (type(error.orig).__name__, code, constraint) if part]
    return " ".join(found)


def _place(error: BaseException) -> str | None:
    """The innermost line of our own code."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
            return f"{path.relative_to(ROOT)}:{frame.lineno}"
    return None
