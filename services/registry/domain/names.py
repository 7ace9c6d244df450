"""How names are read and masked."""

from functools import lru_cache

from pypinyin import Style, pinyin

from shared.texts.surnames import COMPOUND, READINGS


def masked(name: str) -> str:
    """The surname's first character, and a star for each other one."""
    name = plain(name)
    return name[:1] + "*" * max(len(name) - 1, 1)


def plain(name: str) -> str:
    """Without the blanks that rosters put into two-character names."""
    return "".join(name.split())


def spelled(name: str) -> tuple[str, str]:
    """Pinyin and initials in the usual reading, for places: not personal, so kept in clear."""
    syllables = [readings[0] for readings in readings_of(plain(name))]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def surname_length(name: str) -> int:
    """2 for the compound surnames that we know, else 1."""
    return 2 if len(name) > 2 and name[:2] in COMPOUND else 1


def readings_of(name: str) -> list[tuple[str, ...]]:
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
