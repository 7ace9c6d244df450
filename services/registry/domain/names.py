"""Names as people search for them: in full, in pinyin, by initials; and masked."""

from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

from shared.texts.surnames import READINGS

MOST_READINGS = 24  # of one name; 4 characters of 3 readings each would be 81


def masked(name: str) -> str:
    """The surname's first character, and a star for each other one."""
    name = plain(name)
    return name[:1] + "*" * max(len(name) - 1, 1)


def plain(name: str) -> str:
    """Without the blanks that rosters put into two-character names."""
    return "".join(name.split())


def search_forms(name: str) -> frozenset[str]:
    """Everything typed in full that shall find the name: itself, every pinyin, the initials."""
    name = plain(name)
    forms = {name.lower()}
    for reading in islice(product(*_readings(name)), MOST_READINGS):
        forms.add("".join(reading))
        forms.add("".join(syllable[:1] for syllable in reading))
    forms.discard("")
    return frozenset(form for form in forms if len(form) > 1)


def asked_forms(text: str) -> frozenset[str]:
    """What a search looks for: as typed, and for Chinese every name that sounds the same."""
    text = plain(text).lower()
    if text.isascii():
        return frozenset({text})
    sounds = ("".join(reading) for reading in islice(product(*_readings(text)), MOST_READINGS))
    return frozenset({text, *sounds})


def spelled(name: str) -> tuple[str, str]:
    """Pinyin and initials in the usual reading, for places: not personal, so kept in clear."""
    syllables = [readings[0] for readings in _readings(plain(name))]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def _readings(name: str) -> list[tuple[str, ...]]:
    """For each character all its readings, those of a surname first."""
    surname = name[:2] if name[:2] in READINGS else name[:1]
    if surname not in READINGS:
        return [_of_character(character) for character in name]
    first = [
        tuple(dict.fromkeys((special, *_of_character(character))))
        for special, character in zip(READINGS[surname], surname, strict=True)
    ]
    return first + [_of_character(character) for character in name[len(surname) :]]


@lru_cache(maxsize=8192)
def _of_character(character: str) -> tuple[str, ...]:
    readings = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return tuple(dict.fromkeys(reading.lower() for reading in readings[0]))
