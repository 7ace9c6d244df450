"""The words that sheets are written in, as data: packs/rosters/*.toml, which a place may extend."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.registry.domain.cells import Cell, squeezed


@dataclass(frozen=True)
class Meaning:
    """Words for one thing: the whole text, or a part of it unless another part speaks against."""

    exact: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def fits(self, text: str) -> bool:
        if text in self.exact:
            return True
        found = any(part in text for part in self.parts)
        return found and not any(part in text for part in self.unless)


Meanings = Mapping[str, Meaning]


@dataclass(frozen=True)
class Words:
    """`headings[whose][field]`, whose is child, parent or guardian; the rest maps codes to words."""

    people: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, Mapping[str, tuple[str, ...]]]
    group_endings: tuple[str, ...]
    sexes: Meanings
    yes_no: Meanings
    situations: Meanings
    both_parents: Meanings
    enrolments: Meanings
    hardships: Meanings
    stages: Meanings
    total_rows: tuple[str, ...]
    note_rows: tuple[str, ...]
    sample_rows: tuple[str, ...]
    village_endings: tuple[str, ...]
    village_kinds: tuple[str, ...]
    township_endings: tuple[str, ...]
    group_marks: tuple[str, ...]


def meaning_of(cell: Cell, meanings: Meanings) -> str | None:
    """The first code whose words fit the cell."""
    text = squeezed(cell)
    return next((code for code, words in meanings.items() if text and words.fits(text)), None)
