"""What a channel has delivered and the broker has no answer for yet."""

from collections.abc import Container
from typing import Any


class Unsettled:
    """Delivery tags of one channel, in the order of coming, which is theirs too."""

    def __init__(self, channel: Any = None) -> None:
        self.channel = channel
        self._tags: dict[int, None] = {}

    def add(self, tag: int) -> None:
        self._tags[tag] = None

    def remove(self, tag: int) -> None:
        self._tags.pop(tag, None)

    def run(self, tags: Container[int]) -> list[int]:
        """The oldest ones, as far as all are of these: one answer, for the last of them and for all
        before it, settles no delivery of anybody else."""
        found = []
        for tag in self._tags:
            if tag not in tags:
                break
            found.append(tag)
        return found
