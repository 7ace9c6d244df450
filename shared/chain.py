"""Rows chained by hash: a changed, removed or inserted row is found (DOMAIN section 7, 10)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
# One for all: json.dumps would make an encoder for each row.
_as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def link(previous: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and the content in a canonical form; hex."""
    return hashlib.sha256(f"{previous}\n{_as_text(content)}".encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """Where a chain no longer holds: the row's position in the chain, and what is wrong."""

    position: int
    fault: str  # "changed", "missing", "head"


def first_break(
    rows: Iterable[tuple[int, str, Mapping[str, Any], str]], head: tuple[int, str]
) -> Break | None:
    """None for a sound chain. Rows are (position, previous hash, content, hash) in order;
    `head` is the position and hash that the chain's end should have."""
    position, previous = 0, GENESIS
    for at, its_previous, content, its_hash in rows:
        position += 1
        if at != position:
            return Break(position, "missing")
        if its_previous != previous or link(previous, content) != its_hash:
            return Break(position, "changed")
        previous = its_hash
    return None if (position, previous) == head else Break(position, "head")
