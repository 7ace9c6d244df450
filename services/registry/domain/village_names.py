"""The forms in which the name of one village or township is written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from services.registry.domain.cells import squeezed
from services.registry.domain.words import Words


@dataclass(frozen=True)
class Forms:
    """`strong` say what kind of village it is, `bare` leave that away."""

    strong: frozenset[str]
    bare: frozenset[str]


FormsOf = Callable[[str], Iterable[str]]


class Names:
    """`Words.village_endings` are the committees' names, each with the kinds it may stand for:
    "ending=kind": what is left before the ending, alone or with the kind, is the village."""

    def __init__(self, words: Words) -> None:
        self._endings = sorted(
            (tuple(ending.partition("=")[::2]) for ending in words.village_endings),
            key=lambda pair: -len(pair[0]),
        )
        self._kinds = sorted(words.village_kinds, key=len, reverse=True)
        self._towns = sorted(words.township_endings, key=len, reverse=True)
        self._marks = words.group_marks
        self._schools = tuple(part for stage in words.stages.codes.values() for part in stage.parts)

    def official(self, name: str) -> Forms:
        strong = self._without_committee(squeezed(name))
        bare = {self._stem(form) for form in strong}
        return Forms(frozenset(strong), frozenset(form for form in bare if len(form) > 1))

    def written(self, text: str) -> Forms:
        """`bare` only where the text does not say which kind it means."""
        strong = self._without_committee(text)
        kind_said = any(text.endswith(kind) for kind in self._kinds) or text not in strong
        return Forms(frozenset(strong), frozenset() if kind_said else frozenset({text}))

    def short(self, name: str) -> str:
        """Without the committee: as people say it."""
        forms = self._without_committee(squeezed(name))
        kinds = [form for form in forms if form.endswith(tuple(self._kinds))]
        return min(kinds or forms, key=lambda form: (len(form), form))

    def township_forms(self, name: str) -> Iterable[str]:
        """With any ending: a township that became a town is long called as before."""
        stem = self._township_stem(squeezed(name))
        return {squeezed(name), *(stem + ending for ending in self._towns)}

    def township_stems(self, name: str) -> Iterable[str]:
        stem = self._township_stem(squeezed(name))
        return {stem} if len(stem) > 1 else ()

    def without_group(self, text: str) -> str:
        """Without the villagers' group and what follows: a numeral and one of the group marks."""
        for position in range(1, len(text)):
            after = position
            while after < len(text) and _numeral(text[after]):
                after += 1
            if after > position and text[after:].startswith(self._marks):
                return text[:position].removesuffix("\u7b2c")
        return text

    def says_village(self, text: str) -> bool:
        return text.startswith(tuple(self._kinds))

    def is_school(self, text: str) -> bool:
        return any(part in text for part in self._schools)

    def _without_committee(self, text: str) -> set[str]:
        for ending, kind in self._endings:
            if text.endswith(ending) and len(text) > len(ending):
                core = text.removesuffix(ending)
                return {core, core + kind} if core.endswith(kind) else {core + kind}
        return {text}

    def _stem(self, text: str) -> str:
        return _without_ending(text, self._kinds)

    def _township_stem(self, text: str) -> str:
        return _without_ending(text, self._towns)


def _without_ending(text: str, endings: Sequence[str]) -> str:
    for ending in endings:
        if text.endswith(ending) and len(text) > len(ending):
            return text.removesuffix(ending)
    return text


def _numeral(sign: str) -> bool:
    return bool(re.match(r"\d", sign)) or unicodedata.numeric(sign, -1) >= 0
