"""Long loops that let others have their turn: in the embedded mode one event loop serves all."""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def paced(items: Iterable[Item], every: int = 200) -> Iterator[Item]:
    """The items; after each `every` of them whoever else is ready runs first.

    Inside a transaction too: others of the same service wait for it, those of other services do
    not. `time.sleep` is eventlet's where it patched the standard library.
    """
    for count, item in enumerate(items, start=1):
        yield item
        if count % every == 0:
            time.sleep(0)


def slices(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """So many of them at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
