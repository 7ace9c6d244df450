"""How far the book went at the end of a day, against what it says now.

A chain that somebody recomputed as a whole holds in itself; what was signed and published before
does not fit it (DOMAIN section 7: the book proves its own integrity).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.contracts.funding.codes import Fault


@dataclass(frozen=True, order=True)
class Head:
    """The number of the last entry, and its hash."""

    position: int
    hash: str

    @property
    def text(self) -> str:
        """What is signed."""
        return f"lantian-book/1\n{self.position}\n{self.hash}"


@dataclass(frozen=True)
class Misfit:
    """Entries from the first to the last may have been touched."""

    fault: Fault
    first: int
    last: int


def misfits(heads: Iterable[Head], hashes: Mapping[int, str], count: int) -> list[Misfit]:
    """`heads` whose signatures hold; `hashes` of the entries at their positions; `count` entries
    are there. Only the first that does not fit is named: all after it follow from it."""
    sound = 0
    for head in sorted(set(heads)):
        if head.position > count:
            return [Misfit(Fault.CUT_OFF, count + 1, head.position)]
        if hashes.get(head.position) != head.hash:
            return [Misfit(Fault.REWRITTEN, sound + 1, head.position)]
        sound = head.position
    return []
