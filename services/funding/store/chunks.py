"""Statements of a size that every database takes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from shared.pacing import slices

Value = TypeVar("Value", int, str)

AT_ONCE = 500  # rows or ids of one statement


def chunks(values: Iterable[Value]) -> Iterator[Sequence[Value]]:
    """Each value once, in order: who locks many rows does so in one order always."""
    return slices(sorted(set(values)), AT_ONCE)
