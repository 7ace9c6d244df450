"""Which village or school a sheet means: by code, in full, in short, with the township in front.

A name that several townships share is decided by what else the row or the file says (DOMAIN
section 3); an address decides between villages of one name, it never replaces an unknown one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.registry.domain.areas import COUNTY, TOWNSHIP, VILLAGE
from services.registry.domain.cells import Cell, is_blank, squeezed
from services.registry.domain.village_names import FormsOf, Names
from services.registry.domain.words import Words

MOST_NAMED = 6


@dataclass(frozen=True)
class Area:
    code: str
    name: str


@dataclass(frozen=True)
class School:
    id: str
    name: str
    township_code: str


@dataclass(frozen=True)
class Clues:
    """What may decide between villages of one name, in the order in which it is asked."""

    township: Cell = None  # a column of its own: part of the village's name
    addresses: tuple[Cell, ...] = ()
    school: Cell = None
    file: frozenset[str] = frozenset()  # code prefixes that title, sheet or upload name


@dataclass(frozen=True)
class Unresolved:
    """A code of `shared.texts.roster` and, in the first argument, the villages it could be."""

    code: str
    args: tuple[str, ...] = ()


class Gazetteer:
    """The villages of the counties in question, found by the names that people write."""

    def __init__(self, areas: Iterable[Area], schools: Iterable[School], words: Words) -> None:
        self.areas: Mapping[str, Area] = {area.code: area for area in areas}
        self.names = Names(words)
        self.strong: dict[str, list[str]] = defaultdict(list)
        self.bare: dict[str, list[str]] = defaultdict(list)
        for code in sorted(code for code in self.areas if len(code) == VILLAGE):
            forms = self.names.official(self.areas[code].name)
            for form in forms.strong:
                self.strong[form].append(code)
            for form in forms.bare:
                self.bare[form].append(code)
        self.longest = max(map(len, self.strong), default=0)
        self.schools: dict[str, list[School]] = defaultdict(list)
        for school in schools:
            self.schools[squeezed(school.name)].append(school)
        self._named: dict[tuple[str, bool], frozenset[str]] = {}
        self._known: dict[tuple[str, frozenset[str]], list[str]] = {}

    @cached_property
    def townships(self) -> Sequence[tuple[str, str]]:
        """Every way to write a township with its ending, longest first."""
        return self._forms(self.names.township_forms)

    @cached_property
    def stems(self) -> Sequence[tuple[str, str]]:
        return self._forms(self.names.township_stems)

    @cached_property
    def _above(self) -> Sequence[tuple[str, str]]:
        """Names of counties and what is above them, longest first."""
        found = [(squeezed(a.name), a.code) for a in self.areas.values() if len(a.code) <= COUNTY]
        return sorted(found, key=lambda form: (-len(form[0]), form))

    def _forms(self, forms_of: FormsOf) -> Sequence[tuple[str, str]]:
        codes = [code for code in self.areas if len(code) == TOWNSHIP]
        found = {(form, code) for code in codes for form in forms_of(self.areas[code].name)}
        return sorted(found, key=lambda form: (-len(form[0]), form))

    # -- what a text names ------------------------------------------------------------------------

    def without_county(self, text: str) -> tuple[str, frozenset[str]]:
        """The text after the names of province, prefecture and county, and their codes."""
        codes: set[str] = set()
        while True:
            form = next(((f, c) for f, c in self._above if text.startswith(f)), None)
            if form is None:
                return text, frozenset(code for code in codes if len(code) == COUNTY)
            text = text.removeprefix(form[0])
            codes |= {code for name, code in self._above if name == form[0]}

    def townships_in(self, cell: Cell, *, stem_decides: bool = False) -> frozenset[str]:
        """Townships that an address names; of a school also by the bare stem in front."""
        asked = (squeezed(cell), stem_decides)
        if asked not in self._named:
            self._named[asked] = self._townships_in(*asked) if asked[0] else frozenset()
        return self._named[asked]

    def _townships_in(self, written: str, stem_decides: bool) -> frozenset[str]:
        text, counties = self.without_county(written)
        at = [(text.index(form), -len(form), form) for form, _ in self.townships if form in text]
        if at:
            first = min(at)[2]
            found = frozenset(code for form, code in self.townships if form == first)
        else:
            found = self._by_stem(text, stem_decides)
        return _within(found, counties) or found

    def _by_stem(self, text: str, stem_decides: bool) -> frozenset[str]:
        def fits(form: str, code: str) -> bool:
            rest = text.removeprefix(form)
            if rest == text or self.names.says_village(rest):
                return False
            return stem_decides or bool(self._begun_by(rest, {code}))

        return frozenset(code for form, code in self.stems if fits(form, code))

    def named_by_file(self, texts: Iterable[str]) -> frozenset[str]:
        """The narrowest place that titles, sheet and file name agree on, as code prefixes."""
        found: set[str] = set()
        for text in filter(None, map(squeezed, texts)):
            for part in filter(None, re.split(r"[:;,()\u3001\u3002_\s.-]", text)):
                found |= self._named_by_title(part)
        for digits in (VILLAGE, TOWNSHIP, COUNTY):
            narrow = {code for code in found if len(code) == digits}
            if len(narrow) == 1:
                return frozenset(narrow)
        return frozenset(code for code in found if len(code) == COUNTY)

    def _named_by_title(self, text: str) -> set[str]:
        counties = {code for form, code in self._above if form in text and len(code) == COUNTY}
        rest = self.without_county(text)[0]
        townships = self.townships_in(text, stem_decides=self.names.is_school(text))
        villages = {
            code
            for township in townships
            for code in self._begun_by(self._after_township(rest, township), {township})
        }
        return counties | set(townships) | villages

    # -- the village ------------------------------------------------------------------------------

    def village(self, cell: Cell, clues: Clues) -> str | Unresolved:
        """The village's code."""
        text = squeezed(cell)
        if text.isdigit() and len(text) == VILLAGE:
            return text if text in self.areas else Unresolved("VillageUnknown", (text,))
        inside = self.townships_in(clues.township, stem_decides=True)
        found = self._candidates(text, inside)
        if not found:
            return self._unknown(text)
        return self._decide(found, clues)

    def village_in_address(self, clues: Clues) -> str | Unresolved:
        """For a sheet without a column of villages: the address, or else the file, names it."""
        for address in clues.addresses:
            if is_blank(address):
                continue
            text, counties = self.without_county(squeezed(address))
            inside = self.townships_in(address)
            starts = {text, *(self._after_township(text, code) for code in inside)}
            found = {c for start in starts for c in self._begun_by(start, inside or counties)}
            if found:
                return self._decide(sorted(found), clues)
        villages = [code for code in clues.file if len(code) == VILLAGE]
        return villages[0] if len(villages) == 1 else Unresolved("VillageMissing")

    def _decide(self, found: Sequence[str], clues: Clues) -> str | Unresolved:
        """Ask clue by clue; one that names another township than the candidates' ends it."""
        counties = frozenset(code[:COUNTY] for code in clues.file)
        left = sorted(_within(found, counties)) or list(found)
        steps = (
            *((self.townships_in(address), True) for address in clues.addresses),
            (self.school_townships(clues.school), False),
            (clues.file, False),
        )
        for prefixes, binding in steps:
            if len(left) == 1:
                break
            narrowed = _within(left, prefixes)
            if binding and prefixes and not narrowed:
                break
            left = sorted(narrowed) or left
        if len(left) == 1:
            return left[0]
        return Unresolved("VillageShared", (self._listed(left),))

    def _candidates(self, text: str, inside: frozenset[str]) -> list[str]:
        if (text, inside) not in self._known:
            found = self._look_up(text) or self._look_up(self.names.without_group(text))
            chosen = sorted(_within(found, inside)) if inside else sorted(found)
            self._known[text, inside] = chosen
        return self._known[text, inside]

    def _look_up(self, text: str) -> set[str]:
        """By the whole text, or behind a township; full and short forms before bare ones."""
        rest, counties = self.without_county(text)
        forms = self.names.written(rest)
        behind = [
            (self.names.written(rest.removeprefix(form)), code)
            for form, code in (*self.townships, *self.stems)
            if rest.startswith(form) and len(rest) > len(form)
        ]
        steps = (("strong", self.strong), ("bare", self.bare), ("strong", self.bare))
        for kind, register in steps:
            found = {c for form in getattr(forms, kind) for c in register.get(form, ())}
            for its_forms, township in behind:
                codes = {c for f in getattr(its_forms, kind) for c in register.get(f, ())}
                found |= _within(codes, {township})
            if counties:
                found = set(_within(found, counties))
            if found:
                return found
        return set()

    def _unknown(self, text: str) -> Unresolved:
        """Names villages of that name elsewhere, or those that differ in one sign."""
        rest = text
        for form, _ in self.townships:
            if text.startswith(form):
                rest = text.removeprefix(form)
                break
        forms = self.names.written(rest)
        near = {c for form in forms.strong | forms.bare for c in self.strong.get(form, ())}
        near |= {c for form in forms.bare for c in self.bare.get(form, ())}
        wanted = forms.strong or forms.bare
        near = near or {
            c for n in self.strong for f in wanted if _one_sign_off(n, f) for c in self.strong[n]
        }
        if not near:
            return Unresolved("VillageUnknown", (text,))
        return Unresolved("VillageUnknownNear", (text, self._listed(sorted(near))))

    def _begun_by(self, text: str, inside: Iterable[str]) -> set[str]:
        """Villages whose name stands at the start of the text; the longest name counts."""
        for length in range(min(self.longest, len(text)), 1, -1):
            codes = self.strong.get(text[:length], ())
            if found := set(_within(codes, inside) if inside else codes):
                return found
        return set()

    def _after_township(self, text: str, township: str) -> str:
        forms = [f for f, c in (*self.townships, *self.stems) if c == township and f in text]
        first = min(forms, key=lambda form: (text.index(form), -len(form)), default=None)
        return text if first is None else text.partition(first)[2]

    def full_name(self, code: str) -> str:
        """With the township in front: names repeat inside a county."""
        above = self.areas.get(code[:TOWNSHIP])
        short = self.names.short(self.areas[code].name)
        return (squeezed(above.name) if above else "") + short

    def _listed(self, codes: Sequence[str]) -> str:
        names = "\u3001".join(self.full_name(code) for code in codes[:MOST_NAMED])
        return names + ("\u2026" if len(codes) > MOST_NAMED else "")

    # -- schools ----------------------------------------------------------------------------------

    def school(self, cell: Cell, village: str | None) -> School | None:
        """The registered school of that name; of several, the one in the village's township."""
        text = squeezed(cell)
        found = self.schools.get(text) or self.schools.get(self.without_county(text)[0]) or []
        if len(found) > 1 and village:
            found = [s for s in found if s.township_code == village[:TOWNSHIP]] or found
        return found[0] if len(found) == 1 else None

    def school_townships(self, cell: Cell) -> frozenset[str]:
        """By the register, or else by the township in the school's name."""
        if is_blank(cell):
            return frozenset()
        registered = self.schools.get(squeezed(cell), ())
        known = frozenset(school.township_code for school in registered)
        return known or self.townships_in(cell, stem_decides=True)


def _within(codes: Iterable[str], prefixes: Iterable[str]) -> frozenset[str]:
    starts = tuple(prefixes)
    return frozenset(code for code in codes if code.startswith(starts)) if starts else frozenset()


def _one_sign_off(name: str, other: str) -> bool:
    if len(name) != len(other) or len(name) < 3:
        return False
    return sum(a != b for a, b in zip(name, other, strict=True)) == 1
