"""Statements of a size that every database takes."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value", int, str)

AT_ONCE = 500  # rows or ids of one statement


def chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Each value once, in order: who locks many rows does so in one order always."""
    every = sorted(set(values))
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
