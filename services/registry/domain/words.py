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


class Meanings:
    """Codes, each with its words; the first that fits a text counts. Remembers what it was asked:
    a roster repeats itself."""

    def __init__(self, codes: Mapping[str, Meaning]) -> None:
        self.codes = codes
        self._known: dict[str, str | None] = {"": None}

    def of(self, cell: Cell) -> str | None:
        text = squeezed(cell)
        if text not in self._known:
            fitting = (code for code, words in self.codes.items() if words.fits(text))
            self._known[text] = next(fitting, None)
        return self._known[text]

    def all_of(self, text: str) -> list[str]:
        """Every code that fits a text already squeezed."""
        return [code for code, words in self.codes.items() if words.fits(text)]

    def only(self, *codes: str) -> "Meanings":
        return Meanings({code: self.codes[code] for code in codes})


@dataclass(frozen=True)
class Words:
    """`headings[whose][field]`, whose is child, parent or guardian; values map codes to words."""

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
    household_classes: Meanings
    guardianships: Meanings
    care_qualities: Meanings
    reliefs: Meanings
    single_parent_reasons: Meanings
    health_states: Meanings
    degrees: Meanings
    illnesses: Meanings
    incomes: Meanings
    total_rows: tuple[str, ...]
    note_rows: tuple[str, ...]
    sample_rows: tuple[str, ...]
    village_endings: tuple[str, ...]
    village_kinds: tuple[str, ...]
    township_endings: tuple[str, ...]
    group_marks: tuple[str, ...]
